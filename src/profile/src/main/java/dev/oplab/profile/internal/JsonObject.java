package dev.oplab.profile.internal;

import dev.oplab.profile.ProfileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One object of a profile file together with where it stands, so that every complaint says where.
final class JsonObject {
  private static final String FIX = "write the profile again; this file was changed or damaged.";
  private final String where;
  private final Map<?, ?> map;

  JsonObject(String where, Map<?, ?> map) {
    this.where = where;
    this.map = map;
  }

  /// {@return the same object under a name a person knows it by}
  JsonObject called(String name) {
    int last = where.lastIndexOf(" > ");
    return new JsonObject((last < 0 ? where : where.substring(0, last)) + " > " + name, map);
  }

  boolean has(String key) {
    return map.get(key) != null;
  }

  List<String> keys() {
    return map.keySet().stream().map(String::valueOf).toList();
  }

  String string(String key) {
    if (map.get(key) instanceof String string) {
      return string;
    }
    throw wrong(key, "a string");
  }

  long integer(String key) {
    Object value = map.get(key);
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw wrong(key, "a whole number");
  }

  /// {@return a time in milliseconds; null and absent are "not known"}
  double millis(String key) {
    Object value = map.get(key);
    if (value == null) {
      return Double.NaN;
    }
    if (value instanceof Number number && number.doubleValue() >= 0) {
      return number.doubleValue();
    }
    throw wrong(key, "a time in milliseconds, not negative, or null where it is not known");
  }

  JsonObject object(String key) {
    if (map.get(key) instanceof Map<?, ?> child) {
      return new JsonObject(where + " > " + key, child);
    }
    throw wrong(key, "an object");
  }

  List<JsonObject> objects(String key) {
    List<JsonObject> objects = new ArrayList<>();
    List<?> list = list(key);
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof Map<?, ?> child)) {
        throw wrong(key, "a list of objects");
      }
      objects.add(new JsonObject(where + " > " + key + "[" + i + "]", child));
    }
    return objects;
  }

  List<String> strings(String key) {
    List<String> strings = new ArrayList<>();
    for (Object element : list(key)) {
      if (!(element instanceof String string)) {
        throw wrong(key, "a list of strings");
      }
      strings.add(string);
    }
    return strings;
  }

  List<Long> integers(String key) {
    List<Long> integers = new ArrayList<>();
    for (Object element : list(key)) {
      if (!(element instanceof Integer || element instanceof Long)) {
        throw wrong(key, "a list of whole numbers");
      }
      integers.add(((Number) element).longValue());
    }
    return integers;
  }

  private List<?> list(String key) {
    if (map.get(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(key, "a list");
  }

  private ProfileException wrong(String key, String expected) {
    return ProfileReader.fail(
        "Cannot read the profile: " + where + " > " + key,
        expected,
        ProfileReader.describe(map.get(key)),
        FIX);
  }
}
