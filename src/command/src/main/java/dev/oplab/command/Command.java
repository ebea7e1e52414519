package dev.oplab.command;

/// One command: what it can be told, and what it does. A command is one file and one row of
/// [Commands]; constructing it does nothing.
public interface Command {

  /// {@return what the parser, the help pages and the error messages are made from}
  Declaration declaration();

  /// Does the work.
  ///
  /// @return what came out; the caller shows it, writes it or binds it as the common options say
  /// @throws InterruptedException if the thread was interrupted; nothing is left running then
  /// @throws Exception if the work failed; its message is what the user reads
  CommandResult run(Arguments arguments, NotebookHost host) throws Exception;
}
