package dev.oplab.command;

import java.util.List;
import java.util.Optional;

/// A word that the launcher script carries out itself, documented here beside the commands.
///
/// @param usage what follows the verb on its line
/// @param page lines for its own help page
public record LauncherVerb(String name, String usage, String summary, String page) {

  /// Every such verb, in the order of the overview.
  public static final List<LauncherVerb> ALL =
      List.of(
          new LauncherVerb(
              "run",
              "NOTEBOOK [--output FILE] [--timeout S]",
              "execute a notebook in the Java kernel",
              """
              Executes every cell and stops at the first that fails: the cell and its error are \
              printed, and the exit status is 1. Sets up what is missing first.

                --output FILE           write the executed notebook here, .ipynb or .html
                                        (default: in the folder runs of OPLAB_HOME)
                --timeout S             seconds that one cell may take (default: 600)
              """),
          new LauncherVerb(
              "lab",
              "[ARGUMENT...]",
              "open JupyterLab with the Java kernel",
              """
              Sets up what is missing, then starts JupyterLab in the notebooks folder. Arguments \
              go to JupyterLab.
              """),
          new LauncherVerb(
              "test",
              "[--gpu]",
              "run all tests",
              """
              Sets up what is missing, then builds everything and runs the tests. With --gpu, \
              those that need a GPU are run instead.
              """),
          new LauncherVerb(
              "setup",
              "",
              "set up everything now, not at first use",
              """
              Finds a JDK, builds the jars, makes the Python environment and installs the kernel.
              """),
          new LauncherVerb(
              "classpath",
              "",
              "print the class path of OpLab's jars",
              """
              For Java programs of your own: java --class-path "$(oplab classpath)" Mine.java
              """),
          new LauncherVerb(
              "bench",
              "NAME [ARGUMENT...]",
              "run a benchmark",
              """
              Runs the benchmark of that name from src/bench and prints what it measured. Without \
              a name, lists them.
              """));

  /// {@return the verb called `name`}
  public static Optional<LauncherVerb> named(String name) {
    return ALL.stream().filter(verb -> verb.name().equals(name)).findFirst();
  }
}
