package dev.oplab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.oplab.command.LauncherVerb;
import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, run as a person runs it: a copy of the checkout in a folder with an awkward name,
/// its state elsewhere.
class LauncherTest {
  private static final List<String> NEEDED =
      List.of("oplab", "pom.xml", ".mvn", "src", "kernel-ext");

  @TempDir static Path folder;
  static Path checkout;
  static Path home;

  @BeforeAll
  static void copyTheCheckout() throws IOException {
    assumeTrue(System.getenv("OPLAB_LAUNCHER") != null, "no launcher: run ./oplab test");
    checkout = folder.resolve("it's a \"check out\" & more");
    home = folder.resolve("state of it");
    for (String name : NEEDED) {
      copy(Fixtures.projectRoot().resolve(name), checkout.resolve(name));
    }
    Path model = checkout.resolve("notebooks/models/mobilenet-v3-small.onnx");
    Files.createDirectories(model.getParent());
    Files.copy(Fixtures.projectRoot().resolve("notebooks/models/mobilenet-v3-small.onnx"), model);
  }

  @Test
  void aChangedSourceIsBuiltAgainAndNeverRunFromAStaleCache() throws Exception {
    Run first = oplab(Map.of(), "--version");
    assertThat(first.status()).as(first.text()).isZero();
    assertThat(first.out()).startsWith("oplab ");
    assertThat(listing())
        .as("the checkout itself is left alone")
        .noneMatch(name -> name.contains("target"));
    assertThat(startUpCaches())
        .as("the first build has a start-up cache")
        .anyMatch(cache -> cache.getFileName().toString().startsWith("command-"));

    Path source = checkout.resolve("src/command/src/main/java/dev/oplab/command/Version.java");
    String text = Files.readString(source);
    assertThat(text).contains("\"oplab %s");
    Files.writeString(source, text.replace("\"oplab %s", "\"rebuilt oplab %s"));
    Run second = oplab(Map.of(), "--version");
    assertThat(second.text()).contains("sources changed");
    assertThat(second.out()).startsWith("rebuilt oplab ");

    Run third = oplab(Map.of(), "--version");
    assertThat(third.err()).as("nothing is built when nothing changed").isEmpty();
    assertThat(third.out()).startsWith("rebuilt oplab ");
  }

  @Test
  void damagedStateIsMadeAgain() throws Exception {
    Run first = oplab(Map.of(), "--version");
    assertThat(first.status()).as(first.text()).isZero();
    Files.writeString(home.resolve("state/launch"), "gar(bage");
    Files.writeString(home.resolve("state/lib"), "gar(bage");
    Run afterGarbage = oplab(Map.of(), "--version");
    assertThat(afterGarbage.status()).as(afterGarbage.text()).isZero();
    assertThat(afterGarbage.out()).isEqualTo(first.out());

    try (Stream<Path> libraries = Files.list(home.resolve("lib/deps"))) {
      Files.delete(libraries.sorted().findFirst().orElseThrow());
    }
    Run afterLoss = oplab(Map.of(), "--version");
    assertThat(afterLoss.status()).as(afterLoss.text()).isZero();
    assertThat(afterLoss.out()).isEqualTo(first.out());
  }

  @Test
  void everyVerbShowsItsHelpInsteadOfRunning() throws Exception {
    assertThat(LauncherVerb.ALL).isNotEmpty();
    for (LauncherVerb verb : LauncherVerb.ALL) {
      Run run = run(folder, Map.of(), System.getenv("OPLAB_LAUNCHER"), verb.name(), "--help");
      assertThat(run.out()).startsWith(("usage: oplab " + verb.name()).strip());
      assertThat(run.status()).isZero();
    }
  }

  @Test
  void aJdkThatIsTooOldIsNamedWithTheWayForward() throws Exception {
    Path old = folder.resolve("jdk 17");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    for (String tool : List.of("java", "javac")) {
      Files.writeString(old.resolve("bin").resolve(tool), "#!/bin/sh\n");
      assertThat(old.resolve("bin").resolve(tool).toFile().setExecutable(true)).isTrue();
    }
    Run run =
        oplab(
            Map.of(
                "OPLAB_JAVA_HOME",
                old.toString(),
                "OPLAB_HOME",
                folder.resolve("other").toString()),
            "--version");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("not a JDK 25", "found: JDK 17", "Fix:");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anUnknownBenchmarkIsAUsageErrorThatListsThoseThatExist() throws Exception {
    Run run =
        run(Fixtures.projectRoot(), Map.of(), System.getenv("OPLAB_LAUNCHER"), "bench", "nonsense");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("nonsense", "startup");
  }

  record Run(int status, String out, String err) {
    String text() {
      return out + err;
    }
  }

  private static Run oplab(Map<String, String> environment, String... arguments) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("OPLAB_HOME", home.toString()));
    all.putAll(environment);
    String[] command =
        Stream.concat(Stream.of(checkout.resolve("oplab").toString()), Stream.of(arguments))
            .toArray(String[]::new);
    return run(folder, all, command);
  }

  private static Run run(Path where, Map<String, String> environment, String... command)
      throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Run(
        status,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static List<Path> startUpCaches() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }

  private static List<String> listing() throws IOException {
    try (Stream<Path> files = Files.walk(checkout)) {
      return files.map(file -> checkout.relativize(file).toString()).sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (from.endsWith("target") || from.endsWith("__pycache__")) {
      return;
    }
    if (Files.isDirectory(from)) {
      Files.createDirectories(to);
      try (Stream<Path> children = Files.list(from)) {
        for (Path child : children.toList()) {
          copy(child, to.resolve(child.getFileName()));
        }
      }
    } else {
      Files.createDirectories(to.toAbsolutePath().getParent());
      Files.copy(from, to);
    }
  }
}
