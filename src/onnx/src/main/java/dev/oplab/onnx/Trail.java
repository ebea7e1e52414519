package dev.oplab.onnx;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where reading has got to, as `graph.initializer[12] 'features.0.weight'.raw_data`. Kept along
/// the way because an error knows only a position. Mutable.
final class Trail {
  private static final int SHOWN_LEVELS = 6;
  private static final int LONGEST_NAME = 80;

  /// The way to a subgraph, which is read after the graph around it.
  record Step(@Nullable Step outer, String text, int depth) {}

  private String[] labels = new String[16];
  private int[] indices = new int[16];
  private String[] names = new String[16];
  private int depth;
  private @Nullable Step outer;

  void enter(String label, int index) {
    if (depth == labels.length) {
      labels = Arrays.copyOf(labels, depth * 2);
      indices = Arrays.copyOf(indices, depth * 2);
      names = Arrays.copyOf(names, depth * 2);
    }
    labels[depth] = label;
    indices[depth] = index;
    names[depth++] = "";
  }

  void enter(String label) {
    enter(label, -1);
  }

  /// Says how the thing entered last is called, once that has been read.
  void name(String name) {
    names[depth - 1] = name;
  }

  void leave() {
    depth--;
  }

  /// {@return the way so far, to go on from later}
  Step mark() {
    return new Step(outer, text(), outer == null ? 1 : outer.depth() + 1);
  }

  void restart(@Nullable Step from) {
    outer = from;
    depth = 0;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(text());
    int shown = 0;
    for (Step step = outer; step != null; step = step.outer()) {
      if (shown++ == SHOWN_LEVELS) {
        return "field (%,d graphs further out).%s".formatted(step.depth(), text);
      }
      text.insert(0, step.text() + (text.isEmpty() ? "" : "."));
    }
    return text.isEmpty() ? "a field of the model itself" : "field " + text;
  }

  /// {@return the name as it can stand in a line, also where the file is damaged}
  private static String readable(String name) {
    String start = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
    return start.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.append(i == 0 ? "" : ".").append(labels[i]);
      if (indices[i] >= 0) {
        text.append('[').append(indices[i]).append(']');
      }
      if (!names[i].isEmpty()) {
        text.append(" '").append(readable(names[i])).append('\'');
      }
    }
    return text.toString();
  }
}
