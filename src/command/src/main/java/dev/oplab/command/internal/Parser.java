package dev.oplab.command.internal;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.Arguments;
import dev.oplab.command.Declaration;
import dev.oplab.command.Option;
import dev.oplab.command.Parameter;
import dev.oplab.command.Positional;
import dev.oplab.command.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a command's words into typed [Arguments]. Used once.
public final class Parser {
  private final Declaration declaration;
  private final List<Option<?>> options;
  private final Expressions expressions;
  private final List<String> words;
  private final List<String> places = new ArrayList<>();
  private final Map<Parameter<?>, List<Object>> found = new LinkedHashMap<>();
  private int next;

  private Parser(Declaration declaration, List<String> words, Expressions expressions) {
    this.declaration = declaration;
    this.options = declaration.allOptions();
    this.words = words;
    this.expressions = expressions;
  }

  /// {@return what `words` say}
  ///
  /// @throws UsageException if they are not as declared: which one, and what was meant perhaps
  public static Arguments parse(
      Declaration declaration, List<String> words, Expressions expressions) {
    return new Parser(declaration, words, expressions).parse();
  }

  /// {@return whether `words` ask for help, however wrong they are otherwise}
  public static boolean asksForHelp(List<String> words) {
    int end = words.indexOf("--");
    List<String> options = end < 0 ? words : words.subList(0, end);
    return options.contains("--help") || options.contains("-h");
  }

  private Arguments parse() {
    boolean optionsEnded = false;
    while (next < words.size()) {
      String word = words.get(next++);
      if (optionsEnded || !looksLikeOption(word)) {
        places.add(word);
      } else if (word.equals("--")) {
        optionsEnded = true;
      } else if (word.startsWith("--")) {
        longOption(word);
      } else {
        letters(word);
      }
    }
    readPositionals();
    for (Option<?> option : options) {
      if (option.isRequired() && !found.containsKey(option)) {
        throw new UsageException(option.typed() + " is missing");
      }
    }
    Map<Parameter<?>, Object> values = new LinkedHashMap<>();
    found.forEach((parameter, given) -> values.put(parameter, combine(parameter, given)));
    return Arguments.of(values);
  }

  private static Object combine(Parameter<?> parameter, List<Object> given) {
    return switch (parameter) {
      case Option<?> option -> option.combine(given);
      case Positional<?> positional -> positional.combine().apply(given);
    };
  }

  /// A number is a value even with a minus before it, and `-` alone stands for a stream.
  private static boolean looksLikeOption(String word) {
    return word.length() > 1
        && word.charAt(0) == '-'
        && !(word.charAt(1) >= '0' && word.charAt(1) <= '9')
        && !(word.charAt(1) == '.' && word.length() > 2);
  }

  private void longOption(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
    Optional<String> attached =
        equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
    for (Option<?> option : options) {
      boolean off = option.kind() == Option.Kind.SWITCH && name.equals("no-" + option.name());
      if (!off && !name.equals(option.name())) {
        continue;
      }
      if (option.type().isPresent()) {
        take(option, attached);
      } else if (attached.isPresent()) {
        throw new UsageException("--" + name + " takes no value, found '" + attached.get() + "'");
      } else {
        add(option, !off);
      }
      return;
    }
    throw new UsageException(
        "unknown option --" + name + DidYouMean.question("--" + name, longNames()));
  }

  /// `-n5`, `-n=5`, `-n 5`, and flags run together: `-qn5`.
  private void letters(String word) {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      Option<?> option =
          options.stream()
              .filter(candidate -> candidate.letter().filter(c -> c == letter).isPresent())
              .findFirst()
              .orElseThrow(() -> unknownLetter(word, letter));
      if (option.type().isPresent()) {
        String rest = word.substring(i + 1);
        take(
            option,
            rest.isEmpty()
                ? Optional.empty()
                : Optional.of(rest.startsWith("=") ? rest.substring(1) : rest));
        return;
      }
      add(option, true);
    }
  }

  private UsageException unknownLetter(String word, char letter) {
    int equals = word.indexOf('=');
    String asLong = "-" + (equals < 0 ? word : word.substring(0, equals));
    if (word.length() > 2) {
      Optional<String> meant = DidYouMean.nearest(asLong, longNames());
      if (meant.isPresent()) {
        return new UsageException("unknown option " + word + ". Did you mean " + meant.get() + "?");
      }
    }
    return new UsageException(
        "unknown option -" + letter + (word.length() > 2 ? " in " + word : ""));
  }

  private List<String> longNames() {
    List<String> names = new ArrayList<>();
    for (Option<?> option : options) {
      names.add("--" + option.name());
      if (option.kind() == Option.Kind.SWITCH) {
        names.add("--no-" + option.name());
      }
    }
    return names;
  }

  private void take(Option<?> option, Optional<String> attached) {
    ArgumentType<?> type = option.type().orElseThrow();
    String label = option.label();
    boolean once = option.kind() == Option.Kind.ONE || option.kind() == Option.Kind.MAYBE;
    if (once && found.containsKey(option)) {
      throw new UsageException(label + " is given twice");
    }
    if (attached.isPresent()) {
      add(option, read(type, label, attached.get()));
      return;
    }
    if (option.bare().isPresent()
        && (next == words.size()
            || looksLikeOption(words.get(next))
            || !option.takesToo(words.get(next)))) {
      add(option, option.bare().get());
      return;
    }
    if (next == words.size() || looksLikeOption(words.get(next))) {
      String instead = next == words.size() ? "" : ", found " + words.get(next);
      throw new UsageException(label + " needs a value " + type.metavar() + instead);
    }
    add(option, read(type, label, words.get(next++)));
    while (option.kind() == Option.Kind.MANY
        && next < words.size()
        && !looksLikeOption(words.get(next))
        && option.takesToo(words.get(next))) {
      add(option, read(type, label, words.get(next++)));
    }
  }

  private void readPositionals() {
    int spare =
        places.size() - declaration.positionals().stream().mapToInt(Positional::least).sum();
    int at = 0;
    for (Positional<?> positional : declaration.positionals()) {
      int extra = Math.clamp(spare, 0, positional.most() - positional.least());
      int count = positional.least() + extra;
      spare -= extra;
      for (int i = 0; i < count; i++) {
        if (at == places.size()) {
          String choices = String.join(", ", positional.type().choices());
          throw new UsageException(
              positional.label() + " is missing" + (choices.isEmpty() ? "" : ": " + choices));
        }
        add(positional, read(positional.type(), positional.label(), places.get(at++)));
      }
    }
    if (at < places.size()) {
      String word = places.get(at);
      throw new UsageException(
          "'" + word + "' is one word too many" + DidYouMean.question("--" + word, longNames()));
    }
  }

  private Object read(ArgumentType<?> type, String label, String word) {
    try {
      Object value = expressions.expand(word);
      return value instanceof String text ? type.parse(text) : type.convert(value);
    } catch (UsageException e) {
      throw new UsageException(
          label + ": " + e.getMessage() + DidYouMean.question(word, type.choices()));
    }
  }

  private void add(Parameter<?> parameter, Object value) {
    found.computeIfAbsent(parameter, key -> new ArrayList<>()).add(value);
  }
}
