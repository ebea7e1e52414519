package dev.oplab.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrtRunner_HugeModelTest {
  private static final long ROWS = 3L << 26;
  private static final long WEIGHT = ROWS * 4 * 4;

  @TempDir private Path folder;

  @Test
  void aModelInOneFileThatOnnxRuntimeItselfCannotReadRuns()
      throws IOException, InterruptedException {
    Path file = folder.resolve("huge.onnx");
    writeSparse(file);
    Model model = OnnxIo.read(file);
    Tensor last = Tensor.of("", new long[] {ROWS - 1}, 1);
    Tensor row = TestModels.named(OrtRunner.run(model, Map.of("i", last)), "y");
    assertThat(row.shape()).hasToString("[1, 4]");
    assertThat(row.data().toArray(ValueLayout.JAVA_BYTE)).endsWith(0, 0, 0, 0, 0x7F);
  }

  /// `y` is the row `i` of a weight that is a hole in the file but for its last byte.
  private static void writeSparse(Path file) throws IOException {
    ProtoBytes tensorHead = OnnxBytes.tensorHead("w", 1, ROWS, 4).header(9, WEIGHT);
    long tensorSize = tensorHead.size() + WEIGHT;
    NodeBytes gather = NodeBytes.of("Gather").name("pick").inputs("w", "i").outputs("y");
    ProtoBytes beforeWeight =
        new ProtoBytes().message(1, gather.toProto()).header(5, tensorSize).append(tensorHead);
    ProtoBytes afterWeight =
        new ProtoBytes()
            .message(11, OnnxBytes.value("i", OnnxBytes.type(7, 1)))
            .message(12, OnnxBytes.value("y", OnnxBytes.type(1, 1, 4)));
    long graphSize = beforeWeight.size() + WEIGHT + afterWeight.size();
    ProtoBytes head = new ProtoBytes().varint(1, 8).header(7, graphSize).append(beforeWeight);
    ProtoBytes tail = afterWeight.append(new ProtoBytes().message(8, OnnxBytes.entry("", 17)));
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(head.size() + WEIGHT + tail.size());
      out.write(head.toBytes());
      out.seek(head.size() + WEIGHT - 1);
      out.write(0x7F);
      out.write(tail.toBytes());
    }
  }
}
