package dev.oplab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Times one workload in this process: `Harness WORKLOAD SIZE FOLDER RUNS ENOUGH`.
///
/// Prints one line of JSON. Making ready is not timed; of memory, the peak up to the end of the
/// first run counts. No run begins once ENOUGH seconds have passed, making ready included. Python's
/// twin is `harness.py`.
public final class Harness {
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> cpu = new ArrayList<>();
  private long answer;
  private long peakKib;

  private Harness() {}

  /// Runs the workload that the arguments name.
  public static void main(String[] arguments) throws IOException {
    Harness harness = new Harness();
    harness.time(
        Workloads.of(arguments[0]),
        Integer.parseInt(arguments[1]),
        Path.of(arguments[2]),
        Integer.parseInt(arguments[3]),
        Double.parseDouble(arguments[4]));
    IO.println(
        "{\"seconds\": %s, \"cpu\": %s, \"answer\": %d, \"peak_kib\": %d}"
            .formatted(harness.seconds, harness.cpu, harness.answer, harness.peakKib));
  }

  private void time(Workload<?> workload, int size, Path folder, int runs, double enough)
      throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long end = System.nanoTime() + (long) (enough * 1e9);
    while (seconds.isEmpty() || (seconds.size() < runs && System.nanoTime() < end)) {
      Workload.Once once = workload.once(size, folder);
      long cpuStart = system.getProcessCpuTime();
      long start = System.nanoTime();
      answer = once.run();
      seconds.add((System.nanoTime() - start) / 1e9);
      cpu.add((system.getProcessCpuTime() - cpuStart) / 1e9);
      peakKib = peakKib == 0 ? peakKib() : peakKib;
    }
  }

  private static long peakKib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }
}
