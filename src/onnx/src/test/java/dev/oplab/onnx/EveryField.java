package dev.oplab.onnx;

import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;

/// A small model that uses every part of the format, unknown fields included.
public final class EveryField {
  private EveryField() {}

  /// {@return its bytes}
  public static ProtoBytes model() {
    return new ProtoBytes()
        .varint(1, 11)
        .text(2, "maker")
        .text(3, "1.2")
        .text(4, "org.example")
        .varint(5, 7)
        .text(6, "what it is")
        .message(7, graph())
        .message(8, OnnxBytes.entry("", 21))
        .message(8, OnnxBytes.entry("my", 1))
        .message(14, OnnxBytes.entry("key", "text"))
        .message(20, new ProtoBytes().message(2, branch()).message(4, OnnxBytes.entry("w", "s")))
        .message(25, function())
        .message(26, new ProtoBytes().text(1, "two").varint(2, 2).text(3, "a").text(3, "b"))
        .text(1000, "unknown");
  }

  private static ProtoBytes graph() {
    ProtoBytes type =
        new ProtoBytes()
            .message(
                1,
                new ProtoBytes()
                    .varint(1, 1)
                    .message(
                        2,
                        new ProtoBytes()
                            .message(1, new ProtoBytes().text(2, "N").text(3, "DATA_BATCH"))
                            .message(1, new ProtoBytes().varint(1, 3))))
            .text(6, "IMAGE");
    ProtoBytes sequence = new ProtoBytes().message(4, new ProtoBytes().message(1, type));
    ProtoBytes sparse =
        new ProtoBytes()
            .message(1, OnnxBytes.tensorHead("sp", 1, 1).packed(4, 2.0f))
            .message(2, OnnxBytes.tensorHead("", 7, 1).packed(7, 3))
            .varint(3, 5);
    ProtoBytes tensor =
        OnnxBytes.tensor("w", 1, new byte[12], 3)
            .message(3, new ProtoBytes().varint(1, 0).varint(2, 3))
            .text(12, "weights")
            .message(16, OnnxBytes.entry("t", "u"))
            .varint(77, 5);
    return new ProtoBytes()
        .message(1, node())
        .message(1, choose())
        .message(
            1, NodeBytes.of("Old").domain("ai.onnx").inputs("s", "").outputs("", "o").toProto())
        .text(2, "g")
        .message(5, tensor)
        .message(5, OnnxBytes.tensorHead("txt", 8, 2).text(6, "a").text(6, "b"))
        .message(5, OnnxBytes.external("far", 1, "data.bin", 16L, 4L, 1))
        .text(10, "about the graph")
        .message(
            11, OnnxBytes.value("x", type).text(3, "doc").message(4, OnnxBytes.entry("m", "n")))
        .message(11, OnnxBytes.value("w", type))
        .message(11, OnnxBytes.value("list", sequence))
        .message(12, OnnxBytes.value("y", type))
        .message(12, OnnxBytes.value("x", OnnxBytes.type(1, 1, 3)))
        .message(13, OnnxBytes.value("nobody", type))
        .message(13, OnnxBytes.value("s", type))
        .message(13, OnnxBytes.value("x", type))
        .message(14, new ProtoBytes().text(1, "s").message(2, OnnxBytes.entry("SCALE_TENSOR", "w")))
        .message(15, sparse)
        .message(16, OnnxBytes.entry("gk", "gv"))
        .varint(99, 1);
  }

  private static ProtoBytes node() {
    ProtoBytes device =
        new ProtoBytes().text(1, "two").message(2, new ProtoBytes().text(1, "x").packed(2, 0, 1));
    return NodeBytes.of("Add")
        .name("add")
        .inputs("x", "w")
        .outputs("s")
        .attribute("i", 3)
        .attribute("i", 4)
        .attribute("fs", 6, new ProtoBytes().packed(7, 1.0f, 2.0f).text(13, "doc"))
        .attribute("t", 4, new ProtoBytes().message(5, OnnxBytes.tensor("v", 7, new byte[8], 1)))
        .attribute("tp", 13, new ProtoBytes().message(14, OnnxBytes.type(1, 2)))
        .attribute("odd", 99, new ProtoBytes().varint(3, 1))
        .attribute("bytes", 3, new ProtoBytes().bytes(4, new byte[] {(byte) 0xFF, 0}))
        .toProto()
        .text(6, "about the node")
        .text(7, "")
        .message(9, OnnxBytes.entry("a", "b"))
        .message(10, device)
        .text(55, "unknown");
  }

  private static ProtoBytes choose() {
    return NodeBytes.of("If")
        .inputs("x")
        .outputs("y")
        .attribute("then_branch", 5, new ProtoBytes().message(6, branch()).text(13, "doc"))
        .attribute("all", 10, new ProtoBytes().message(11, branch()).message(11, branch()))
        .toProto();
  }

  private static ProtoBytes branch() {
    return new ProtoBytes()
        .message(1, NodeBytes.of("Mul").name("in").inputs("s", "w").outputs("p").toProto())
        .text(2, "b")
        .message(12, new ProtoBytes().text(1, "p"));
  }

  private static ProtoBytes function() {
    return new ProtoBytes()
        .text(1, "F")
        .text(4, "a")
        .text(5, "b")
        .text(6, "alpha")
        .message(7, NodeBytes.of("Relu").inputs("a").outputs("b").toProto())
        .text(8, "about F")
        .message(9, OnnxBytes.entry("", 21))
        .text(10, "my")
        .message(11, new ProtoBytes().text(1, "beta").fixed(2, 1.0f).varint(20, 1))
        .message(12, OnnxBytes.value("b", OnnxBytes.type(1, 2)))
        .text(13, "o")
        .message(14, OnnxBytes.entry("fk", "fv"))
        .varint(88, 4);
  }
}
