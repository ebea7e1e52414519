package dev.oplab.ort;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static dev.oplab.testkit.OnnxBytes.INT64;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;

/// Small models for the tests of this module.
public final class TestModels {
  private TestModels() {}

  /// {@return a file of `src/test/resources/models`, copied into `folder`}
  public static Path resource(String name, Path folder) {
    try (InputStream in = TestModels.class.getResourceAsStream("/models/" + name)) {
      Path file = folder.resolve(name);
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new AssertionError("no test model " + name, e);
    }
  }

  /// {@return a file of `src/test/resources`, copied into `folder`}
  public static Path copy(String resource, Path folder) {
    try (InputStream in = TestModels.class.getResourceAsStream(resource)) {
      Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
      Files.copy(Objects.requireNonNull(in, resource), file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new AssertionError("no test file " + resource, e);
    }
  }

  /// {@return `bytes` written to `folder` and read back}
  public static Model read(OnnxBytes bytes, Path folder) {
    return OnnxIo.read(bytes.write(folder.resolve("model.onnx")));
  }

  /// {@return the tensor called `name`, which must be there}
  public static Tensor named(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /// `y = x + z`, both of shape `[N, 3]`.
  public static OnnxBytes add() {
    return OnnxBytes.model(
        new GraphBytes("add")
            .input("x", FLOAT, "N", 3)
            .input("z", FLOAT, "N", 3)
            .output("y", FLOAT, "N", 3)
            .node(NodeBytes.of("Add").name("plus").inputs("x", "z").outputs("y")));
  }

  /// Rows of `x: [N, 3]` picked by `i: [M]`.
  public static OnnxBytes gather() {
    return OnnxBytes.model(
        new GraphBytes("gather")
            .input("x", FLOAT, "N", 3)
            .input("i", INT64, "M")
            .output("y", FLOAT, "M", 3)
            .node(NodeBytes.of("Gather").name("pick").inputs("x", "i").outputs("y")));
  }

  /// A loop of three rounds of Mul, Relu (without a name) and Add, then one node more.
  public static OnnxBytes loop() {
    GraphBytes body =
        new GraphBytes("body")
            .input("round", INT64)
            .input("go", OnnxBytes.BOOL)
            .input("v", FLOAT, "N", 4)
            .output("go_on", OnnxBytes.BOOL)
            .output("w", FLOAT, "N", 4)
            .node(NodeBytes.of("Identity").inputs("go").outputs("go_on"))
            .node(NodeBytes.of("Mul").name("scale").inputs("v", "factor").outputs("m"))
            .node(NodeBytes.of("Relu").inputs("m").outputs("r"))
            .node(NodeBytes.of("Add").name("shift").inputs("r", "factor").outputs("w"));
    return OnnxBytes.model(
        new GraphBytes("loop")
            .input("x", FLOAT, "N", 4)
            .output("y", FLOAT, "N", 4)
            .initializer("factor", new float[] {1, 2, 3, 4}, 4)
            .initializer("rounds", new long[] {3})
            .initializer(OnnxBytes.tensor("go0", OnnxBytes.BOOL, new byte[] {1}))
            .node(
                NodeBytes.of("Loop")
                    .name("again")
                    .inputs("rounds", "go0", "x")
                    .outputs("z")
                    .attribute("body", body))
            .node(NodeBytes.of("Neg").name("last").inputs("z").outputs("y")));
  }
}
