package dev.oplab.onnx.internal.text;

import java.util.ArrayList;
import java.util.List;

/// Reads the names of operators, with domain and overload: `Conv`, `com.microsoft.Gelu`,
/// `my.Norm:fast`. The part behind the last dot is the name, what is in front of it the domain.
final class OperatorText {
  private static final String FORM = "write a node as 'y = domain.Op <attribute = 1> (x)'";

  private OperatorText() {}

  /// Reads the operator of a node.
  static void read(Cursor cursor, Message node) {
    List<String> parts = parts(cursor, "the operator of a node", FORM);
    node.text(4, parts.removeLast());
    if (!parts.isEmpty()) {
      node.text(7, String.join(".", parts));
    }
    if (cursor.matches(":")) {
      node.text(8, cursor.id("an overload after ':'", FORM));
    }
  }

  /// {@return the names between dots}
  static List<String> parts(Cursor cursor, String what, String form) {
    List<String> parts = new ArrayList<>();
    do {
      parts.add(cursor.id(what, form));
    } while (cursor.matches("."));
    return parts;
  }
}
