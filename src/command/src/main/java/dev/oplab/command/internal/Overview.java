package dev.oplab.command.internal;

import dev.oplab.command.Commands;
import dev.oplab.command.Declaration;
import dev.oplab.command.LauncherVerb;

/// The help pages that list commands: all of them, those of a group, and the launcher's verbs.
public final class Overview {
  private Overview() {}

  private static final String IN_A_CELL =
      """
      {expr} stands for the value of a Java expression: the object itself where it stands alone,
      as in %onnx show {model}, otherwise its text, as in {folder}/net.onnx. Write {{ and }} for
      braces. Single quotes hold words together: 'two words.onnx'. Double quotes do so too, but the
      kernel takes them away, also inside {expr}. --as NAME gives the result to a Java variable.
      """;

  /// {@return everything there is}
  public static String all(Spelling spelling) {
    StringBuilder page = new StringBuilder();
    page.append("usage: ").append(spelling.line("GROUP COMMAND [arguments]")).append("\n\n");
    page.append(
        TextLayout.paragraphs(
            "OpLab opens ONNX networks, works on them and shows where their time goes, in a"
                + " notebook cell or on a terminal.",
            0));
    for (Commands.Group group : Commands.groups()) {
      page.append('\n').append(group.summary()).append(":\n");
      commands(page, group, spelling);
    }
    if (spelling.notebook()) {
      page.append("\nIn a cell:\n").append(TextLayout.paragraphs(IN_A_CELL, 2));
    } else {
      page.append("\nNotebooks and the project itself:\n");
      for (LauncherVerb verb : LauncherVerb.ALL) {
        page.append(TextLayout.entry(verb.name(), verb.summary()));
      }
    }
    String own = spelling.notebook() ? "%oplab " : "";
    page.append("\nAbout OpLab:\n");
    page.append(TextLayout.entry(own + "help COMMAND", "the page of a command"));
    page.append(TextLayout.entry(own + "commands --json", "all options, for programs"));
    page.append(TextLayout.entry(own + "--version", "the version"));
    return page.append(pages("onnx show", spelling)).toString();
  }

  /// {@return the commands of one group}
  public static String of(Commands.Group group, Spelling spelling) {
    StringBuilder page = new StringBuilder();
    page.append("usage: ").append(spelling.line(group.name() + " COMMAND [arguments]"));
    page.append("\n\n").append(group.summary()).append(":\n");
    commands(page, group, spelling);
    String first = Commands.in(group).getFirst().name();
    return page.append(pages(group.name() + " " + first, spelling)).toString();
  }

  private static String pages(String example, Spelling spelling) {
    return "\nEvery command has a page of its own: " + spelling.help(example) + "\n";
  }

  /// {@return the page of a verb of the launcher}
  public static String of(LauncherVerb verb) {
    return ("usage: oplab " + verb.name() + " " + verb.usage()).strip()
        + "\n\n"
        + TextLayout.paragraphs(capital(verb.summary()) + ".", 0)
        + "\n"
        + TextLayout.paragraphs(verb.page().strip(), 0);
  }

  private static void commands(StringBuilder page, Commands.Group group, Spelling spelling) {
    for (Commands.Row row : Commands.in(group)) {
      Declaration declaration = row.command().declaration();
      String name = (spelling.notebook() ? "%" : "") + row.group() + " " + row.name();
      page.append(TextLayout.entry(name, uncapital(declaration.summary())));
    }
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String uncapital(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
