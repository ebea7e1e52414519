package dev.oplab.command.internal;

import dev.oplab.command.NotebookHost;
import dev.oplab.command.Progress;
import dev.oplab.report.MimeBundle;
import org.jspecify.annotations.Nullable;

/// A host without progress and remarks.
record QuietHost(NotebookHost host) implements NotebookHost {
  @Override
  public boolean isNotebook() {
    return host.isNotebook();
  }

  @Override
  public int width() {
    return host.width();
  }

  @Override
  public void show(MimeBundle result) {
    host.show(result);
  }

  @Override
  public void note(String line) {}

  @Override
  public Progress progress(String title) {
    return Progress.NONE;
  }

  @Override
  public @Nullable Object evaluate(String expression) {
    return host.evaluate(expression);
  }

  @Override
  public void bind(String name, Object value) {
    host.bind(name, value);
  }
}
