package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.Fixtures;
import dev.oplab.testkit.ProtoBytes;
import dev.oplab.testkit.ProtoText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is read and written back is the same to protobuf, whatever it was.
class RoundTripTest {
  private static final int MUTANTS = 15_000;

  @Test
  void aRealModelKeepsEveryByte() throws IOException {
    byte[] bytes = Files.readAllBytes(Fixtures.mobilenet());
    Model model = OnnxIo.read(Fixtures.mobilenet());
    assertThat(OnnxIo.toBytes(model)).isEqualTo(bytes);
    assertThat(OnnxIo.toBytes(model.copy())).isEqualTo(bytes);
  }

  @Test
  void everyModelBesideTheProjectKeepsEveryByte() throws IOException {
    Path folder = Fixtures.sharedModel("");
    List<Path> models;
    try (Stream<Path> files = Files.walk(folder)) {
      models = files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
    assertThat(models).isNotEmpty();
    for (Path file : models) {
      byte[] bytes = Files.readAllBytes(file);
      assertThat(Arrays.equals(OnnxIo.toBytes(OnnxIo.read(file)), bytes)).as("%s", file).isTrue();
    }
  }

  @Test
  void everyFieldThereIsComesBack() {
    byte[] bytes = EveryField.model().toBytes();
    Model model = Models.read(bytes);
    GraphChecker.check(model);
    assertThat(ProtoText.ofModel(OnnxIo.toBytes(model))).isEqualTo(ProtoText.ofModel(bytes));
    assertThat(ProtoText.ofModel(OnnxIo.toBytes(model.copy()))).isEqualTo(ProtoText.ofModel(bytes));
  }

  @Test
  void partsOfOneMessageInSeveralPiecesAreOne() {
    ProtoBytes node = new ProtoBytes().text(1, "x").text(2, "y").text(4, "Relu");
    ProtoBytes model =
        new ProtoBytes()
            .message(7, new ProtoBytes().text(2, "first").message(1, node))
            .varint(1, 3)
            .message(7, new ProtoBytes().text(2, "second").message(1, node))
            .varint(1, 8);
    Model read = Models.read(model.toBytes());
    assertThat(read.graph().nodes()).hasSize(2);
    assertThat(read.graph().name()).isEqualTo("second");
    assertThat(ProtoText.ofModel(OnnxIo.toBytes(read)))
        .isEqualTo(ProtoText.ofModel(model.toBytes()));
  }

  @Test
  void theIrVersionStays() {
    Model model = Models.read(Models.small().irVersion(4));
    model.graph().addNode("Gelu", model.graph().inputs().getFirst());
    model.opset("", 20);
    assertThat(Models.read(OnnxIo.toBytes(model)).header().irVersion()).isEqualTo(4);
  }

  @Test
  void damagedModelsThatStillReadComeBackTheSame() {
    byte[] whole = EveryField.model().toBytes();
    int read = 0;
    for (int seed = 0; seed < MUTANTS; seed++) {
      byte[] mutant = mutant(whole, new Random(seed));
      Model model;
      try {
        model = Models.read(mutant);
      } catch (OnnxException e) {
        continue;
      }
      read++;
      try {
        assertThat(ProtoText.ofModel(OnnxIo.toBytes(model)))
            .as("seed %d", seed)
            .isEqualTo(ProtoText.ofModel(mutant));
      } catch (IllegalArgumentException notProtobuf) {
        // Damage inside messages that this reader passes over and protobuf's own would look into.
        assertThat(notProtobuf).hasMessageMatching(".*(runs past|no wire type|group|nested).*");
      }
    }
    assertThat(read).as("mutants that still read").isGreaterThan(MUTANTS / 20);
  }

  private static byte[] mutant(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(12), bytes.length - Math.max(at, from));
          System.arraycopy(whole, Math.min(from, whole.length - length), bytes, at, length);
        }
      }
    }
    return bytes;
  }
}
