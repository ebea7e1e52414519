package dev.oplab.command.internal;

import java.util.ArrayList;
import java.util.List;

/// Breaks text into lines and sets terms beside what they mean.
final class TextLayout {
  private static final int WIDTH = 80;
  private static final int TERM = 26;

  private TextLayout() {}

  /// {@return `text` in lines of at most 80 columns, each after `indent` spaces; an empty line
  /// separates paragraphs, and a line that starts with a space stays as it is}
  static String paragraphs(String text, int indent) {
    StringBuilder out = new StringBuilder();
    StringBuilder paragraph = new StringBuilder();
    for (String line : (text + "\n").split("\n", -1)) {
      if (!line.isEmpty() && line.charAt(0) != ' ') {
        paragraph.append(line).append(' ');
        continue;
      }
      for (String wrapped : wrap(paragraph.toString(), WIDTH - indent)) {
        out.append(" ".repeat(indent)).append(wrapped).append('\n');
      }
      paragraph.setLength(0);
      out.append(line.isEmpty() ? "" : " ".repeat(indent) + line).append('\n');
    }
    return out.toString().stripTrailing() + "\n";
  }

  /// {@return a term and its meaning in two columns, the meaning below where the term is long}
  static String entry(String term, String meaning) {
    StringBuilder out = new StringBuilder("  ").append(term);
    List<String> lines = wrap(meaning, WIDTH - TERM);
    if (term.length() + 4 > TERM) {
      out.append('\n').append(" ".repeat(TERM));
    } else {
      out.append(" ".repeat(TERM - term.length() - 2));
    }
    return out.append(String.join("\n" + " ".repeat(TERM), lines)).toString().stripTrailing()
        + "\n";
  }

  /// {@return `text` cut at spaces into lines of at most `width`; a longer word has its own line}
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split(" +", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }
}
