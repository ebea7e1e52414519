package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
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
    writeSparse(file, ELEMENTS);
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

  @Test
  void aFileOfMoreThanTwoGibibytesIsWrittenWhenThatIsAllowed() throws IOException {
    Path file = folder.resolve("huge.onnx");
    long elements = (1L << 29) + 1;
    writeSparse(file, elements);
    Model model = OnnxIo.read(file);
    model.graph().nodes().getFirst().rename("edited");
    Path other = folder.resolve("other.onnx");
    assertThatThrownBy(() -> OnnxIo.write(model, other))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("the model takes 2.1 GB in one file")
        .hasMessageContaining("over2GiB(true)");
    assertThat(other).doesNotExist();
    OnnxIo.write(model, other, WriteOptions.asIs().over2GiB(true));
    Model read = OnnxIo.read(other);
    assertThat(read.graph().nodes()).hasToString("[Relu 'edited']");
    assertThat(read.header().opsets()).containsEntry("", 17L);
    MemorySegment data = read.graph().initializers().getFirst().data();
    assertThat(data.get(ValueLayout.JAVA_BYTE, elements * 4 - 1)).isEqualTo((byte) 0x7F);
  }

  @Test
  void aDataFileOfThreeGibibytesIsReadAndLeftAlone() throws IOException {
    Path data = folder.resolve("w.bin");
    try (RandomAccessFile out = new RandomAccessFile(data.toFile(), "rw")) {
      out.seek(WEIGHT + 15);
      out.write(0x7F);
    }
    Path file = folder.resolve("m.onnx");
    OnnxBytes.model(
            new GraphBytes("g")
                .initializer(OnnxBytes.external("w", 1, "w.bin", 0L, WEIGHT, ELEMENTS))
                .initializer(OnnxBytes.external("last", 1, "w.bin", WEIGHT, 16L, 4))
                .node(NodeBytes.of("Relu").name("after").inputs("w").outputs("y"))
                .output("y", 1, ELEMENTS))
        .write(file);
    Object before = Files.readAttributes(data, "lastModifiedTime,size,fileKey");
    Model model = OnnxIo.read(file);
    model.graph().nodes().getFirst().rename("edited");
    model.graph().value("w").orElseThrow().rename("weight");
    OnnxIo.write(model, file);
    Model read = OnnxIo.read(file);
    assertThat(read.graph().nodes()).hasToString("[Relu 'edited']");
    assertThat(read.graph().initializers().getFirst().data().byteSize()).isEqualTo(WEIGHT);
    MemorySegment last = read.graph().initializers().getLast().data();
    assertThat(last.get(ValueLayout.JAVA_BYTE, 15)).isEqualTo((byte) 0x7F);
    assertThat(Files.readAttributes(data, "lastModifiedTime,size,fileKey")).isEqualTo(before);
  }

  /// A file with a hole where the weight would be: it takes a few kilobytes of disk.
  private static void writeSparse(Path file, long elements) throws IOException {
    long weight = elements * 4;
    ProtoBytes tensorHead = OnnxBytes.tensorHead("w", 1, elements).header(9, weight);
    long tensorSize = tensorHead.size() + weight;
    ProtoBytes beforeWeight =
        new ProtoBytes()
            .message(1, NodeBytes.of("Relu").name("after").inputs("w").outputs("y").toProto())
            .header(5, tensorSize)
            .append(tensorHead);
    ProtoBytes afterWeight =
        new ProtoBytes().message(12, OnnxBytes.value("y", OnnxBytes.type(1, elements)));
    long graphSize = beforeWeight.size() + weight + afterWeight.size();
    ProtoBytes head = new ProtoBytes().varint(1, 8).header(7, graphSize).append(beforeWeight);
    ProtoBytes tail = afterWeight.append(new ProtoBytes().message(8, OnnxBytes.entry("", 17)));
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(head.size() + weight + tail.size());
      out.write(head.toBytes());
      out.seek(head.size() + weight - 1);
      out.write(0x7F);
      out.write(tail.toBytes());
    }
  }
}
