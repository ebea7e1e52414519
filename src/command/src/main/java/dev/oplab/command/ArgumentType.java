package dev.oplab.command;

import java.util.List;

/// How one typed word becomes a value: what it may look like, and what to say when it does not.
/// Stateless. [ArgumentTypes] has the usual ones.
public interface ArgumentType<T> {

  /// {@return the word that stands for the value in a help page, such as `N` or `FILE`}
  String metavar();

  /// Reads `text` as typed.
  ///
  /// @throws UsageException if it is not a value of this type: what was expected and found
  T parse(String text);

  /// Takes the value of a Java expression (`{expr}` in a notebook), by default by its text.
  ///
  /// @throws UsageException if it is not a value of this type
  default T convert(Object value) {
    return parse(value.toString());
  }

  /// {@return every value there is, empty where they cannot be listed}
  default List<String> choices() {
    return List.of();
  }

  /// {@return the values allowed, in words for the help page, empty for any}
  default String range() {
    return choices().isEmpty() ? "" : String.join(", ", choices());
  }
}
