package dev.oplab.report.internal;

import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A tensor's elements as nested lists, aligned; of a long axis the first and the last ones.
final class ArrayText {
  private static final int DEEPEST = 6;
  private static final int FEW = 64;
  private static final int MOST_LINES = 32;
  private static final int LONGEST_TEXT = 24;
  private static final String CUT = "…";

  private final Elements elements;
  private final long[] sizes;
  private final int[] edges;
  private final int width;
  private final List<String> lines = new ArrayList<>();
  private final List<String> texts;
  private int next;

  private ArrayText(Elements elements, long[] sizes, int width) {
    this.elements = elements;
    this.sizes = sizes;
    this.edges = edges(sizes);
    this.width = width;
    this.texts = texts();
  }

  /// {@return the lines, each at most `width` columns where the elements allow it}
  static List<String> of(Elements elements, Shape shape, int width) {
    if (elements.count() == 0) {
      return List.of("[]");
    }
    long[] sizes = shape.dims().stream().mapToLong(ArrayText::size).toArray();
    if (sizes.length > DEEPEST) { // the outer axes of such a tensor say little
      long[] flat = Arrays.copyOfRange(sizes, sizes.length - DEEPEST, sizes.length);
      flat[0] = elements.count() / Arrays.stream(flat).skip(1).reduce(1, (a, b) -> a * b);
      sizes = flat;
    }
    ArrayText text = new ArrayText(elements, sizes, width);
    text.print(0, "", "");
    int count = text.lines.size();
    if (count <= MOST_LINES) {
      return text.lines;
    }
    List<String> cut = new ArrayList<>(text.lines.subList(0, MOST_LINES - 4));
    cut.add(CUT);
    cut.addAll(text.lines.subList(count - 3, count));
    return cut;
  }

  private static long size(Dim dim) {
    return dim instanceof Dim.Known(long size) ? size : 1;
  }

  // How many places are shown at either end of an axis: most of that which runs across, then of the
  // next one that has several.
  private static int[] edges(long[] sizes) {
    int[] edges = new int[sizes.length];
    boolean second = true;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      boolean across = axis == sizes.length - 1;
      edges[axis] = across ? 4 : second ? 3 : 1;
      second &= across || sizes[axis] == 1;
    }
    return edges;
  }

  // Which places of an axis are shown, -1 for those left out.
  private long[] shown(int axis) {
    long size = sizes[axis];
    int edge = edges[axis];
    boolean all = sizes.length <= 2 && elements.count() <= FEW;
    if (all || size <= 2L * edge + 1) {
      return LongStream.range(0, size).toArray();
    }
    return LongStream.concat(
            LongStream.concat(LongStream.range(0, edge), LongStream.of(-1)),
            LongStream.range(size - edge, size))
        .toArray();
  }

  private List<String> texts() {
    List<Long> places = new ArrayList<>();
    collect(0, 0, places);
    if (elements.isFloating()) {
      return Numerals.alike(places.stream().mapToDouble(elements::number).toArray());
    }
    if (elements.isComplex()) {
      List<String> real = Numerals.alike(places.stream().mapToDouble(elements::real).toArray());
      List<String> other =
          Numerals.alike(places.stream().mapToDouble(elements::imaginary).toArray());
      return IntStream.range(0, real.size())
          .mapToObj(
              i -> real.get(i) + (other.get(i).startsWith("-") ? "" : "+") + other.get(i) + "i")
          .toList();
    }
    return places.stream()
        .map(place -> Glyphs.elideEnd(Visible.of(elements.text(place)), LONGEST_TEXT))
        .toList();
  }

  private void collect(int axis, long from, List<Long> places) {
    if (axis == sizes.length) {
      places.add(from);
      return;
    }
    for (long place : shown(axis)) {
      if (place >= 0) {
        collect(axis + 1, from * sizes[axis] + place, places);
      }
    }
  }

  private void print(int axis, String before, String after) {
    if (axis == sizes.length) {
      lines.add(before + texts.get(next++) + after);
    } else if (axis == sizes.length - 1) {
      row(before + "[", "]" + after);
    } else {
      long[] shown = shown(axis);
      String indent = " ".repeat(before.length() + 1);
      for (int i = 0; i < shown.length; i++) {
        boolean last = i == shown.length - 1;
        if (shown[i] < 0) {
          lines.add(indent + CUT);
        } else {
          print(axis + 1, i == 0 ? before + "[" : indent, last ? "]" + after : ",");
        }
      }
    }
  }

  private void row(String before, String after) {
    int cell = texts.stream().mapToInt(Glyphs::width).max().orElse(0);
    boolean right = !elements.isText();
    StringBuilder line = new StringBuilder(before);
    long[] shown = shown(sizes.length - 1);
    for (int i = 0; i < shown.length; i++) {
      boolean last = i == shown.length - 1;
      String item = shown[i] < 0 ? CUT : texts.get(next++);
      String text = shown[i] < 0 || !right ? item : Glyphs.pad(item, cell, true);
      if (line.length() > before.length() && line.length() + text.length() + 2 > width) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(before.length()));
      }
      line.append(right || last ? text + (last ? after : ", ") : left(text, cell));
    }
    lines.add(line.toString());
  }

  private static String left(String text, int width) {
    return Glyphs.pad(text + ", ", width + 2, false);
  }
}
