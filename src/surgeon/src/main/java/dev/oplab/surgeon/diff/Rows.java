package dev.oplab.surgeon.diff;

import dev.oplab.surgeon.diff.DiffRow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Collects differences in the order they are found. Mutable.
final class Rows {
  private final List<DiffRow> rows = new ArrayList<>();

  List<DiffRow> all() {
    return rows;
  }

  void added(String what, String where, String after) {
    rows.add(new DiffRow(Kind.ADDED, what, where, "", after));
  }

  void removed(String what, String where, String before) {
    rows.add(new DiffRow(Kind.REMOVED, what, where, before, ""));
  }

  void changed(String what, String where, Object before, Object after) {
    if (!before.equals(after)) {
      rows.add(new DiffRow(Kind.CHANGED, what, where, before.toString(), after.toString()));
    }
  }

  <V> void maps(String what, String where, Map<String, V> before, Map<String, V> after) {
    before.forEach((key, value) -> {
      V other = after.get(key);
      if (other == null) {
        removed(what, where + " > " + label(key), value.toString());
      } else {
        changed(what, where + " > " + label(key), value, other);
      }
    });
    after.forEach((key, value) -> {
      if (!before.containsKey(key)) {
        added(what, where + " > " + label(key), value.toString());
      }
    });
  }

  private static String label(String key) {
    return key.isEmpty() ? "ai.onnx" : key;
  }
}
