package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Depth costs no stack, and size no more than its share.
class HugeGraphTest {
  @Test
  void aChainOfAHundredThousandNodesIsBuiltWrittenReadAndCopied() {
    Model model = Model.create(17);
    Graph graph = model.graph();
    Value value = graph.addInput("x", ValueType.tensor(DataType.FLOAT, 1));
    Value shared = graph.addInitializer(Tensor.of("c", new float[] {1}, 1));
    for (int i = 0; i < 100_000; i++) {
      value = graph.addNode("Add", value, shared).output();
    }
    graph.addOutput(value);
    byte[] bytes = OnnxIo.toBytes(model);
    Model read = Models.read(bytes);
    assertThat(read.graph().nodes()).hasSize(100_000);
    Value other = read.graph().addInitializer(Tensor.of("d", new float[] {2}, 1));
    read.graph().value("c").orElseThrow().replaceAllUses(other);
    assertThat(other.uses()).hasSize(100_000);
    assertThat(OnnxIo.toBytes(model.copy())).isEqualTo(bytes);
    while (!graph.nodes().isEmpty()) {
      Node last = graph.nodes().getLast();
      if (last.output().isOutput()) {
        graph.removeOutput(0);
      }
      graph.remove(last);
    }
    assertThat(shared.isUnused()).isTrue();
  }

  @Test
  void aThousandGraphsInsideEachOtherAreBuiltWrittenCopiedAndRemoved() {
    Model model = Model.create(17);
    Graph graph = model.graph();
    Value x = graph.addInput("x", ValueType.tensor(DataType.FLOAT, 1));
    for (int i = 0; i < 1_000; i++) {
      Graph inner = graph.newSubgraph("inner");
      inner.addNode("Neg", x).output().rename("v" + i);
      graph.addNode("If", x).attribute("then_branch", inner);
      graph = inner;
    }
    byte[] bytes = OnnxIo.toBytes(model);
    Model read = Models.read(bytes);
    assertThat(read.allNodes()).hasSize(2_000);
    assertThat(OnnxIo.toBytes(read)).isEqualTo(bytes);
    assertThat(OnnxIo.toBytes(model.copy())).isEqualTo(bytes);
    assertThat(model.toText()).contains("v999 = Neg (x)");
    model.graph().remove(model.graph().nodes().getFirst());
    assertThat(x.isUnused()).isTrue();
  }

  /// No other program nests so deep, and reading ends at 4,000 with an error, but an edit may.
  @Test
  void fiftyThousandGraphsInsideEachOtherDoNotOverflowASmallStack() throws Exception {
    int depth = 50_000;
    onASmallStack(() -> {
      Model model = Model.create(17);
      Graph graph = model.graph();
      Value x = graph.addInput("x", ValueType.tensor(DataType.FLOAT, 1));
      for (int i = 0; i < depth; i++) {
        Graph inner = graph.newSubgraph("inner");
        inner.addNode("Neg", x);
        graph.addNode("If", x).attribute("then_branch", inner);
        graph = inner;
      }
      assertThat(model.allNodes()).hasSize(2 * depth);
      byte[] bytes = OnnxIo.toBytes(model);
      Model copy = model.copy();
      assertThat(OnnxIo.toBytes(copy)).isEqualTo(bytes);
      assertThat(copy.toText().lines()).hasSizeGreaterThan(4 * depth);
      x.replaceAllUses(model.graph().addInitializer(Tensor.of("y", new float[] {1}, 1)));
      model.graph().removeAll(List.copyOf(model.graph().nodes()));
      assertThat(model.allGraphs()).hasSize(1);
      assertThatThrownBy(() -> Models.read(bytes))
          .isInstanceOf(OnnxException.class)
          .hasMessageContaining("graphs are nested more than 4,000 deep");
    });
  }

  @Test
  void aMillionNodesAreBuiltWrittenReadAndCopied() throws Exception {
    int count = 1_000_000;
    onASmallStack(() -> {
      Model model = Model.create(17);
      Graph graph = model.graph();
      Value value = graph.addInput("x", ValueType.tensor(DataType.FLOAT, 1));
      for (int i = 0; i < count; i++) {
        value = graph.addNode("Neg", value).output();
      }
      graph.addOutput(value);
      byte[] bytes = OnnxIo.toBytes(model);
      Model read = Models.read(bytes);
      assertThat(read.graph().nodes()).hasSize(count);
      assertThat(OnnxIo.toBytes(read.copy())).isEqualTo(bytes);
    });
  }

  private static void onASmallStack(Runnable task) throws Exception {
    List<Throwable> thrown = new ArrayList<>();
    Thread thread = new Thread(null, task, "small stack", 256 << 10);
    thread.setUncaughtExceptionHandler((_, e) -> thrown.add(e));
    thread.start();
    thread.join();
    assertThat(thrown).isEmpty();
  }
}
