package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class OnnxIo_DamageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Where a field of the model ends, what is left is a model too, and protobuf's parsers say so.
  @Test
  void aModelCutAtAnyByteIsAnErrorUnlessAFieldEndsThere() {
    byte[] whole = Models.small().toBytes();
    int[] read = {0};
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      String cut = "cut to " + length + " bytes";
      OnnxException error =
          catchThrowableOfType(
              OnnxException.class,
              () -> {
                assertThat(OnnxIo.toBytes(Models.read(part))).as(cut).isEqualTo(part);
                read[0]++;
              });
      if (error != null) {
        assertThat(error.getMessage()).as(cut).contains("\nFix: ");
      }
    }
    assertThat(read[0]).as("IR version, producer and graph end somewhere").isEqualTo(3);
  }

  @Test
  void aModelWithFlippedBytesReadsOrIsAnError() {
    byte[] whole = Models.small().toBytes();
    int[] read = {0};
    Assertions.assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          for (int seed = 0; seed < 20_000; seed++) {
            read[0] += reads(damaged(whole, new Random(seed)), seed) ? 1 : 0;
          }
        });
    assertThat(read[0]).as("mutants that still read").isBetween(2_000, 18_000);
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int flips = 1 + random.nextInt(4);
    for (int i = 0; i < flips; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  /// Reads the model and everything in it.
  private static boolean reads(byte[] bytes, int seed) {
    try {
      Model model = Models.read(bytes);
      for (Node node : model.allNodes()) {
        assertThat(node.toString() + node.inputs() + node.outputs() + node.metadata()).isNotNull();
        node.attributes().values().forEach(value -> assertThat(value.toString()).isNotNull());
      }
      for (Tensor tensor : model.graph().initializers()) {
        assertThat(tensor.toString()).isNotNull();
        tensor.data();
      }
      return true;
    } catch (OnnxException e) {
      assertThat(e.getMessage()).as("seed %d", seed).contains("Fix: ");
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed, e);
    }
  }
}
