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
  private final Words words;

  /// How often an option may be given and whether it takes a value.
  public enum Kind {
    /// `--nodes`: no value
    FLAG,
    /// `--fold` and `--no-fold`: no value
    SWITCH,
    /// one value, at most once
    ONE,
    /// `--external` or `--external FILE`, at most once
    MAYBE,
    /// one value each time, all kept in order
    MANY
  }

  /// Which words it needs and takes: whether it must be given, whether more values may follow the
  /// first, which words are values where that is not plain, and the value of no word.
  private record Words(
      boolean required, boolean several, Predicate<String> belongs, @Nullable Object bare) {
    static final Words USUAL = new Words(false, false, _ -> false, null);
  }

  private Option(
      String name,
      char letter,
      Kind kind,
      @Nullable ArgumentType<?> type,
      String help,
      String shownDefault,
      Function<List<Object>, T> combine) {
    this(name, letter, kind, type, help, shownDefault, combine, Words.USUAL);
  }

  private Option(
      String name,
      char letter,
      Kind kind,
      @Nullable ArgumentType<?> type,
      String help,
      String shownDefault,
      Function<List<Object>, T> combine,
      Words words) {
    this.name = name;
    this.letter = letter;
    this.kind = kind;
    this.type = type;
    this.help = help;
    this.shownDefault = shownDefault;
    this.combine = combine;
    this.words = words;
  }

  /// {@return an option without a value: false unless given}
  public static Option<Boolean> flag(String name, String help) {
    return new Option<>(name, '\0', Kind.FLAG, null, help, "", values -> !values.isEmpty());
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
        values -> values.isEmpty() ? initially : (Boolean) values.getLast());
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
        values -> values.isEmpty() ? initially : Option.<T>cast(values.getFirst()));
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
        values -> values.isEmpty() ? Optional.empty() : Optional.of(Option.<T>cast(values.get(0))));
  }

  /// {@return an option whose value may be left out, empty unless given}
  ///
  /// @param bare the value of the option alone
  /// @param belongs whether a word after it is its value, and not the next argument
  public static <T> Option<Optional<T>> maybe(
      String name, ArgumentType<T> type, T bare, Predicate<String> belongs, String help) {
    return new Option<>(
        name,
        '\0',
        Kind.MAYBE,
        type,
        help,
        "",
        values -> values.isEmpty() ? Optional.empty() : Optional.of(Option.<T>cast(values.get(0))),
        new Words(false, false, belongs, bare));
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
        values -> values.stream().map(value -> Option.<T>cast(value)).toList());
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
        values -> values.stream().flatMap(value -> Option.<List<T>>cast(value).stream()).toList());
  }

  /// {@return this option with a short form, `-n` for 'n'}
  public Option<T> letter(char shortForm) {
    return new Option<>(name, shortForm, kind, type, help, shownDefault, combine, words);
  }

  /// {@return this option taking further words after its first value while `belongs` says yes and
  /// they are no options: `--inputs a b c`}
  public Option<T> takingMore(Predicate<String> belongs) {
    Words taken = new Words(words.required, true, belongs, words.bare);
    return new Option<>(name, letter, kind, type, help, shownDefault, combine, taken);
  }

  /// {@return this option, which must be given}
  public Option<T> required() {
    Words needed = new Words(true, words.several, words.belongs, words.bare);
    return new Option<>(name, letter, kind, type, help, shownDefault, combine, needed);
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

  /// {@return whether it must be given}
  public boolean isRequired() {
    return words.required;
  }

  /// {@return whether `word` is a further value after the first, or the one that may be left out}
  public boolean takesToo(String word) {
    return words.belongs.test(word);
  }

  /// {@return the value of the option alone, for one whose value may be left out}
  public Optional<Object> bare() {
    return Optional.ofNullable(words.bare);
  }

  /// {@return how the value is written in a help page: `FILE`, `[FILE]`, `TENSOR...`, or nothing}
  public String usage() {
    if (type == null) {
      return "";
    }
    String word = words.several ? type.metavar() + "..." : type.metavar();
    return kind == Kind.MAYBE ? "[" + word + "]" : word;
  }

  /// {@return how a usage line writes it, in short where it can: `-o FILE`, `--inputs TENSOR...`}
  public String typed() {
    return ((letter == '\0' ? label() : "-" + letter) + " " + usage()).stripTrailing();
  }

  @Override
  public T absent() {
    if (words.required) {
      throw new UsageException(typed() + " is missing");
    }
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
