package dev.oplab.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// An argument known by its place: `MODEL` in `onnx show MODEL`. Declared once as a constant of its
/// command and used as the key to its value. Immutable, with identity.
///
/// @param label the word that stands for it in a help page, in capitals
/// @param least how many words it needs
/// @param most how many words it takes at most
/// @param combine makes the value from everything given for it
public record Positional<T>(
    String label,
    ArgumentType<?> type,
    int least,
    int most,
    String help,
    Function<List<Object>, T> combine)
    implements Parameter<T> {

  /// {@return an argument that must be given}
  public static <T> Positional<T> of(String label, ArgumentType<T> type, String help) {
    return new Positional<>(
        label, type, 1, 1, help, values -> Positional.<T>cast(values.getFirst()));
  }

  /// {@return an argument that may be left out}
  public static <T> Positional<Optional<T>> optional(
      String label, ArgumentType<T> type, String help) {
    return new Positional<>(
        label,
        type,
        0,
        1,
        help,
        values ->
            values.isEmpty() ? Optional.empty() : Optional.of(Positional.<T>cast(values.get(0))));
  }

  /// {@return an argument of several words, at least `least`}
  public static <T> Positional<List<T>> list(
      String label, ArgumentType<T> type, int least, String help) {
    return new Positional<>(
        label,
        type,
        least,
        Integer.MAX_VALUE,
        help,
        values -> values.stream().map(value -> Positional.<T>cast(value)).toList());
  }

  /// {@return how a usage line writes it: `MODEL`, `[FILE]`, `PASS...`}
  public String usage() {
    String word = most > 1 ? label + "..." : label;
    return least == 0 ? "[" + word + "]" : word;
  }

  @Override
  public T absent() {
    if (least > 0) {
      throw new UsageException(label + " is missing");
    }
    return combine.apply(List.of());
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /// The parser puts in what [#type] made, so the type is right by construction.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T cast(Object value) {
    return (T) value;
  }
}
