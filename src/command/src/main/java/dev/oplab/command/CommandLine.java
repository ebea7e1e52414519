package dev.oplab.command;

import dev.oplab.command.internal.CommandRunner;
import dev.oplab.command.internal.DeclarationDump;
import dev.oplab.command.internal.DidYouMean;
import dev.oplab.command.internal.Failures;
import dev.oplab.command.internal.HelpPage;
import dev.oplab.command.internal.MagicWords;
import dev.oplab.command.internal.Overview;
import dev.oplab.command.internal.Parser;
import dev.oplab.command.internal.Spelling;
import dev.oplab.report.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one way in for every host: takes the words after `oplab` and does what they say.
public final class CommandLine {
  private final NotebookHost host;
  private final Spelling spelling;

  public CommandLine(NotebookHost host) {
    this.host = host;
    this.spelling = new Spelling(host.isNotebook());
  }

  /// Does what `words` say.
  ///
  /// @return whether the work is done and, where it was a check, the answer was yes
  /// @throws CommandFailure with the whole message if it could not be done
  public boolean run(List<String> words) throws CommandFailure {
    return run(words, Optional.empty());
  }

  /// Does what `words` say with the cell below them.
  ///
  /// @return whether the work is done and, where it was a check, the answer was yes
  /// @throws CommandFailure with the whole message if it could not be done
  public boolean run(List<String> words, Optional<String> body) throws CommandFailure {
    List<String> line = host.isNotebook() ? questionMarks(MagicWords.mend(words)) : words;
    try {
      return dispatch(line, body);
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw Failures.of(e, commandIn(line), spelling);
    }
  }

  private boolean dispatch(List<String> words, Optional<String> body) throws Exception {
    if (words.isEmpty() || isHelp(words.getFirst())) {
      return page(
          words.size() > 1 ? helpOn(words.subList(1, words.size())) : Overview.all(spelling));
    }
    String first = words.getFirst();
    List<String> rest = words.subList(1, words.size());
    if (first.equals("--version")) {
      return page(Version.line());
    }
    if (first.equals("commands")) {
      return page(rest.contains("--json") ? DeclarationDump.json() : Overview.all(spelling));
    }
    Optional<Commands.Group> group = Commands.group(first);
    if (group.isPresent()) {
      return inGroup(group.get(), rest, body);
    }
    if (LauncherVerb.named(first).isPresent()) {
      return verb(first, rest);
    }
    throw unknown(first);
  }

  private boolean inGroup(Commands.Group group, List<String> words, Optional<String> body)
      throws Exception {
    if (words.isEmpty() || isHelp(words.getFirst())) {
      return page(words.size() > 1 ? helpOn(prefixed(group, words)) : Overview.of(group, spelling));
    }
    Command command = find(group, words.getFirst());
    List<String> rest = words.subList(1, words.size());
    if (Parser.asksForHelp(rest)) {
      return page(HelpPage.of(command.declaration(), spelling));
    }
    return new CommandRunner(host).run(command, rest, body);
  }

  private static List<String> prefixed(Commands.Group group, List<String> words) {
    return List.of(group.name(), words.get(1));
  }

  private String helpOn(List<String> words) {
    Optional<Commands.Group> group = Commands.group(words.getFirst());
    if (group.isPresent()) {
      return words.size() == 1
          ? Overview.of(group.get(), spelling)
          : HelpPage.of(find(group.get(), words.get(1)).declaration(), spelling);
    }
    return LauncherVerb.named(words.getFirst())
        .map(Overview::of)
        .orElseThrow(() -> unknown(words.getFirst()));
  }

  private boolean verb(String name, List<String> rest) {
    if (Parser.asksForHelp(rest)) {
      return page(helpOn(List.of(name)));
    }
    throw new UsageException(
        "'%s' is done by the launcher script, on a terminal: oplab %s".formatted(name, name));
  }

  private static Command find(Commands.Group group, String name) {
    List<String> names = new ArrayList<>();
    for (Commands.Row row : Commands.in(group)) {
      if (row.name().equals(name)) {
        return row.command();
      }
      names.add(row.name());
    }
    throw new UsageException("no command '%s'%s".formatted(name, DidYouMean.question(name, names)));
  }

  private static UsageException unknown(String word) {
    List<String> names = new ArrayList<>(List.of("help", "commands", "--version", "--help"));
    for (Commands.Row row : Commands.rows()) {
      if (row.name().equals(word)) {
        return new UsageException(
            "no command '%s'. Did you mean %s %s?".formatted(word, row.group(), word));
      }
    }
    Commands.groups().forEach(group -> names.add(group.name()));
    LauncherVerb.ALL.forEach(verb -> names.add(verb.name()));
    String what = word.startsWith("-") ? "unknown option " + word : "no command '" + word + "'";
    return new UsageException(what + DidYouMean.question(word, names));
  }

  private boolean page(String text) {
    host.show(MimeBundle.text(text));
    return true;
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h") || word.equals("help");
  }

  /// `show?` and `show ?` ask for help on show.
  private static List<String> questionMarks(List<String> words) {
    if (words.isEmpty() || !words.getLast().endsWith("?")) {
      return words;
    }
    String last = words.getLast().substring(0, words.getLast().length() - 1);
    List<String> asked = new ArrayList<>(words.subList(0, words.size() - 1));
    if (!last.isEmpty()) {
      asked.add(last);
    }
    asked.add("--help");
    return asked;
  }

  /// The part of a line that says which command it is, for messages.
  private static List<String> commandIn(List<String> words) {
    if (words.isEmpty() || Commands.group(words.getFirst()).isEmpty()) {
      return List.of();
    }
    boolean known =
        words.size() > 1
            && Commands.rows().stream()
                .anyMatch(
                    row -> row.group().equals(words.getFirst()) && row.name().equals(words.get(1)));
    return known ? List.copyOf(words.subList(0, 2)) : List.of(words.getFirst());
  }
}
