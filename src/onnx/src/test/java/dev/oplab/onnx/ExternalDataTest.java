package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.OnnxBytes;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalDataTest {
  private static final byte[] CONTENT = {0, 0, 1, 2, 3, 4, 5, 6, 7, 8};

  @TempDir Path top;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(top.resolve("model"));
    Files.write(top.resolve("secret.bin"), CONTENT);
  }

  private Tensor tensor(String location, @Nullable Long offset, @Nullable Long length) {
    OnnxBytes model =
        OnnxBytes.model(
            new GraphBytes("g")
                .initializer(OnnxBytes.external("w", 3, location, offset, length, 2, 4)));
    return OnnxIo.read(model.write(folder.resolve("m.onnx"))).graph().initializers().getFirst();
  }

  @Test
  void dataIsMappedFromTheFileBesideTheModel() throws IOException {
    Files.createDirectory(folder.resolve("weights"));
    Files.write(folder.resolve("weights/w.bin"), CONTENT);
    Tensor tensor = tensor("weights/w.bin", 2L, 8L);
    assertThat(tensor.externalData().orElseThrow())
        .hasToString("{location=weights/w.bin, offset=2, length=8}");
    assertThat(tensor.data().toArray(ValueLayout.JAVA_BYTE))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(tensor.data().isReadOnly()).isTrue();
    assertThat(tensor("weights/w.bin", 2L, null).data().byteSize()).isEqualTo(8);
    assertThat(tensor("weights/w.bin", null, null).data().get(ValueLayout.JAVA_BYTE, 2))
        .isEqualTo((byte) 1);
  }

  @Test
  void openingTheModelDoesNotNeedTheFile() {
    Tensor tensor = tensor("none.bin", 0L, 8L);
    assertThat(tensor).hasToString("int8[2, 4] 'w' (8 B)");
    assertThatThrownBy(tensor::data)
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "m.onnx > tensor 'w' (int8[2, 4]) has its data in the file 'none.bin', which is"
                + " missing in "
                + folder
                + ".\nFix: copy the data file into that folder, under that name.");
  }

  @Test
  void aShortFileIsSaidToBeShort() throws IOException {
    Files.write(folder.resolve("w.bin"), CONTENT);
    assertThatThrownBy(tensor("w.bin", 4L, 8L)::data)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("needs bytes 4 to 12 of its external data file 'w.bin', which has 10")
        .hasMessageContaining("\nFix: ");
    assertThatThrownBy(tensor("w.bin", Long.MAX_VALUE, 8L)::data).isInstanceOf(OnnxException.class);
  }

  @Test
  void sizesThatDisagreeAreErrors() throws IOException {
    Files.write(folder.resolve("w.bin"), CONTENT);
    assertThatThrownBy(tensor("w.bin", 0L, 6L)::data)
        .hasMessageContaining("external data has 6 bytes, but its type and shape need 8");
    assertThatThrownBy(tensor("w.bin", -1L, 8L)::data)
        .hasMessageContaining("gives the offset of its external data as '-1', which is no size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.bin",
        "..\\secret.bin",
        "a/../../secret.bin",
        "/etc/passwd",
        "C:\\w.bin",
        ""
      })
  void pathsThatLeadOutAreRefused(String location) {
    assertThatThrownBy(tensor(location, 0L, 8L)::data)
        .isInstanceOf(OnnxException.class)
        .message()
        .containsAnyOf("is an absolute path", "leads out of the model's folder", "names no file")
        .contains("Fix: ");
  }

  @Test
  void symbolicLinksThatLeadOutAreRefused() throws IOException {
    link(() -> Files.createSymbolicLink(folder.resolve("w.bin"), top.resolve("secret.bin")));
    link(() -> Files.createSymbolicLink(folder.resolve("out"), top));
    for (String location : new String[] {"w.bin", "out/secret.bin"}) {
      assertThatThrownBy(tensor(location, 0L, 8L)::data)
          .isInstanceOf(OnnxException.class)
          .hasMessageContaining("is a link that leads out of the model's folder");
    }
  }

  @Test
  void symbolicLinksThatStayInsideAreFollowed() throws IOException {
    Files.write(folder.resolve("real.bin"), CONTENT);
    link(() -> Files.createSymbolicLink(folder.resolve("w.bin"), Path.of("real.bin")));
    assertThat(tensor("w.bin", 2L, 8L).data().get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 1);
  }

  @Test
  void hardLinksAreRefused() throws IOException {
    link(() -> Files.createLink(folder.resolve("w.bin"), top.resolve("secret.bin")));
    Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
    assertThatThrownBy(tensor("w.bin", 0L, 8L)::data)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("is a hard link to a file that may be outside the model's folder");
  }

  @Test
  void aFolderIsNoDataFile() throws IOException {
    Files.createDirectory(folder.resolve("w.bin"));
    assertThatThrownBy(tensor("w.bin", 0L, 8L)::data)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("is not a plain file");
  }

  @Test
  void aModelInMemoryHasNoFolder() {
    Tensor tensor = Models.tensor(OnnxBytes.external("w", 3, "w.bin", 0L, 8L, 8));
    assertThatThrownBy(tensor::data)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("but the model was not read from a file");
  }

  private interface Linking {
    void make() throws IOException;
  }

  /// Some file systems have no links.
  private static void link(Linking linking) throws IOException {
    try {
      linking.make();
    } catch (UnsupportedOperationException | FileSystemException e) {
      Assumptions.abort("skipped: no links here: " + e);
    }
  }
}
