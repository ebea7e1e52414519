package dev.oplab.worker.internal;

import dev.oplab.worker.WorkerKind;
import dev.oplab.worker.WorkerMain;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The command line that starts a worker.
///
/// The system property `oplab.worker.aot` may name an AOT cache that was made for this class path
/// with these flags; `oplab.worker.aot.train` names one to be made when the worker ends.
final class LaunchCommand {
  private LaunchCommand() {}

  static List<String> of(WorkerKind kind, Path socket, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:-UsePerfData");
    command.add("-Xms16m");
    command.add("--enable-native-access=ALL-UNNAMED");
    aotFlags(command);
    command.add("-XX:ErrorFile=" + crashFile(socket));
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-Djava.awt.headless=true");
    // What libraries leave there goes with the process's folder.
    command.add("-Djava.io.tmpdir=" + temporary(socket));
    forwardProperties(command);
    command.addAll(kind.jvmFlags());
    command.add("-cp");
    command.add(
        kind.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(WorkerMain.class.getName());
    command.add(socket.toString());
    command.add(folder.toString());
    kind.firstJob().ifPresent(command::add);
    return command;
  }

  /// {@return where the JVM at the other end of `socket` writes what it knows of its own crash}
  static Path crashFile(Path socket) {
    return socket.resolveSibling(socket.getFileName() + "-crash.log");
  }

  /// {@return the temporary folder of the JVM at the other end of `socket`}
  static Path temporary(Path socket) {
    return socket.resolveSibling(socket.getFileName() + "-tmp");
  }

  private static Path java() {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    Path windows = bin.resolve("java.exe");
    return Files.exists(windows) ? windows : bin.resolve("java");
  }

  /// {@return whether workers are to leave an AOT cache behind}
  static boolean isTraining() {
    return !System.getProperty("oplab.worker.aot.train", "").isEmpty();
  }

  private static void aotFlags(List<String> command) {
    String cache = System.getProperty("oplab.worker.aot", "");
    String train = System.getProperty("oplab.worker.aot.train", "");
    if (!train.isEmpty()) {
      command.add("-XX:AOTCacheOutput=" + train);
    } else if (!cache.isEmpty() && Files.isRegularFile(Path.of(cache))) {
      command.add("-XX:AOTCache=" + cache);
      // A cache that does not fit is reported on stdout although the JVM goes on without it.
      command.add("-Xlog:disable");
      command.add("-Xlog:all=off");
    }
  }

  private static void forwardProperties(List<String> command) {
    for (String name : new TreeSet<>(System.getProperties().stringPropertyNames())) {
      if (name.startsWith("oplab.") && !name.startsWith("oplab.worker")) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
  }
}
