package dev.oplab.ort.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibraryTest {
  @TempDir private Path home;

  @Test
  void theLibraryIsUnpackedOnceIntoAFolderOfItsVersion() throws IOException {
    Path folder = NativeLibrary.unpacked(home, "linux-x64").orElseThrow();
    assertThat(folder.getFileName()).hasToString("onnxruntime-1.29.0-linux-x64");
    Path library = folder.resolve("libonnxruntime.so");
    assertThat(library).isRegularFile();
    FileTime written = Files.getLastModifiedTime(library);
    assertThat(NativeLibrary.unpacked(home, "linux-x64")).contains(folder);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(written);
    try (Stream<Path> left = Files.list(home)) {
      assertThat(left).containsExactly(folder);
    }
  }

  @Test
  void aFolderThatLacksAFileIsNotUsed() throws IOException {
    Path folder = NativeLibrary.unpacked(home, "linux-x64").orElseThrow();
    Files.delete(folder.resolve("libonnxruntime4j_jni.so"));
    assertThat(NativeLibrary.unpacked(home, "linux-x64")).isEmpty();
  }

  @Test
  void aHomeThatCannotBeWrittenLeavesTheJarsOwnWay() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    assertThat(NativeLibrary.unpacked(file, "linux-x64")).isEmpty();
  }

  @Test
  void aPlatformThatTheJarLacksLeavesTheJarsOwnWay() throws IOException {
    assertThat(NativeLibrary.unpacked(home, "linux-vax")).isEmpty();
    try (Stream<Path> left = Files.list(home)) {
      assertThat(left).isEmpty();
    }
  }
}
