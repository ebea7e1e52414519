package dev.oplab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The shape of the source tree: short files, documented packages.
class SourceShapeTest {
  private static final int LONGEST = 600;
  private static final int NINETIETH_PERCENTILE = 300;

  @Test
  void noSourceFileIsLongerThanAReaderHolds() {
    assertThat(lengths())
        .as("lines by file")
        .isNotEmpty()
        .allSatisfy(
            (file, lines) -> assertThat(lines).as(file.toString()).isLessThanOrEqualTo(LONGEST));
  }

  @Test
  void nineFilesInTenAreShort() {
    List<Long> sorted = lengths().values().stream().sorted().toList();
    assertThat(sorted.get((int) (sorted.size() * 0.9))).isLessThanOrEqualTo(NINETIETH_PERCENTILE);
  }

  @Test
  void everyPackageSaysWhatItIsForAndWhatItMayDependOn() {
    List<Path> folders = mainSources().map(Path::getParent).distinct().sorted().toList();
    assertThat(folders).isNotEmpty();
    assertThat(folders)
        .allSatisfy(folder ->
            assertThat(folder.resolve("package-info.java"))
                .isRegularFile()
                .content()
                .contains("May depend on:", "@NullMarked"));
  }

  @Test
  void theArchitecturePageNamesEveryModule() throws IOException {
    String page = Files.readString(root().resolve("docs/ARCHITECTURE.md"));
    assertThat(Boundaries.MAY_USE.keySet())
        .allSatisfy(module ->
            assertThat(page).contains(module.equals("kernel") ? "kernel-ext" : "src/" + module));
  }

  private static Map<Path, Long> lengths() {
    Map<Path, Long> lengths = new TreeMap<>();
    mainSources().forEach(file -> lengths.put(root().relativize(file), countLines(file)));
    return lengths;
  }

  private static Stream<Path> mainSources() {
    Path root = root();
    return Stream.of(root.resolve("src"), root.resolve("kernel-ext"))
        .flatMap(SourceShapeTest::walk)
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"));
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static long countLines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
