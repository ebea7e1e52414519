package dev.oplab.onnx;

import static dev.oplab.testkit.OnnxBytes.FLOAT;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.lang.foreign.MemorySegment;

/// Small models that several tests read.
final class Models {
  private Models() {}

  /// {@return the model of these bytes, read without a file}
  static Model read(byte[] bytes) {
    return OnnxIo.read(MemorySegment.ofArray(bytes));
  }

  static Model read(OnnxBytes model) {
    return read(model.toBytes());
  }

  /// {@return the only initializer of a model made for this tensor}
  static Tensor tensor(ProtoBytes tensor) {
    GraphBytes graph = new GraphBytes("g").initializer(tensor);
    return read(OnnxBytes.model(graph)).graph().initializers().getFirst();
  }

  /// {@return a model with a bit of everything, whose last field is its opset import}
  static OnnxBytes small() {
    GraphBytes branch =
        new GraphBytes("branch")
            .node(NodeBytes.of("Mul").name("inner").inputs("sum", "w").outputs("product"))
            .output("product");
    return OnnxBytes.model(
        new GraphBytes("small")
            .node(
                NodeBytes.of("Add")
                    .name("add")
                    .inputs("x", "w")
                    .outputs("sum")
                    .attribute("alpha", 0.5f)
                    .attribute("axes", 1, 2, 3)
                    .attribute("mode", "constant"))
            .node(
                NodeBytes.of("If")
                    .name("choose")
                    .inputs("flag")
                    .outputs("y")
                    .attribute("then_branch", branch)
                    .attribute("else_branch", branch))
            .initializer("w", new float[] {1, 2, 3}, 3)
            .initializer("shape", new long[] {1, -1}, 2)
            .input("x", FLOAT, "N", 3)
            .input("flag", OnnxBytes.BOOL)
            .output("y", FLOAT, "N", 3)
            .valueInfo("sum", FLOAT, "N", 3));
  }
}
