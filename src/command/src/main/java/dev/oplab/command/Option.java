package dev.oplab.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A named choice: `--iterations 50`, `-n 50`, `--nodes`. Declared once as a constant of its
/// command and used as the key to its value. Immutable, with identity.
public final class Option<T> implements Parameter<T> {
  private final String name;
  private final char letter;
  private final Kind kind;
  private final @Nullable ArgumentType<?> type;
  private final String help;
  private final String shownDefault;
  private final Function<List<Object>, T> combine;
  private final Predicate<String> more;

  /// How often an option may be given and whether it takes a value.
  public enum Kind {
    /// `--nodes`: no value
    FLAG,
    /// `--fold` and `--no-fold`: no value
    SWITCH,
    /// one value, at most once
    ONE,
    /// one value each time, all kept in order
    MANY
  }

  private Option(
      String name,
      char letter,
      Kind kind,
      @Nullable ArgumentType<?> type,
      String help,
      String shownDefault,
      Function<List<Object>, T> combine,
      Predicate<String> more) {
    this.name = name;
    this.letter = letter;
    this.kind = kind;
    this.type = type;
    this.help = help;
    this.shownDefault = shownDefault;
    this.combine = combine;
    this.more = more;
  }

  /// {@return an option without a value: false unless given}
  public static Option<Boolean> flag(String name, String help) {
    return new Option<>(
        name, '\0', Kind.FLAG, null, help, "", values -> !values.isEmpty(), word -> false);
  }

  /// {@return a pair `--name` and `--no-name`; the last one given counts}
  public static Option<Boolean> onOff(String name, boolean initially, String help) {
    return new Option<>(
        name,
        '\0',
        Kind.SWITCH,
        null,
        help,
        initially ? "on" : "off",
        values -> values.isEmpty() ? initially : (Boolean) values.getLast(),
        word -> false);
  }

  /// {@return an option with a value, `initially` unless given}
  public static <T> Option<T> value(String name, ArgumentType<T> type, T initially, String help) {
    String shown =
        initially instanceof Enum<?> constant
            ? constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
            : initially.toString();
    return new Option<>(
        name,
        '\0',
        Kind.ONE,
        type,
        help,
        shown,
        values -> values.isEmpty() ? initially : Option.<T>cast(values.getFirst()),
        word -> false);
  }

  /// {@return an option with a value, empty unless given}
  public static <T> Option<Optional<T>> optional(String name, ArgumentType<T> type, String help) {
    return new Option<>(
        name,
        '\0',
        Kind.ONE,
        type,
        help,
        "",
        values -> values.isEmpty() ? Optional.empty() : Optional.of(Option.<T>cast(values.get(0))),
        word -> false);
  }

  /// {@return an option that may be given several times; its values in the order given}
  public static <T> Option<List<T>> list(String name, ArgumentType<T> type, String help) {
    return new Option<>(
        name,
        '\0',
        Kind.MANY,
        type,
        help,
        "",
        values -> values.stream().map(value -> Option.<T>cast(value)).toList(),
        word -> false);
  }

  /// {@return an option whose every value is a list (`a,b`); the lists joined in the order given}
  public static <T> Option<List<T>> lists(String name, ArgumentType<List<T>> type, String help) {
    return new Option<>(
        name,
        '\0',
        Kind.MANY,
        type,
        help,
        "",
        values -> values.stream().flatMap(value -> Option.<List<T>>cast(value).stream()).toList(),
        word -> false);
  }

  /// {@return this option with a short form, `-n` for 'n'}
  public Option<T> letter(char shortForm) {
    return new Option<>(name, shortForm, kind, type, help, shownDefault, combine, more);
  }

  /// {@return this option taking further words after its first value while `belongs` says yes and
  /// they are no options: `--inputs a b c`}
  public Option<T> takingMore(Predicate<String> belongs) {
    return new Option<>(name, letter, kind, type, help, shownDefault, combine, belongs);
  }

  /// {@return the long name without dashes}
  public String name() {
    return name;
  }

  /// {@return the letter of the short form}
  public Optional<Character> letter() {
    return letter == '\0' ? Optional.empty() : Optional.of(letter);
  }

  public Kind kind() {
    return kind;
  }

  /// {@return the type of the value, empty for an option without one}
  public Optional<ArgumentType<?>> type() {
    return Optional.ofNullable(type);
  }

  @Override
  public String label() {
    return "--" + name;
  }

  @Override
  public String help() {
    return help;
  }

  /// {@return the value when the option is not given, as the help page shows it, or nothing}
  public String shownDefault() {
    return shownDefault;
  }

  /// {@return whether `word` after a first value is a further value}
  public boolean takesToo(String word) {
    return more.test(word);
  }

  @Override
  public T absent() {
    return combine.apply(List.of());
  }

  /// {@return the value that comes from everything given for this option, in order}
  public T combine(List<Object> values) {
    return combine.apply(values);
  }

  /// The parser puts in what [#type] made, so the type is right by construction.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T cast(Object value) {
    return (T) value;
  }
}
