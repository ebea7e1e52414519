package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.ValueType;
import org.jspecify.annotations.Nullable;

/// Reads one graph, step by step: `g (float[N] x) => (float[N] y) <float w = {1.0}> { nodes }`.
/// Mutable.
final class GraphText extends Body {
  private static final String FORM =
      "write a graph as 'g (float[N,3] x) => (float[N,3] y) <float[3] w = {1.0, 2.0, 3.0}> { y = Mul (x, w) }'";

  private final TensorText tensors;
  private final SparseText sparse;
  private boolean named;

  GraphText(Cursor cursor, Message graph, int depth) {
    super(cursor, graph, 1, depth);
    this.tensors = new TensorText(cursor);
    this.sparse = new SparseText(cursor);
  }

  /// Says the name, where that is read already.
  void name(String name) {
    message.text(2, name);
    named = true;
  }

  @Override
  @Nullable GraphText head() {
    if (!named) {
      name(cursor.id("the name of a graph", FORM));
    }
    ends(11, "inputs");
    cursor.expect("=>", "between the inputs and outputs of a graph", FORM);
    ends(12, "outputs");
    while (cursor.matches("<")) {
      values(13, ">", true);
    }
    return null;
  }

  private void ends(int field, String what) {
    cursor.expect("(", "before the %s of a graph".formatted(what), FORM);
    values(field, ")", field == 11);
  }

  /// Reads names with their types, constants among them, up to the sign `end`.
  private void values(int field, String end, boolean constants) {
    String last = "";
    while (!cursor.at(end)) {
      Token at = cursor.peek();
      ValueType type = types.isNext() ? types.type() : null;
      String name = cursor.id("a name, or a type and a name", FORM);
      last = type == null ? name : "";
      boolean constant = constants && cursor.matches("=");
      if (field == 11 || !constant) {
        value(field, name, type);
      }
      if (constant) {
        constant(name, type, at);
      }
      if (!cursor.matches(",")) {
        break;
      }
    }
    cursor.expect(end, "after the last name", TypeText.form(last, FORM));
  }

  private void constant(String name, @Nullable ValueType type, Token at) {
    if (type == null) {
      throw cursor.error(at, "the constant '%s' has no type".formatted(name), FORM);
    }
    if (type instanceof ValueType.SparseTensorType of) {
      message.message(15, sparse.constant(of, name, at));
    } else {
      message.message(5, tensors.constant(type, name, at));
    }
  }
}
