package dev.oplab.report.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.ValueType;
import dev.oplab.report.DataTable;
import dev.oplab.report.MimeBundle;
import dev.oplab.report.Printable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How shapes and types print: as code, in HTML with the dimensions marked that are no numbers.
public final class TypeView {
  private static final int MOST_DIMS = 64;
  private static final int LONGEST = DataTable.TEXT_WIDTH;

  private TypeView() {}

  public static Printable of(Dim dim) {
    return code(dim.toString(), html(dim));
  }

  public static Printable of(Shape shape) {
    return code(shape.toString(), html(shape));
  }

  public static Printable of(ValueType type) {
    return code(type.toString(), html(type));
  }

  private static Printable code(String text, String html) {
    MimeBundle bundle =
        MimeBundle.of(
            Glyphs.elideEnd(Visible.of(text), LONGEST),
            "<code style=\"padding:0;font-family:monospace;background:rgba(0,0,0,0);font-size:13px\">"
                + html
                + "</code>\n");
    return () -> bundle;
  }

  private static String html(ValueType type) {
    return switch (type) {
      case ValueType.TensorType(DataType elements, Shape shape) -> elements.label() + html(shape);
      case ValueType.SparseTensorType(DataType elements, Shape shape) ->
          "sparse_" + elements.label() + html(shape);
      case ValueType.SequenceType(ValueType element) -> "sequence(" + html(element) + ")";
      case ValueType.OptionalType(ValueType element) -> "optional(" + html(element) + ")";
      case ValueType.MapType(DataType key, ValueType value) ->
          "map(" + key.label() + ", " + html(value) + ")";
      case ValueType.OpaqueType _, ValueType.UnknownType _ ->
          Html.escape(Glyphs.elideEnd(Visible.of(type.toString()), LONGEST));
    };
  }

  private static String html(@Nullable Shape shape) {
    if (shape == null) {
      return "[...]";
    }
    String more = shape.rank() > MOST_DIMS ? ", …]" : "]";
    return shape.dims().stream()
        .limit(MOST_DIMS)
        .map(TypeView::html)
        .collect(Collectors.joining(", ", "[", more));
  }

  private static String html(Dim dim) {
    String text = Html.escape(Glyphs.elideEnd(Visible.of(dim.toString()), 60));
    return dim.isKnown()
        ? text
        : "<span style=\"font-style:italic;background:rgba(42,143,212,0.2);padding:0 3px\">"
            + text
            + "</span>";
  }
}
