package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.internal.text.Token.Kind;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads what is said of a model or function before its name: `<ir_version: 8, opset_import: ["" :
/// 17], producer_name: "me">`.
final class HeaderText {
  private static final String MODEL_FORM =
      "begin a model with '<ir_version: 8, opset_import: [\"\" : 17], producer_name: \"me\">'";
  private static final String FUNCTION_FORM =
      "begin a function with '<domain: \"my\", opset_import: [\"\" : 17]>'";

  private static final Set<String> MODEL_KEYS =
      keys(
          "ir_version",
          "opset_import",
          "producer_name",
          "producer_version",
          "domain",
          "model_version",
          "doc_string",
          "metadata_props");
  private static final Set<String> FUNCTION_KEYS =
      keys("domain", "opset_import", "overload", "doc_string");

  private HeaderText() {}

  /// In the order in which they are told.
  private static Set<String> keys(String... keys) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(keys)));
  }

  /// Reads the header of a model, if there is one.
  static void model(Cursor cursor, Message model) {
    if (!cursor.matches("<")) {
      return;
    }
    do {
      String key = key(cursor, MODEL_KEYS, MODEL_FORM);
      switch (key) {
        case "ir_version" -> model.number(1, cursor.integer("the " + key, MODEL_FORM));
        case "producer_name" -> model.text(2, cursor.quoted("the " + key, MODEL_FORM));
        case "producer_version" -> model.text(3, cursor.quoted("the " + key, MODEL_FORM));
        case "domain" -> model.text(4, cursor.quoted("the " + key, MODEL_FORM));
        case "model_version" -> model.number(5, cursor.integer("the " + key, MODEL_FORM));
        case "doc_string" -> model.text(6, cursor.quoted("the " + key, MODEL_FORM));
        case "opset_import" -> EntryText.opsets(cursor, model, 8);
        default -> EntryText.notes(cursor, model, 14);
      }
    } while (cursor.matches(","));
    cursor.expect(">", "after what is said of the model", MODEL_FORM);
  }

  /// Reads the header of a function, if there is one.
  static void function(Cursor cursor, Message function) {
    if (!cursor.matches("<")) {
      return;
    }
    do {
      String key = key(cursor, FUNCTION_KEYS, FUNCTION_FORM);
      switch (key) {
        case "doc_string" -> function.text(8, cursor.quoted("the " + key, FUNCTION_FORM));
        case "domain" -> function.text(10, cursor.quoted("the " + key, FUNCTION_FORM));
        case "overload" -> function.text(13, cursor.quoted("the " + key, FUNCTION_FORM));
        default -> EntryText.opsets(cursor, function, 9);
      }
    } while (cursor.matches(","));
    cursor.expect(">", "after what is said of the function", FUNCTION_FORM);
  }

  /// Takes one of these keys and the colon behind it.
  private static String key(Cursor cursor, Set<String> keys, String form) {
    Token key = cursor.peek();
    if (key.kind() != Kind.NAME || !keys.contains(key.text())) {
      throw cursor.expected("one of " + String.join(", ", keys), form);
    }
    cursor.take();
    cursor.expect(":", "after '" + key.text() + "'", form);
    return key.text();
  }
}
