package dev.oplab.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;

/// Rendered text that is kept in a file and reviewed as code: a test compares what it renders now
/// with what was accepted before. `-Dgolden.update=true` accepts what is rendered now.
///
/// Files lie in the module's `src/test/resources/golden`.
public final class Golden {
  private static final String UPDATE = "golden.update";

  private Golden() {}

  /// Fails, showing both, when `actual` is not what the file called `name` holds. Line ends count.
  public static void assertMatches(String name, String actual) {
    Path file = Path.of("src/test/resources/golden", name).toAbsolutePath();
    try {
      if (Boolean.getBoolean(UPDATE)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
        return;
      }
      if (Files.notExists(file)) {
        throw new AssertionError(
            "There is no golden file "
                + file
                + "\nFix: look at the output, then run with -D"
                + UPDATE
                + "=true.");
      }
      Assertions.assertThat(actual)
          .as("%s; to accept a change run with -D%s=true", file, UPDATE)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("golden file " + file, e);
    }
  }
}
