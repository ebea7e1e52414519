package dev.oplab.command.surgeon;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A replacement by regular expression, written as for sed: `s/PATTERN/REPLACEMENT/` for the first
/// place in a text, with `g` behind it for all. `\1` to `\9` stand for what a group found, `\0` and
/// `&` for the whole.
///
/// @param replacement as [Matcher] takes it
record Substitution(Pattern pattern, String replacement, boolean everywhere) {

  static ArgumentType<Substitution> type() {
    return ArgumentTypes.of("s/PATTERN/NEW/", Substitution::parse);
  }

  String apply(String text) {
    Matcher matcher = pattern.matcher(text);
    return everywhere ? matcher.replaceAll(replacement) : matcher.replaceFirst(replacement);
  }

  private static Substitution parse(String text) {
    boolean begun =
        text.length() > 3
            && text.charAt(0) == 's'
            && !Character.isLetterOrDigit(text.charAt(1))
            && text.charAt(1) != '\\';
    List<String> parts = begun ? split(text.substring(2), text.charAt(1)) : List.of();
    if (parts.size() != 3 || !(parts.get(2).isEmpty() || parts.get(2).equals("g"))) {
      throw UsageException.expected("s/PATTERN/REPLACEMENT/ or s/PATTERN/REPLACEMENT/g", text);
    }
    try {
      Pattern pattern = Pattern.compile(parts.get(0));
      int groups = pattern.matcher("").groupCount();
      return new Substitution(pattern, replacement(parts.get(1), groups), parts.get(2).equals("g"));
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          "'%s' is no regular expression: %s".formatted(parts.get(0), e.getDescription()));
    }
  }

  /// {@return the parts between the separators; one behind a backslash is a plain sign}
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == separator) {
        parts.add(part.toString());
        part.setLength(0);
      } else if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        part.append(next == separator ? "" : "\\").append(next);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String replacement(String text, int groups) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&') {
        out.append("$0");
      } else if (c != '\\' || i + 1 == text.length()) {
        out.append(literal(c));
      } else if (text.charAt(++i) >= '0' && text.charAt(i) <= '9') {
        int group = text.charAt(i) - '0';
        if (group > groups) {
          throw new UsageException(
              "'%s' asks for group %d, and the pattern has %d".formatted(text, group, groups));
        }
        out.append('$').append(group);
      } else {
        out.append(literal(text.charAt(i)));
      }
    }
    return out.toString();
  }

  /// A digit is written as a sign of its own, so that it does not belong to a group before it.
  private static String literal(char c) {
    boolean digit = c >= '0' && c <= '9';
    return digit ? "\\" + c : Matcher.quoteReplacement(String.valueOf(c));
  }
}
