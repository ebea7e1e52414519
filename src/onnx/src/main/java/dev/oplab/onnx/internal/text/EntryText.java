package dev.oplab.onnx.internal.text;

/// Reads lists of keys with their texts or versions: `["author": "me"]`, `["" : 17, "my" : 1]`.
final class EntryText {
  private static final String FORM =
      "write entries as [\"key\": \"text\", \"other key\": \"text\"]";
  private static final String OPSET_FORM = "write versions of operators as [\"\" : 17, \"my\" : 1]";

  private EntryText() {}

  /// Reads entries into the field of this number, up to the closing bracket.
  static void read(Cursor cursor, Message into, int field) {
    while (!cursor.at("]")) {
      String key = cursor.quoted("a key", FORM);
      cursor.expect(":", "after a key", FORM);
      String value = cursor.quoted("a text", FORM);
      into.message(field).text(1, key).text(2, value);
      if (!cursor.matches(",")) {
        break;
      }
    }
    cursor.expect("]", "after the last entry", FORM);
  }

  /// Reads versions of operators, brackets included.
  static void opsets(Cursor cursor, Message into, int field) {
    cursor.expect("[", "before the versions of operators", OPSET_FORM);
    while (!cursor.at("]")) {
      String domain = cursor.quoted("a domain", OPSET_FORM);
      cursor.expect(":", "after a domain", OPSET_FORM);
      into.message(field)
          .text(1, domain)
          .number(2, cursor.integer("the version of the domain", OPSET_FORM));
      if (!cursor.matches(",")) {
        break;
      }
    }
    cursor.expect("]", "after the last version", OPSET_FORM);
  }

  /// Reads notes, brackets included.
  static void notes(Cursor cursor, Message into, int field) {
    cursor.expect("[", "before the notes", FORM);
    read(cursor, into, field);
  }
}
