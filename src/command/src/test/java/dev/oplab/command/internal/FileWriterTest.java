package dev.oplab.command.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWriterTest {
  @TempDir Path folder;

  @Test
  void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "old");
    FileWriter.write(file, "new".getBytes(UTF_8));
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    Path target = Files.writeString(folder.resolve("target.csv"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), target);
    FileWriter.write(link, "new".getBytes(UTF_8));
    assertThat(target).hasContent("new");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void aFolderThatIsNotThereIsToldAtOnce() {
    assertThatThrownBy(() -> FileWriter.check(folder.resolve("no/x.csv")))
        .hasMessageContaining("there is no folder " + folder.resolve("no"))
        .hasMessageContaining("Fix:");
    assertThatThrownBy(() -> FileWriter.check(folder)).hasMessageContaining("it is a folder");
  }
}
