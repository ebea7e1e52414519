package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.ValueType;
import org.jspecify.annotations.Nullable;

/// Reads one function of a model, step by step: `<domain: "my", opset_import: ["" : 17]> F <a, b:
/// int = 1> (x) => (y) { nodes }`. Mutable.
final class FunctionText extends Body {
  private static final String FORM =
      "write a function as '<domain: \"my\", opset_import: [\"\" : 17]> F <a, b: int = 1> (x) => (y) { y = Op (x) }'";

  private final AttributeText attributes;
  private boolean named;

  FunctionText(Cursor cursor, Message function) {
    super(cursor, function, 7, 1);
    this.attributes = new AttributeText(cursor, function, 11, 6, 1);
  }

  @Override
  @Nullable GraphText head() {
    if (!named) {
      HeaderText.function(cursor, message);
      message.text(1, cursor.id("the name of a function", FORM));
      named = true;
    }
    GraphText graph = attributes.step();
    if (graph != null) {
      return graph;
    }
    ends(4, "inputs");
    cursor.expect("=>", "between the inputs and outputs of a function", FORM);
    ends(5, "outputs");
    while (cursor.matches("<")) {
      values(0, ">");
    }
    return null;
  }

  private void ends(int field, String what) {
    cursor.expect("(", "before the %s of a function".formatted(what), FORM);
    values(field, ")");
  }

  /// Reads names, some with their types, up to the sign `end`.
  private void values(int field, String end) {
    String last = "";
    while (!cursor.at(end)) {
      ValueType type = types.isNext() ? types.type() : null;
      String name = cursor.id("a name, or a type and a name", FORM);
      last = type == null ? name : "";
      if (field != 0) {
        message.text(field, name);
      }
      if (field == 0 || type != null) {
        value(12, name, type);
      }
      if (!cursor.matches(",")) {
        break;
      }
    }
    cursor.expect(end, "after the last name", TypeText.form(last, FORM));
  }
}
