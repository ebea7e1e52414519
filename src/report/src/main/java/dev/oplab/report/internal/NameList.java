package dev.oplab.report.internal;

import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.report.ColumnView.Overflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The inputs or outputs of a node with commas between, their names cut as little as a given width
/// allows. Of many the first and the last ones.
record NameList(List<Item> items) {
  private static final int MOST = 8;
  private static final int LEAST_NAME = 9;

  /// A name, which may be cut, and what follows it, which is not.
  private record Item(String name, String suffix) {
    String text(int width) {
      return Shorten.text(name, width, Overflow.ELIDE_MIDDLE) + suffix;
    }
  }

  /// {@return the values by name, `-` for an omitted one}
  static NameList of(List<Optional<Value>> values) {
    return of(Ends.of(values, MOST), false);
  }

  /// {@return the values by name, each with its type where that is known: `y: float32[1,16]`}
  static NameList typed(List<Optional<Value>> values) {
    return of(Ends.of(values, MOST), true);
  }

  /// {@return these values by name}
  static NameList ofAll(List<Value> values) {
    return of(Ends.of(values, MOST).map(Optional::of), false);
  }

  private static NameList of(Ends<Optional<Value>> values, boolean typed) {
    List<Item> items = new ArrayList<>();
    values.first().forEach(value -> items.add(item(value, typed)));
    if (values.left() > 0) {
      items.add(new Item("", "… %,d more …".formatted(values.left())));
    }
    values.last().forEach(value -> items.add(item(value, typed)));
    return new NameList(items);
  }

  private static Item item(Optional<Value> value, boolean typed) {
    String name = value.map(given -> Visible.of(given.name())).orElse("-");
    return new Item(name, typed ? value.map(given -> type(given.type())).orElse("") : "");
  }

  private static String type(ValueType type) {
    return type instanceof ValueType.UnknownType
        ? ""
        : ": " + Visible.of(type.toString().replace(", ", ","));
  }

  /// {@return the list with its names in full}
  String full() {
    return cut(Integer.MAX_VALUE);
  }

  /// {@return the list in at most `room` columns; what follows the names is left out first, then
  /// the end of the list}
  String fit(int room) {
    String full = full();
    if (Glyphs.width(full) <= room) {
      return full;
    }
    if (Glyphs.width(cut(LEAST_NAME)) > room) {
      NameList bare = new NameList(items.stream().map(NameList::bare).toList());
      return bare.equals(this)
          ? Glyphs.elideEnd(cut(LEAST_NAME), Math.max(1, room))
          : bare.fit(room);
    }
    int least = LEAST_NAME;
    int most = Math.max(least, room);
    while (least < most) {
      int middle = (least + most + 1) / 2;
      if (Glyphs.width(cut(middle)) <= room) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return cut(least);
  }

  private static Item bare(Item item) {
    return item.name().isEmpty() ? item : new Item(item.name(), "");
  }

  private String cut(int width) {
    return items.stream().map(item -> item.text(width)).collect(Collectors.joining(", "));
  }
}
