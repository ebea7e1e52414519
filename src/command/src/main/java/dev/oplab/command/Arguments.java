package dev.oplab.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a command was told, by typed key. Immutable.
public final class Arguments {
  private final Map<Parameter<?>, Object> values;
  private final Optional<String> body;

  private Arguments(Map<Parameter<?>, Object> values, Optional<String> body) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.body = body;
  }

  /// {@return arguments that hold what was given; each value is of its key's type}
  public static Arguments of(Map<Parameter<?>, Object> given) {
    return new Arguments(given, Optional.empty());
  }

  /// {@return the value given, or the parameter's own when it was not}
  @SuppressWarnings("unchecked") // of() is called by the parser alone, which pairs key and type
  public <T> T value(Parameter<T> parameter) {
    Object value = values.get(parameter);
    return value == null ? parameter.absent() : (T) value;
  }

  /// {@return whether it was given, as opposed to left at its default}
  public boolean given(Parameter<?> parameter) {
    return values.containsKey(parameter);
  }

  /// {@return the cell below a `%%` line}
  public Optional<String> body() {
    return body;
  }

  /// {@return these arguments with a cell body}
  public Arguments withBody(String cell) {
    return new Arguments(values, Optional.of(cell));
  }
}
