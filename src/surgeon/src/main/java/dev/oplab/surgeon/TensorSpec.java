package dev.oplab.surgeon;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A tensor's name, and its type if one is given: `NAME`, `NAME:float32` or `NAME:float32[1,N,?]`.
/// Dimensions are numbers, names, or `?` (or -1) for unknown; `[]` is a scalar, `[...]` a tensor of
/// unknown rank. A name may hold `:` and `/`. Immutable.
public record TensorSpec(String name, Optional<ValueType> type) {
  private static final Pattern TYPED =
      Pattern.compile("(.+):([A-Za-z][A-Za-z0-9]*)(?:\\[([^\\[\\]]*)])?");

  /// {@return what `text` says, where that is the name of a value of `graph` the name alone}
  static TensorSpec of(String text, Graph graph) {
    return graph.value(text).isPresent() ? new TensorSpec(text, Optional.empty()) : of(text);
  }

  /// {@return what `text` says}
  ///
  /// @throws OnnxException if a shape follows something that is no data type, or is none itself
  public static TensorSpec of(String text) {
    Matcher typed = TYPED.matcher(text);
    if (!typed.matches()) {
      return new TensorSpec(text, Optional.empty());
    }
    Optional<DataType> elements = DataType.named(typed.group(2));
    @Nullable String dims = typed.group(3);
    if (elements.isEmpty()) {
      if (dims != null) {
        throw new OnnxException(
            "'%s': '%s' is no data type.%nFix: write NAME:float32[1,3,N]; the types are those of ONNX, such as float16, int64, bool."
                .formatted(text, typed.group(2)));
      }
      return new TensorSpec(text, Optional.empty());
    }
    Shape shape = dims == null || dims.trim().equals("...") ? null : shape(text, dims.trim());
    return new TensorSpec(
        typed.group(1), Optional.of(new ValueType.TensorType(elements.get(), shape)));
  }

  private static Shape shape(String text, String dims) {
    List<Dim> all = new ArrayList<>();
    for (String dim : dims.isEmpty() ? new String[0] : dims.split(",", -1)) {
      String size = dim.trim();
      if (size.isEmpty()) {
        throw new OnnxException(
            "'%s': a dimension is missing between the commas.%nFix: write ? for one that is not known."
                .formatted(text));
      }
      boolean number = size.matches("[0-9]{1,18}");
      boolean unknown = size.equals("?") || size.equals("-1");
      all.add(number ? Dim.of(Long.parseLong(size)) : unknown ? Dim.unknown() : Dim.of(size));
    }
    return new Shape(all);
  }

  /// {@return the text that says this}
  @Override
  public String toString() {
    return type.map(known -> name + ":" + known.toString().replace(" ", "")).orElse(name);
  }
}
