package dev.oplab.command.testing;

import dev.oplab.command.CommandException;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Progress;
import dev.oplab.report.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A notebook without a kernel: remembers what a command did, and knows the variables it is given.
/// Mutable; for one thread.
public final class FakeHost implements NotebookHost {
  private final boolean notebook;

  /// What was shown, in order.
  public final List<MimeBundle> shown = new ArrayList<>();

  /// What was remarked, in order.
  public final List<String> notes = new ArrayList<>();

  private final List<String> phases = new ArrayList<>();

  /// Java variables: expressions are looked up here, bound results are put here.
  public final Map<String, Object> variables = new LinkedHashMap<>();

  private FakeHost(boolean notebook) {
    this.notebook = notebook;
  }

  public static FakeHost notebook() {
    return new FakeHost(true);
  }

  public static FakeHost terminal() {
    return new FakeHost(false);
  }

  /// {@return the plain text of everything shown}
  public String text() {
    StringBuilder text = new StringBuilder();
    shown.forEach(bundle -> text.append(bundle.data().get(MimeBundle.TEXT)).append('\n'));
    return text.toString();
  }

  /// {@return the phases of work reported so far, in order; may be called while the work goes on}
  public List<String> phases() {
    synchronized (phases) {
      return List.copyOf(phases);
    }
  }

  @Override
  public boolean isNotebook() {
    return notebook;
  }

  @Override
  public int width() {
    return 100;
  }

  @Override
  public void show(MimeBundle result) {
    shown.add(result);
  }

  @Override
  public void note(String line) {
    notes.add(line);
  }

  @Override
  public Progress progress(String title) {
    return new Progress() {
      @Override
      public void update(String phase, int done, int total) {
        synchronized (phases) {
          phases.add(phase);
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public @Nullable Object evaluate(String expression) {
    if (!variables.containsKey(expression)) {
      throw new CommandException("cannot find symbol " + expression);
    }
    return variables.get(expression);
  }

  @Override
  public void bind(String name, Object value) {
    variables.put(name, value);
  }
}
