package dev.oplab.command;

/// What a command can be told, as a typed key: the value comes from [Arguments#value(Parameter)].
/// Immutable, with identity.
public sealed interface Parameter<T> permits Option, Positional {

  /// {@return how an error names it: `--iterations`, `MODEL`}
  String label();

  /// {@return one or two sentences for the help page}
  String help();

  /// {@return the value when nothing was given}
  T absent();
}
