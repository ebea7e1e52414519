package dev.oplab.ort.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The processor of this machine, as a person calls it.
final class Cpu {
  private Cpu() {}

  static String model() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture());
    } catch (IOException notLinux) {
      return architecture();
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch", "unknown");
  }
}
