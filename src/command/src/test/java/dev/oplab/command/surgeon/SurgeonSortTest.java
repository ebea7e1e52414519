package dev.oplab.command.surgeon;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.command.Nets;
import dev.oplab.command.Ran;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurgeonSortTest {
  @TempDir Path folder;

  @Test
  void nodesThatStandTooEarlyMoveAndAreNamed() {
    Model model = Nets.small("x", "y", 1L, 3L);
    Graph graph = model.graph();
    graph.moveBefore(graph.nodes().get(1), graph.nodes().get(0));
    Path file = Nets.write(model, folder.resolve("m.onnx"));
    Path out = folder.resolve("out.onnx");
    Ran ran = oplab("surgeon", "sort", file, "-o", out);
    assertThat(ran.out()).contains("m.onnx: 2 of 2 nodes moved", "Add 'add'", "Relu 'relu'");
    assertThat(OnnxIo.read(out).graph().nodes())
        .extracting(Node::name)
        .containsExactly("add", "relu");
  }

  @Test
  void anOrderThatIsRightStays() {
    assertThat(oplab("surgeon", "sort", Fixtures.mobilenet()).out().strip())
        .isEqualTo("mobilenet-v3-small.onnx: nothing changed");
  }

  @Test
  void aCircleIsAnErrorThatShowsIt() {
    Model model = Nets.small("x", "y", 1L, 3L);
    Graph graph = model.graph();
    graph.nodes().get(0).setInput(0, graph.value("y").orElseThrow());
    Path file = Nets.write(model, folder.resolve("m.onnx"));
    Ran ran = oplab("surgeon", "sort", file);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).startsWith("m.onnx > graph 'main'").contains("add", "relu", "Fix: ");
  }
}
