package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the contents of constants: `{1.0, 2.5}`, or where they are: `["location": "w.data",
/// "offset": "4096"]`. Their type and name come before and are read already.
final class TensorText {
  private static final String FORM =
      "write a constant as 'float[2] w = {1.0, 2.5}' or 'float[2] w = [\"location\": \"w.data\"]'";

  private final Cursor cursor;

  TensorText(Cursor cursor) {
    this.cursor = cursor;
  }

  /// {@return whether the contents of a constant come next, or what stands in front of them}
  boolean isNext() {
    return cursor.at("=") || cursor.at("{");
  }

  /// {@return the message of a constant of this type, which was given at `at`}
  Message constant(ValueType type, String name, Token at) {
    if (!(type instanceof ValueType.TensorType(DataType elements, Shape shape))) {
      throw cursor.error(at, "only a tensor can be a constant, and this type is " + type, FORM);
    }
    Message tensor = new Message().number(2, elements.code());
    if (!name.isEmpty()) {
      tensor.text(8, name);
    }
    sizes(shape, at).forEach(size -> tensor.number(1, size));
    if (cursor.matches("[")) {
      EntryText.read(cursor, tensor, 13);
      tensor.number(14, 1);
    } else if (elements == DataType.STRING) {
      strings(tensor, shape);
    } else {
      numbers(tensor, elements, shape);
    }
    return tensor;
  }

  /// {@return the sizes of a constant, which are all numbers}
  List<Long> sizes(@Nullable Shape shape, Token at) {
    List<Long> sizes = new ArrayList<>();
    for (Dim dim : shape == null ? List.of(Dim.unknown()) : shape.dims()) {
      if (!(dim instanceof Dim.Known(long size))) {
        throw cursor.error(
            at,
            "the shape of a constant has only numbers, and this one has '%s'"
                .formatted(shape == null ? "[]" : dim),
            FORM);
      }
      sizes.add(size);
    }
    return sizes;
  }

  private void strings(Message tensor, @Nullable Shape shape) {
    Token at = open();
    long count = 0;
    while (!cursor.at("}")) {
      tensor.text(6, cursor.quoted("an element of the type string", FORM));
      count++;
      if (!cursor.matches(",")) {
        break;
      }
    }
    close();
    check(count, needed(shape, at), shape, at);
  }

  private void numbers(Message tensor, DataType type, @Nullable Shape shape) {
    Token at = open();
    ElementText elements = new ElementText(cursor, type);
    while (!cursor.at("}")) {
      if (type == DataType.UNDEFINED) {
        throw cursor.expected("'}': a constant of no type has no elements", FORM);
      }
      elements.read();
      if (!cursor.matches(",")) {
        break;
      }
    }
    close();
    if (type == DataType.UNDEFINED) {
      return;
    }
    if (elements.isCutInHalf()) {
      throw cursor.error(
          at, "the last complex number has no imaginary part", "give two numbers for each element");
    }
    long needed = needed(shape, at);
    check(elements.count(needed), needed, shape, at);
    tensor.bytes(9, elements.toBytes(needed));
  }

  private Token open() {
    Token at = cursor.peek();
    cursor.expect("{", "before the elements of a constant", FORM);
    return at;
  }

  private void close() {
    cursor.expect("}", "after the elements of a constant", FORM);
  }

  private void check(long count, long needed, @Nullable Shape shape, Token at) {
    if (count != needed) {
      throw cursor.error(
          at,
          "found %,d elements, expected %,d because the shape is %s"
              .formatted(count, needed, shape),
          needed == 1 && shape != null && shape.rank() == 0
              ? "give the shape in brackets, as in float[%,d]".formatted(count)
              : "give as many elements as the shape says");
    }
  }

  private long needed(@Nullable Shape shape, Token at) {
    try {
      return shape == null ? 0 : shape.elementCount().orElse(0);
    } catch (OnnxException senseless) {
      throw cursor.error(
          at,
          "a constant of the shape %s cannot be: it has a negative size, or more elements than can be counted"
              .formatted(shape),
          "give the sizes it has");
    }
  }
}
