package dev.oplab.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.worker.internal.ClassPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Worker_AotCacheTest {
  @TempDir private Path folder;

  @AfterEach
  void forgetProperties() {
    System.clearProperty("oplab.worker.aot");
    System.clearProperty("oplab.worker.aot.train");
  }

  @Test
  void aWorkerLeavesACacheBehindWhenItEndsAndTheNextStartsFromIt()
      throws IOException, InterruptedException {
    WorkerKind kind = new WorkerKind("aot", jars(), List.of(), Map.of(), Optional.empty());
    Path cache = folder.resolve("worker.aot");
    System.setProperty("oplab.worker.aot.train", cache.toString());
    try (Worker worker = new Worker(kind)) {
      assertThat(echo(worker)).isPositive();
    }
    System.clearProperty("oplab.worker.aot.train");
    assertThat(cache).isRegularFile();

    System.setProperty("oplab.worker.aot", cache.toString());
    // Under this flag a JVM whose cache does not fit ends instead of starting without it.
    try (Worker worker = new Worker(kind.withJvmFlags("-XX:AOTMode=on"))) {
      assertThat(echo(worker)).isPositive();
    }
  }

  private static long echo(Worker worker) throws InterruptedException {
    return worker.call("echo", JsonObject.EMPTY, JobProgress.NONE).number("pid");
  }

  /// A cache is made for jars only.
  private List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path entry : ClassPaths.holding(EchoJob.class)) {
      if (Files.isDirectory(entry)) {
        Path jar = folder.resolve("part" + jars.size() + ".jar");
        pack(entry, jar);
        jars.add(jar);
      } else if (entry.toString().contains("jackson")) {
        jars.add(entry);
      }
    }
    return jars;
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
  }
}
