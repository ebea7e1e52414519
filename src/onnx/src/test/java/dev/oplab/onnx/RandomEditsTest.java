package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.ProtoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Thousands of random edits, refused ones among them, and all stays in step.
class RandomEditsTest {
  private static final int EDITS = 4_000;
  private static final int CHECKED_EVERY = 100;

  @Test
  void edgesNamesAndConstantsStayInStep() {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      Model model = Models.read(Models.small());
      int refused = 0;
      for (int i = 0; i < EDITS; i++) {
        try {
          edit(model, random);
        } catch (OnnxException e) {
          assertThat(e).hasMessageContaining("\nFix: ");
          refused++;
        }
        if (i % CHECKED_EVERY == 0) {
          GraphChecker.check(model);
        }
      }
      GraphChecker.check(model);
      assertThat(refused).as("refused of seed %d", seed).isBetween(EDITS / 50, EDITS * 3 / 4);
      survivesWriting(model);
    }
  }

  private static void survivesWriting(Model model) {
    byte[] bytes = OnnxIo.toBytes(model);
    Model read = Models.read(bytes);
    GraphChecker.check(read);
    assertThat(read.toText()).isEqualTo(model.toText());
    assertThat(ProtoText.ofModel(OnnxIo.toBytes(read))).isEqualTo(ProtoText.ofModel(bytes));
    Model copy = model.copy();
    GraphChecker.check(copy);
    assertThat(OnnxIo.toBytes(copy)).isEqualTo(bytes);
  }

  private static void edit(Model model, Random random) {
    List<Graph> graphs = model.allGraphs();
    Graph graph = graphs.get(random.nextInt(graphs.size()));
    List<Value> values = new ArrayList<>(graph.values());
    graph.parent().ifPresent(around -> values.addAll(around.values()));
    if (values.isEmpty() || graph.nodes().isEmpty()) {
      graph.addNode("Neg", model.graph().inputs().getFirst());
      return;
    }
    Value one = values.get(random.nextInt(values.size()));
    Value other = values.get(random.nextInt(values.size()));
    Node node = graph.nodes().get(random.nextInt(graph.nodes().size()));
    Node anchor = graph.nodes().get(random.nextInt(graph.nodes().size()));
    int index = random.nextInt(3);
    switch (random.nextInt(24)) {
      case 0, 1 -> graph.addNode("Add", one, other);
      case 2 -> graph.insertBefore(anchor, "Mul", one, null, other).attribute("axis", 1);
      case 3 -> graph.insertAfter(anchor, "Relu", one).addOutput("");
      case 4, 5, 6, 7 -> graph.remove(node);
      case 8 -> graph.removeAll(List.of(node, anchor));
      case 9 -> graph.moveBefore(node, anchor);
      case 10 -> graph.moveAfter(node, anchor);
      case 11 -> node.setInput(index, one);
      case 12 -> node.resizeInputs(index);
      case 13 -> one.rename(graph.freshName("n" + random.nextInt(20)));
      case 14 -> one.rename("n" + random.nextInt(20));
      case 15 -> one.replaceAllUses(other);
      case 16 -> one.replaceAllUsesAndOutputs(other);
      case 17 -> one.initializer(Tensor.of("c", new float[] {1}, 1));
      case 18 -> graph.addInitializer(Tensor.of(graph.freshName("c"), new long[] {1}, 1));
      case 19 -> graph.removeInitializer(one);
      case 20 -> {
        if (graphs.size() < 12) {
          Graph inner = graph.newSubgraph("inner");
          inner.addOutput(inner.addNode("Neg", one).output());
          node.attribute("body", inner);
        }
      }
      case 21 -> node.removeAttribute("body");
      case 22 -> {
        if (random.nextBoolean()) {
          graph.addOutput(one);
        } else {
          graph.removeOutput(index);
        }
      }
      default -> {
        if (random.nextBoolean()) {
          graph.addInput(graph.freshName("in"), ValueType.tensor(DataType.FLOAT, "N", 3));
        } else {
          graph.removeInput(one);
        }
      }
    }
  }
}
