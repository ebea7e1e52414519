package dev.oplab.kernel;

import dev.oplab.command.CommandException;
import dev.oplab.command.Commands;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Progress;
import dev.oplab.command.ThrottledProgress;
import dev.oplab.report.MimeBundle;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.jspecify.annotations.Nullable;

/// The JJava kernel as a place for commands. Uses only what JJava 1.0-a6 and a8 have in common.
final class JJavaHost implements NotebookHost {
  /// Columns of a line of output in JupyterLab at its usual size.
  private static final int WIDTH = 120;

  /// What a cell can name without its package.
  static final List<String> IMPORTS =
      List.of(
          "java.nio.file.Files",
          "java.nio.file.Path",
          "dev.oplab.onnx.*",
          "dev.oplab.ort.*",
          "dev.oplab.profile.*",
          "dev.oplab.report.*",
          "dev.oplab.surgeon.*",
          "dev.oplab.surgeon.diff.*",
          "dev.oplab.surgeon.pass.*",
          "dev.oplab.surgeon.pattern.*",
          // two packages have these names; the one named here is meant
          "dev.oplab.profile.Layer",
          "dev.oplab.surgeon.pattern.Pattern");

  private final BaseKernel kernel;

  private JJavaHost(BaseKernel kernel) {
    this.kernel = kernel;
  }

  /// Registers magics and renderers and imports OpLab's packages into cells.
  static void install(Object kernel) {
    JJavaHost host = new JJavaHost((BaseKernel) kernel);
    for (Commands.Group group : Commands.groups()) {
      host.register(group.name(), List.of(group.name()));
    }
    host.register("oplab", List.of());
    JJavaRenderers.register(host.kernel.getRenderer());
    host.evaluateRaw(
        IMPORTS.stream().map("import %s;"::formatted).collect(Collectors.joining(" ")));
  }

  private void register(String name, List<String> words) {
    MagicsRegistry registry = kernel.getMagicsRegistry();
    LineMagic<@Nullable Object, BaseKernel> line =
        (ignored, arguments) -> {
          Magics.run(this, words, arguments, Optional.empty());
          return null; // results are shown; a value would be shown again
        };
    LineMagic<@Nullable Object, BaseKernel> help =
        (ignored, arguments) -> {
          Magics.run(this, words, List.of("--help"), Optional.empty());
          return null;
        };
    CellMagic<@Nullable Object, BaseKernel> cell =
        (ignored, arguments, body) -> {
          Magics.run(this, words, arguments, Optional.of(body));
          return null;
        };
    registry.registerLineMagic(name, line).registerLineMagic(name + "?", help);
    registry.registerCellMagic(name, cell);
  }

  @Override
  public boolean isNotebook() {
    return true;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void show(MimeBundle result) {
    kernel.display(data(result));
  }

  @Override
  public void note(String line) {
    System.err.println(line);
  }

  @Override
  public Progress progress(String title) {
    return new ThrottledProgress(
        Duration.ofMillis(700), Duration.ofMillis(250), new DisplayedProgress(title));
  }

  @Override
  public @Nullable Object evaluate(String expression) {
    try {
      return evaluateRaw(expression);
    } catch (Exception e) {
      throw new CommandException(
          """
          {%s} has no value: %s
          Fix: mend the expression; one with double quotes, which a magic loses, goes into a Java \
          variable first.\
          """
              .formatted(expression, CellErrors.message(e, kernel)),
          e);
    }
  }

  @Override
  public void bind(String name, Object value) {
    try {
      evaluateRaw(Handover.declaration(name, value));
    } catch (Exception e) {
      throw new CommandException(
          "cannot declare %s: %s\nFix: give --as another name."
              .formatted(name, CellErrors.message(e, kernel)),
          e);
    }
  }

  // JJava's later versions have a builder for this, 1.0-a6 does not
  @SuppressWarnings({"deprecation", "removal"})
  private @Nullable Object evaluateRaw(String code) {
    return kernel.evalRaw(code);
  }

  static DisplayData data(MimeBundle bundle) {
    DisplayData data = new DisplayData();
    bundle.data().forEach(data::putData);
    return data;
  }

  /// One output of the cell that changes while the work goes on.
  private final class DisplayedProgress implements ThrottledProgress.Sink {
    private final String title;
    private final String id = UUID.randomUUID().toString();
    private boolean begun;

    DisplayedProgress(String title) {
      this.title = title;
    }

    @Override
    public void show(String line) {
      put(title + ": " + line);
    }

    @Override
    public void finish(Duration took) {
      put(String.format(Locale.ROOT, "%s took %.1f s", title, took.toMillis() / 1000.0));
    }

    private void put(String line) {
      DisplayData data = data(MimeBundle.text(line));
      if (begun) {
        kernel.getIO().display.updateDisplay(id, data);
      } else {
        begun = true;
        data.putTransientData("display_id", id); // setDisplayId differs between versions
        kernel.display(data);
      }
    }
  }
}
