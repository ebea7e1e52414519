package dev.oplab.command.internal;

import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.CommonOptions;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.UsageException;
import java.util.List;
import java.util.Optional;

/// Runs one command: reads its words, settles where its result goes, does the work, delivers.
public final class CommandRunner {
  private final NotebookHost host;

  public CommandRunner(NotebookHost host) {
    this.host = host;
  }

  /// {@return whether it is done and, where it was a check, the answer was yes}
  public boolean run(Command command, List<String> words, Optional<String> body) throws Exception {
    Declaration declaration = command.declaration();
    if (body.isPresent() && !declaration.takesBody()) {
      throw new UsageException(
          "it takes no lines below it: write it as a line, with one %, in a cell");
    }
    Expressions expressions = host.isNotebook() ? Expressions.of(host::evaluate) : Expressions.NONE;
    Arguments parsed = Parser.parse(declaration, words, expressions);
    Arguments arguments = body.isPresent() ? parsed.withBody(body.get()) : parsed;
    Delivery delivery = Delivery.plan(declaration, arguments, host.isNotebook());
    NotebookHost used = arguments.value(CommonOptions.QUIET) ? new QuietHost(host) : host;
    CommandResult result = command.run(arguments, used);
    delivery.deliver(result, used);
    return result.good();
  }
}
