package dev.oplab.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftBehindTest {
  /// Above the largest process id of any system.
  private static final String NOBODY = "oplab-999999999999-";

  @TempDir Path parent;
  private Path own;

  @BeforeEach
  void makeOwn() throws IOException {
    own = folder(LeftBehind.prefix() + "own");
    LeftBehind.claim(own);
  }

  @Test
  void theFolderOfAProcessThatIsGoneIsRemovedWithItsContent() throws IOException {
    Path folder = folder(NOBODY + "1");
    Files.createFile(folder.resolve("lock"));
    LeftBehind.sweep(own);
    assertThat(folder).doesNotExist();
    assertThat(own).exists();
  }

  @Test
  void aFolderThatWasNeverLockedIsRemovedToo() throws IOException {
    Path folder = folder(NOBODY + "1");
    LeftBehind.sweep(own);
    assertThat(folder).doesNotExist();
  }

  @Test
  void theFolderOfALivingProcessStays() throws IOException {
    Path folder = folder(LeftBehind.prefix() + "2");
    LeftBehind.sweep(own);
    assertThat(folder).exists();
  }

  @Test
  void aFolderThatSomebodyHasLockedStaysWhateverItsName() throws IOException {
    Path folder = folder(NOBODY + "1");
    LeftBehind.claim(folder);
    LeftBehind.sweep(own);
    assertThat(folder.resolve("scratch/tensor")).exists();
  }

  @Test
  void linksAndFoldersWithOtherNamesStay() throws IOException {
    Path target = folder("elsewhere");
    Path link = Files.createSymbolicLink(parent.resolve(NOBODY + "link"), target);
    Path other = folder("oplab-notes");
    LeftBehind.sweep(own);
    assertThat(link).exists();
    assertThat(target.resolve("scratch/tensor")).exists();
    assertThat(other).exists();
  }

  private Path folder(String name) throws IOException {
    Path folder = parent.resolve(name);
    Files.createDirectories(folder.resolve("scratch"));
    Files.createFile(folder.resolve("scratch/tensor"));
    return folder;
  }
}
