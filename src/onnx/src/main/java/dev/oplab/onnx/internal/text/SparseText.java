package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.ValueType;
import java.util.List;

/// Reads sparse constants: `sparse_tensor(float[5]) s = {3: 1.5, 4: 2.0}` by the place of an
/// element when laid out flat, or `{[0,1]: 1.5}` by its place on each axis. Type and name are read
/// already.
final class SparseText {
  private static final String FORM =
      "write a sparse constant as 'sparse_tensor(float[2,2]) s = {3: 1.5}' or '... = {[1,1]: 1.5}'";

  private final Cursor cursor;

  SparseText(Cursor cursor) {
    this.cursor = cursor;
  }

  /// {@return the message of a sparse constant of this type, which was given at `at`}
  Message constant(ValueType.SparseTensorType type, String name, Token at) {
    List<Long> sizes = new TensorText(cursor).sizes(type.shape(), at);
    cursor.expect("{", "before the elements of a sparse constant", FORM);
    if (!cursor.peek().isNumber() && !cursor.at("[") && !cursor.at("}")) {
      throw cursor.expected("the place of an element", FORM);
    }
    if (type.dataType() == DataType.STRING || type.dataType() == DataType.UNDEFINED) {
      throw cursor.error(at, "a sparse constant has numbers, and this type is " + type, FORM);
    }
    ElementText values = new ElementText(cursor, type.dataType());
    ElementText indices = new ElementText(cursor, DataType.INT64);
    boolean byAxis = read(values, indices, sizes.size());
    long count = indices.count(0) / (byAxis ? Math.max(1, sizes.size()) : 1);
    Message value = new Message().number(2, type.dataType().code()).number(1, count);
    if (!name.isEmpty()) {
      value.text(8, name);
    }
    Message index = new Message().number(2, DataType.INT64.code()).number(1, count);
    if (byAxis) {
      index.number(1, sizes.size());
    }
    Message sparse =
        new Message()
            .message(1, value.bytes(9, values.toBytes(count)))
            .message(2, index.bytes(9, indices.toBytes(0)));
    sizes.forEach(size -> sparse.number(3, size));
    return sparse;
  }

  private boolean read(ElementText values, ElementText indices, int rank) {
    boolean byAxis = cursor.at("[");
    while (!cursor.at("}")) {
      if (byAxis) {
        axes(indices, rank);
      } else {
        indices.read();
      }
      cursor.expect(":", "after the place of an element", FORM);
      do {
        values.read();
      } while (values.isCutInHalf() && cursor.matches(","));
      if (!cursor.matches(",")) {
        break;
      }
    }
    cursor.expect("}", "after the elements of a sparse constant", FORM);
    return byAxis;
  }

  private void axes(ElementText indices, int rank) {
    cursor.expect("[", "before the place of an element", FORM);
    for (int i = 0; i < rank; i++) {
      if (i > 0) {
        cursor.expect(",", "between the %d places of an element".formatted(rank), FORM);
      }
      indices.read();
    }
    cursor.expect("]", "after the place of an element", FORM);
  }
}
