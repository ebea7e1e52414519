package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.AttributeType;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.internal.text.Token.Kind;

/// Reads one value of an attribute: finds out what it is, then reads it. Numbers and graphs are
/// read by others. Mutable.
final class ValueText {
  private static final String FORM =
      "write a value as 1, 0.5, \"text\", [1, 2], float[2] {1.0, 2.5}, float[N,3], @attribute, or a graph: g (float[N] x) => (y) { ... }";

  private final Cursor cursor;
  private final TypeText types;
  private final TensorText tensors;
  private final SparseText sparse;
  private String name = "";
  private ValueType type = new ValueType.UnknownType();
  private Token at;

  ValueText(Cursor cursor) {
    this.cursor = cursor;
    this.types = new TypeText(cursor);
    this.tensors = new TensorText(cursor);
    this.sparse = new SparseText(cursor);
    this.at = cursor.peek();
  }

  /// {@return what kind of value comes next; a name or type in front of it is taken}
  AttributeType next() {
    at = cursor.peek();
    name = "";
    if (at.isNumber() || NumberText.isWord(at)) {
      return at.kind() == Kind.INTEGER ? AttributeType.INT : AttributeType.FLOAT;
    }
    if (types.isNext()) {
      type = types.type();
      if (!cursor.peek().isId() && !tensors.isNext()) {
        return type instanceof ValueType.UnknownType
            ? AttributeType.UNDEFINED
            : AttributeType.TYPE_PROTO;
      }
      name = cursor.peek().isId() ? cursor.take().text() : "";
      cursor.matches("=");
      return type instanceof ValueType.SparseTensorType
          ? AttributeType.SPARSE_TENSOR
          : AttributeType.TENSOR;
    }
    if (!at.isId()) {
      throw cursor.expected("the value of an attribute", FORM);
    }
    name = cursor.take().text();
    return at.kind() == Kind.NAME || cursor.at("(") ? AttributeType.GRAPH : AttributeType.STRING;
  }

  /// {@return the name in front of the value}
  String name() {
    return name;
  }

  /// Reads the rest of the value into an attribute.
  void read(AttributeType kind, Message attribute, boolean inList) {
    switch (kind) {
      case STRING -> attribute.text(inList ? 9 : 4, name);
      case TENSOR -> attribute.message(inList ? 10 : 5, tensors.constant(type, name, at));
      case SPARSE_TENSOR ->
          attribute.message(
              inList ? 23 : 22, sparse.constant((ValueType.SparseTensorType) type, name, at));
      case TYPE_PROTO -> attribute.message(inList ? 15 : 14, TypeText.message(type));
      default -> {}
    }
  }
}
