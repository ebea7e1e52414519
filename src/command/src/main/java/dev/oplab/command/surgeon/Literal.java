package dev.oplab.command.surgeon;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.UsageException;
import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A constant as it is typed: `1`, `0.5`, `true`, `[1, 2]`, `[[1, 0], [0, 1]]`, with its type
/// before it perhaps: `float16:0.5`.
///
/// @param type the type given, null for none
/// @param items the elements as they were typed, row by row
/// @param dims the lengths of the lists, none for a single number
record Literal(@Nullable DataType type, List<String> items, List<Long> dims) {
  private static final Pattern TYPED =
      Pattern.compile("([A-Za-z][A-Za-z0-9]*):(.*)", Pattern.DOTALL);
  private static final Pattern ITEM =
      Pattern.compile(
          "[+-]?(?:[0-9]+\\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\\.[0-9]+(?:[eE][+-]?[0-9]+)?|inf|nan)"
              + "|true|false");

  static ArgumentType<Literal> argument() {
    return ArgumentTypes.of("[TYPE:]VALUE", Literal::parse);
  }

  /// {@return whether `text` is such a constant}
  static boolean looksLike(String text) {
    try {
      parse(text);
      return true;
    } catch (UsageException notOne) {
      return false;
    }
  }

  /// {@return the constant that `text` says}
  ///
  /// @throws UsageException if it says none
  static Literal parse(String text) {
    Matcher typed = TYPED.matcher(text);
    if (!typed.matches()) {
      return new Reader(text).read(null);
    }
    Optional<DataType> type = DataType.named(typed.group(1));
    if (type.filter(Elements::canHold).isEmpty()) {
      throw UsageException.expected("a type of numbers before the ':'", text);
    }
    return new Reader(typed.group(2)).read(type.get());
  }

  /// {@return the constant as a tensor; a number without a type has `beside` where that can hold
  /// it, else float32 if it has a fraction and int64 if it has none}
  Tensor tensor(@Nullable DataType beside) {
    DataType own = type != null ? type : chosen(beside);
    Shape shape = Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
    return Tensor.of("", own, shape, Elements.pack(own, items));
  }

  private DataType chosen(@Nullable DataType beside) {
    boolean truth = !items.isEmpty() && items.stream().allMatch(Literal::isTruth);
    if (beside != null && Elements.canHold(beside) && (isWhole() || Elements.isFraction(beside))) {
      return beside;
    }
    return truth ? DataType.BOOL : isWhole() ? DataType.INT64 : DataType.FLOAT;
  }

  /// {@return the constant as an attribute of this kind}
  Attribute attribute(AttributeFacts.Kind kind, String key) {
    if (dims.size() > 1 || type != null) {
      throw new UsageException(
          "--attr: '%s' is %s, found %s"
              .formatted(key, kind.words(), type == null ? "a list of lists" : "a typed constant"));
    }
    boolean list =
        !dims.isEmpty() || kind == AttributeFacts.Kind.INTS || kind == AttributeFacts.Kind.FLOATS;
    boolean fraction =
        kind == AttributeFacts.Kind.FLOAT || kind == AttributeFacts.Kind.FLOATS || !isWhole();
    boolean wrong =
        (!isWhole() && kind.isWhole())
            || (list && (kind == AttributeFacts.Kind.INT || kind == AttributeFacts.Kind.FLOAT));
    if (wrong) {
      throw new UsageException(
          "--attr: '%s' is %s in ONNX, found '%s'"
              .formatted(key, kind.words(), String.join(",", items)));
    }
    if (fraction) {
      float[] numbers = new float[items.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) Elements.number(items.get(i));
      }
      return list ? Attribute.of(numbers) : new Attribute.FloatValue(numbers[0]);
    }
    long[] numbers = items.stream().mapToLong(Elements::whole).toArray();
    return list ? Attribute.of(numbers) : new Attribute.IntValue(numbers[0]);
  }

  private boolean isWhole() {
    return items.stream().allMatch(item -> isTruth(item) || item.matches("[+-]?[0-9]+"));
  }

  private static boolean isTruth(String item) {
    return item.equals("true") || item.equals("false");
  }

  /// Reads one text. Used once.
  private static final class Reader {
    private final String text;
    private final List<String> items = new ArrayList<>();
    private final List<Long> dims = new ArrayList<>();
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Literal read(@Nullable DataType type) {
      value(0);
      skip();
      if (at < text.length()) {
        throw wrong();
      }
      return new Literal(type, List.copyOf(items), List.copyOf(dims));
    }

    private void value(int depth) {
      skip();
      if (at < text.length() && text.charAt(at) == '[' && depth < 8) {
        at++;
        list(depth);
        return;
      }
      int start = at;
      while (at < text.length() && ",[] ".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String item = text.substring(start, at);
      if (!ITEM.matcher(item).matches() || depth != dims.size()) {
        throw wrong();
      }
      items.add(item);
    }

    private void list(int depth) {
      boolean first = depth == dims.size();
      if (first && !items.isEmpty()) {
        throw wrong();
      }
      if (first) {
        dims.add(-1L);
      }
      long length = 0;
      skip();
      while (at < text.length() && text.charAt(at) != ']') {
        value(depth + 1);
        length++;
        skip();
        if (at < text.length() && text.charAt(at) == ',') {
          at++;
        } else if (at >= text.length() || text.charAt(at) != ']') {
          throw wrong();
        }
      }
      boolean ragged = dims.get(depth) >= 0 && dims.get(depth) != length;
      if (at >= text.length() || ragged) {
        throw wrong();
      }
      at++;
      dims.set(depth, length);
    }

    private void skip() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private UsageException wrong() {
      return UsageException.expected("a number, or a list of them such as [1,2]", text);
    }
  }
}
