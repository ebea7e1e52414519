package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oplab.testkit.Fixtures;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxIo_MalformedFileTest {
  @TempDir Path folder;

  private String message(byte[] content) throws IOException {
    return message(Files.write(folder.resolve("m.onnx"), content));
  }

  private String message(String content) throws IOException {
    return message(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// The message without the folder, which differs from run to run.
  private String message(Path file) {
    OnnxException error = catchThrowableOfType(OnnxException.class, () -> OnnxIo.read(file));
    assertThat(error).as("an error about " + file).isNotNull();
    return String.valueOf(error.getMessage()).replace(folder + "/", "");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(message(folder.resolve("none.onnx")))
        .isEqualTo(
            "none.onnx: There is no such file.\nFix: check the name; relative names start at "
                + Path.of("").toAbsolutePath()
                + ".");
  }

  @Test
  void aFolderIsNamed() throws IOException {
    assertThat(message(Files.createDirectory(folder.resolve("models"))))
        .isEqualTo("models: This is a folder, not an ONNX file.\nFix: name the file inside it.");
  }

  @Test
  void aFileThatMayNotBeReadIsNamed() throws IOException {
    Path file = Models.small().write(folder.resolve("secret.onnx"));
    Assumptions.assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(file), "skipped: this user may read every file");
    assertThat(message(file))
        .isEqualTo("secret.onnx: The file may not be read.\nFix: change its permissions.");
  }

  @Test
  void aDeviceIsNotWaitedFor() {
    Path device = Path.of("/dev/zero");
    Assumptions.assumeTrue(Files.exists(device));
    assertThat(message(device)).contains("This is not a plain file.\nFix: ");
  }

  @Test
  void anEmptyFileIsSaidToBeEmpty() throws IOException {
    assertThat(message(""))
        .isEqualTo("m.onnx: The file is empty.\nFix: copy or download the file again.");
  }

  @Test
  void aTextFileIsRecognised() throws IOException {
    assertThat(message("Hello,\nthis is a note."))
        .isEqualTo(
            "m.onnx: The file is not an ONNX model: it starts with 'Hello,', a text file.\n"
                + "Fix: give the .onnx file.");
  }

  @Test
  void aGitLfsPointerIsRecognised() throws IOException {
    assertThat(message("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"))
        .isEqualTo(
            "m.onnx: The file is not an ONNX model: it starts with"
                + " 'version https://git-lfs.github.com/spec/v1', a Git LFS pointer that stands"
                + " for the model.\nFix: fetch the model itself with 'git lfs pull' in its"
                + " repository.");
  }

  @Test
  void aWebPageIsRecognised() throws IOException {
    assertThat(message("<!DOCTYPE html>\n<html><body>Sign in</body></html>"))
        .contains("it starts with '<!DOCTYPE html>', an HTML page")
        .contains("\nFix: download the model again, from the link to the raw file.");
  }

  @Test
  void otherKindsOfFileAreRecognised() throws IOException {
    assertThat(message("\u0089PNG\r\n\u001a\n")).contains("89 50 4e 47", "a PNG picture");
    assertThat(message("PK\3\4\0\0\0")).contains("a zip archive (PyTorch .pt / .pth?)");
    assertThat(message("ftrt\0\0\0\1")).contains("a TensorRT engine");
    assertThat(message("{\"a\": 1}")).contains("a JSON file");
    assertThat(message("\u0089HDF\r\n")).contains("an HDF5 file");
    assertThat(message("\u0080\2}q\0")).contains("a Python pickle");
    assertThat(message("\34\0\0\0TFL3")).contains("a TensorFlow Lite model");
  }

  @Test
  void randomBytesAreNoModel() {
    for (int seed = 0; seed < 200; seed++) {
      byte[] noise = new byte[500];
      new Random(seed).nextBytes(noise);
      OnnxException error = catchThrowableOfType(OnnxException.class, () -> Models.read(noise));
      assertThat(error).as("seed " + seed).isNotNull();
      assertThat(error.getMessage()).contains("\nFix: ");
    }
    byte[] noise = new byte[] {(byte) 0xD3, 0x11, 0x07, 0x42, 0x66, 0x01, 0x00, 0x0F, 0x31};
    OnnxException error = catchThrowableOfType(OnnxException.class, () -> Models.read(noise));
    assertThat(error)
        .hasMessage(
            "model in memory: The file is not an ONNX model: it starts with the bytes"
                + " d3 11 07 42 66 01 00 0f, and its first bytes are no ONNX fields.\n"
                + "Fix: give the .onnx file, or download it again.");
  }

  @Test
  void aModelWithoutGraphOpens() {
    byte[] header = new ProtoBytes().varint(1, 8).text(2, "pytorch").toBytes();
    Model model = Models.read(header);
    assertThat(model.graph().nodes()).isEmpty();
    assertThat(OnnxIo.toBytes(model)).isEqualTo(header);
    model.graph().addInput("x", new ValueType.UnknownType());
    assertThat(Models.read(OnnxIo.toBytes(model)).graph().inputs()).hasToString("['x': ?]");
  }

  @Test
  void aFileWithoutAnyFieldOfAModelIsNone() throws IOException {
    assertThat(message(new ProtoBytes().varint(100, 8).text(200, "x").toBytes()))
        .contains("The file is not an ONNX model: ", "and has no field of a model", "\nFix: ");
  }

  @Test
  void aCutFileIsSaidToEndInsideItsField() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.mobilenet());
    assertThat(message(Arrays.copyOf(whole, 1_000_000)))
        .isEqualTo(
            "m.onnx: The file ends in the middle of field"
                + " graph.initializer[27] 'features.10.block.2.fc2.weight'.raw_data at byte"
                + " 1,000,000 of 1,000,000: expected 212,474 more bytes.\n"
                + "Fix: copy or download the file again.");
  }

  @Test
  void aFileCutInItsHeaderIsSaidToBeCut() throws IOException {
    assertThat(message(Arrays.copyOf(Models.small().toBytes(), 8)))
        .isEqualTo(
            "m.onnx: The file ends in the middle of a field of the model itself at byte 8 of 8:"
                + " expected 9 more bytes.\nFix: copy or download the file again.");
  }

  @Test
  void aDamagedNameDoesNotSpoilTheMessage() throws IOException {
    ProtoBytes node = new ProtoBytes().text(3, "a\n\u0000b" + "c".repeat(500)).raw(0x0F);
    assertThat(message(OnnxBytes.model(new ProtoBytes().message(1, node)).toBytes()))
        .contains("graph.node[0] 'a\uFFFD\uFFFDb" + "c".repeat(76) + "...' at byte ")
        .hasLineCount(2);
  }

  @Test
  void aLyingLengthIsRefusedWhereItStands() throws IOException {
    ProtoBytes tensor = OnnxBytes.tensorHead("w", 1, 4).header(9, 1L << 40);
    ProtoBytes graph =
        new ProtoBytes()
            .message(1, NodeBytes.of("Relu").inputs("w").outputs("y").toProto())
            .message(5, tensor);
    assertThat(message(OnnxBytes.model(graph).toBytes()))
        .contains("The file is damaged in field graph.initializer[0] 'w'.raw_data at byte ")
        .contains("a field claims 1099511627776 bytes where its message has 0 left.\nFix: ");
  }

  @Test
  void aBrokenWireTypeIsRefusedWhereItStands() throws IOException {
    ProtoBytes node = new ProtoBytes().text(1, "x").raw(0x0F);
    assertThat(message(OnnxBytes.model(new ProtoBytes().message(1, node)).toBytes()))
        .contains("damaged in field graph.node[0] at byte ", "no wire type is 7");
  }

  @Test
  void aPlaceInASubgraphIsGivenFromTheOutside() throws IOException {
    ProtoBytes inner = new ProtoBytes().message(1, new ProtoBytes().text(3, "deep").raw(0x0F));
    ProtoBytes attribute = new ProtoBytes().text(1, "body").message(6, inner).varint(20, 5);
    ProtoBytes node = new ProtoBytes().text(3, "loop").message(5, attribute);
    assertThat(message(OnnxBytes.model(new ProtoBytes().message(1, node)).toBytes()))
        .contains("in field graph.node[0] 'loop'.attribute[0] 'body'.g.node[0] 'deep' at byte ");
  }

  @Test
  void typesNestedWithoutEndAreRefused() throws IOException {
    ProtoBytes type = OnnxBytes.type(1);
    for (int i = 0; i < 300; i++) {
      type = new ProtoBytes().message(4, new ProtoBytes().message(1, type));
    }
    assertThat(message(OnnxBytes.model(new GraphBytes("g").input("x", type)).toBytes()))
        .contains("damaged in field graph.input[0] 'x' at byte ", "types are nested more than 200");
  }
}
