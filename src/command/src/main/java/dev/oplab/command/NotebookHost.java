package dev.oplab.command;

import dev.oplab.report.MimeBundle;
import org.jspecify.annotations.Nullable;

/// The place a command runs in: a notebook's kernel, or a terminal that stands in for one. The only
/// seam between OpLab and a kernel; everything else is the same wherever a command runs.
public interface NotebookHost {

  /// {@return whether commands are magics here (`%onnx show`), with Java variables around them}
  boolean isNotebook();

  /// {@return how many columns of text fit in a line}
  int width();

  /// Shows a result.
  void show(MimeBundle result);

  /// Says something that is not the result: a warning, what a file was called. One line.
  void note(String line);

  /// {@return where the work of the command called `title` says how far it has come}
  Progress progress(String title);

  /// The value of a Java expression; null where the expression is.
  ///
  /// @throws CommandException if it does not compile or throws, or if there is no Java here
  @Nullable Object evaluate(String expression);

  /// Gives `value` a name that the next cell can use.
  ///
  /// @param name a Java identifier
  /// @throws CommandException if there is no Java here
  void bind(String name, Object value);
}
