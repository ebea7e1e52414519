package dev.oplab.report.internal;

import dev.oplab.report.ColumnView.Overflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Long names made short so that they can still be told apart.
final class Shorten {
  private static final int LEAST_ITEM = 10;
  private static final int LEAST_NAME = 8;
  private static final String BETWEEN = ", ";

  private Shorten() {}

  /// {@return `text` in at most `width` columns, shortened as `how` says}
  static String text(String text, int width, Overflow how) {
    if (Glyphs.width(text) <= width) {
      return text;
    }
    return switch (how) {
      case ELIDE_MIDDLE, WRAP -> name(text, width);
      case ELIDE_ITEMS -> list(text, width);
      case ELIDE_END -> Glyphs.elideEnd(text, width);
    };
  }

  /// {@return the longest form of `text` that fits: whole, without the parts of a path that the
  /// next part repeats, or cut at the start or in the middle}
  static String longest(String text, Predicate<String> fits) {
    if (fits.test(text)) {
      return text;
    }
    String compact = compact(text);
    if (fits.test(compact)) {
      return compact;
    }
    int most = Glyphs.width(compact);
    int least = 1;
    while (least < most) {
      int middle = (least + most + 1) / 2;
      if (fits.test(cut(compact, middle))) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return cut(compact, least);
  }

  private static String name(String text, int width) {
    return cut(compact(text), width);
  }

  private static String cut(String text, int width) {
    return text.startsWith("…") ? Glyphs.elideStart(text, width) : Glyphs.elideMiddle(text, width);
  }

  // Exporters write a module's whole path into each part: in `/block/block.2/block.2.0/Conv` the
  // third part says it all.
  private static String compact(String text) {
    String[] parts = text.split("/", -1);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      boolean repeated = i + 1 < parts.length && parts[i + 1].startsWith(parts[i] + ".");
      if (parts[i].isEmpty() || !repeated) {
        kept.add(parts[i]);
      }
    }
    return kept.size() == parts.length ? text : "…" + String.join("/", kept);
  }

  // What stands before the name, as in `fused from /block/Conv`, stays.
  private static String item(String text, int width) {
    int name = text.lastIndexOf(' ') + 1;
    return width - name < LEAST_NAME
        ? text(text, width, Overflow.ELIDE_MIDDLE)
        : text.substring(0, name) + text(text.substring(name), width - name, Overflow.ELIDE_MIDDLE);
  }

  private static String list(String text, int width) {
    List<String> items = List.of(text.split(BETWEEN, -1));
    int fitting = Math.max(1, (width + BETWEEN.length()) / (LEAST_ITEM + BETWEEN.length()));
    if (items.size() > fitting) {
      return Glyphs.elideEnd(text, width);
    }
    int room = width - BETWEEN.length() * (items.size() - 1);
    List<String> shortened = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      int share = room / (items.size() - i);
      // Short items leave their room to those that follow.
      int rest = items.subList(i + 1, items.size()).stream().mapToInt(Glyphs::width).sum();
      String item = item(items.get(i), Math.max(share, room - rest));
      shortened.add(item);
      room -= Glyphs.width(item);
    }
    return shortened.stream().collect(Collectors.joining(BETWEEN));
  }
}
