package dev.oplab.worker;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object as jobs pass it: names to strings, numbers, booleans, lists and objects, in order.
/// Immutable at its first level.
public record JsonObject(Map<String, Object> fields) {
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// {@return the object in `text`}
  ///
  /// @throws WorkerException if `text` is not one JSON object
  public static JsonObject parse(String text) {
    try {
      return new JsonObject(JSON.std.mapFrom(text));
    } catch (IOException e) {
      throw new WorkerException("not a JSON object: " + abbreviated(text), e);
    }
  }

  /// {@return this object as one line of JSON}
  public String toJson() {
    try {
      return JSON.std.asString(fields);
    } catch (IOException e) {
      throw new WorkerException("a value of " + fields.keySet() + " cannot be put in JSON", e);
    }
  }

  public boolean has(String name) {
    return fields.get(name) != null;
  }

  public String string(String name) {
    return typed(name, String.class);
  }

  public boolean bool(String name) {
    return typed(name, Boolean.class);
  }

  public int integer(String name) {
    return Math.toIntExact(typed(name, Number.class).longValue());
  }

  public long number(String name) {
    return typed(name, Number.class).longValue();
  }

  public double decimal(String name) {
    return typed(name, Number.class).doubleValue();
  }

  public JsonObject object(String name) {
    return asObject(typed(name, Map.class), name);
  }

  public List<JsonObject> objects(String name) {
    return list(name).stream().map(element -> asObject(element, name)).toList();
  }

  public List<String> strings(String name) {
    return list(name).stream().map(String::valueOf).toList();
  }

  public long[] longs(String name) {
    return list(name).stream().mapToLong(each -> ((Number) each).longValue()).toArray();
  }

  public double[] decimals(String name) {
    return list(name).stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
  }

  public Optional<String> optionalString(String name) {
    return has(name) ? Optional.of(string(name)) : Optional.empty();
  }

  private List<?> list(String name) {
    return typed(name, List.class);
  }

  private <T> T typed(String name, Class<T> type) {
    @Nullable Object value = fields.get(name);
    if (!type.isInstance(value)) {
      String found = value == null ? "nothing" : abbreviated(String.valueOf(value));
      throw new WorkerException(
          "message field '%s': expected %s, found %s".formatted(name, type.getSimpleName(), found));
    }
    return type.cast(value);
  }

  private static JsonObject asObject(Object value, String name) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new WorkerException("message field '" + name + "': expected objects, found " + value);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    map.forEach((key, each) -> fields.put(String.valueOf(key), each));
    return new JsonObject(fields);
  }

  private static String abbreviated(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "... (" + text.length() + " chars)";
  }
}
