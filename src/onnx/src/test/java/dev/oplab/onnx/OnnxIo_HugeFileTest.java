package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxIo_HugeFileTest {
  private static final long ELEMENTS = 3L << 28;
  private static final long WEIGHT = ELEMENTS * 4;

  @TempDir Path folder;

  @Test
  void aFileOfThreeGibibytesInOnePieceReads() throws IOException {
    Path file = folder.resolve("huge.onnx");
    writeSparse(file);
    Model model = OnnxIo.read(file);
    assertThat(model.header().byteSize()).isGreaterThan(WEIGHT);
    assertThat(model.graph().nodes()).hasToString("[Relu 'after']");
    assertThat(model.graph().outputs()).hasToString("['y': float32[805306368]]");
    assertThat(model.header().opsets()).containsEntry("", 17L);
    Tensor weight = model.graph().initializers().getFirst();
    assertThat(weight).hasToString("float32[805306368] 'w' (3.2 GB)");
    MemorySegment data = weight.data();
    assertThat(data.byteSize()).isEqualTo(WEIGHT);
    assertThat(data.get(ValueLayout.JAVA_BYTE, WEIGHT - 1)).isEqualTo((byte) 0x7F);
  }

  /// A file with a hole where the weight would be: it takes a few kilobytes of disk.
  private static void writeSparse(Path file) throws IOException {
    ProtoBytes tensorHead = OnnxBytes.tensorHead("w", 1, ELEMENTS).header(9, WEIGHT);
    long tensorSize = tensorHead.size() + WEIGHT;
    ProtoBytes beforeWeight =
        new ProtoBytes()
            .message(1, NodeBytes.of("Relu").name("after").inputs("w").outputs("y").toProto())
            .header(5, tensorSize)
            .append(tensorHead);
    ProtoBytes afterWeight =
        new ProtoBytes().message(12, OnnxBytes.value("y", OnnxBytes.type(1, ELEMENTS)));
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
