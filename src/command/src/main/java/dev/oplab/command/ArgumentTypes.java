package dev.oplab.command;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The usual [ArgumentType]s: text, numbers in a range, one of several words, paths.
public final class ArgumentTypes {
  private ArgumentTypes() {}

  /// {@return any text, called `metavar` in the help page}
  public static ArgumentType<String> text(String metavar) {
    return of(metavar, text -> text);
  }

  /// {@return what `parse` makes of a text; it throws [UsageException] for what it cannot read}
  public static <T> ArgumentType<T> of(String metavar, Function<String, T> parse) {
    return new ArgumentType<>() {
      @Override
      public String metavar() {
        return metavar;
      }

      @Override
      public T parse(String text) {
        return parse.apply(text);
      }
    };
  }

  /// {@return a whole number from `min` to `max`, both included; `Integer.MAX_VALUE` is no limit}
  public static ArgumentType<Integer> integer(int min, int max) {
    return new NumberType<>("N", min, max, Math::toIntExact);
  }

  /// {@return a whole number of 64 bits}
  public static ArgumentType<Long> wholeNumber() {
    return new NumberType<>("N", Long.MIN_VALUE, Long.MAX_VALUE, Long::valueOf);
  }

  /// {@return a whole number of 64 bits, `min` or more}
  public static ArgumentType<Long> wholeNumber(long min) {
    return new NumberType<>("N", min, Long.MAX_VALUE, Long::valueOf);
  }

  /// {@return one of an enum's constants, written in lower case with dashes}
  public static <E extends Enum<E>> ArgumentType<E> choice(String metavar, Class<E> type) {
    return new ChoiceType<>(metavar, List.of(type.getEnumConstants()));
  }

  /// {@return the path of a file that need not exist}
  public static ArgumentType<Path> path(String metavar) {
    return new PathType(metavar);
  }

  private record NumberType<T>(
      String metavar, long min, long max, Function<Long, T> box, boolean bounded)
      implements ArgumentType<T> {

    NumberType(String metavar, long min, long max, Function<Long, T> box) {
      this(metavar, min, max, box, min != Long.MIN_VALUE || max != Long.MAX_VALUE);
    }

    @Override
    public T parse(String text) {
      try {
        long value = Long.parseLong(text);
        if (value >= min && value <= max) {
          return box.apply(value);
        }
      } catch (NumberFormatException e) {
        // falls through to the message that a number out of range gets
      }
      throw UsageException.expected(
          bounded ? "a whole number from " + range() : "a whole number", text);
    }

    @Override
    public String range() {
      if (max == Integer.MAX_VALUE || (bounded && max == Long.MAX_VALUE)) {
        return min + " up";
      }
      return bounded ? min + " to " + max : "";
    }
  }

  private record ChoiceType<E extends Enum<E>>(String metavar, List<E> constants)
      implements ArgumentType<E> {

    @Override
    public E parse(String text) {
      for (E constant : constants) {
        if (label(constant).equals(text.toLowerCase(Locale.ROOT))) {
          return constant;
        }
      }
      String all = constants.stream().map(ChoiceType::label).collect(Collectors.joining(", "));
      throw UsageException.expected("one of " + all, text);
    }

    @Override
    public List<String> choices() {
      return constants.stream().map(ChoiceType::label).toList();
    }

    static String label(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private record PathType(String metavar) implements ArgumentType<Path> {

    @Override
    public Path parse(String text) {
      if (text.isEmpty()) {
        throw new UsageException("expected a file name, found nothing");
      }
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw new UsageException("expected a file name, found '" + text + "': " + e.getReason());
      }
    }

    @Override
    public Path convert(Object value) {
      return switch (value) {
        case Path path -> path;
        case File file -> file.toPath();
        default -> parse(value.toString());
      };
    }
  }

  /// {@return the words, for a type whose values are known when the command is declared}
  public static ArgumentType<String> oneOf(String metavar, String... words) {
    List<String> all = Arrays.asList(words);
    return new ArgumentType<>() {
      @Override
      public String metavar() {
        return metavar;
      }

      @Override
      public String parse(String text) {
        if (all.contains(text)) {
          return text;
        }
        throw UsageException.expected(
            all.size() == 1 ? all.getFirst() : "one of " + String.join(", ", all), text);
      }

      @Override
      public List<String> choices() {
        return all;
      }
    };
  }
}
