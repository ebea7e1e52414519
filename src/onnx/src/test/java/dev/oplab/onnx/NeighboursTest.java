package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NeighboursTest {
  private final Graph graph = Model.create(17).graph();
  private final Value x = graph.addInput("x", ValueType.tensor(DataType.FLOAT, 2));
  private final Node abs = graph.addNode("Abs", x);
  private final Node split = graph.addNode("Split", abs.output()).addOutput("second");
  private final Node add = graph.addNode("Add", split.output(0), split.output(1));
  private final Node neg = graph.addNode("Neg", abs.output());

  @Test
  void nodesAreAStepAway() {
    assertThat(add.i()).isSameAs(split);
    assertThat(add.i(1)).isSameAs(split);
    assertThat(add.i().i()).isSameAs(abs);
    assertThat(abs.o()).isSameAs(split);
    assertThat(abs.o(1)).isSameAs(neg);
    assertThat(split.o(0, 1)).isSameAs(add);
  }

  @Test
  void soAreValues() {
    assertThat(add.output().i(1)).isSameAs(split.output(1));
    assertThat(abs.output().i()).isSameAs(x);
    assertThat(x.o()).isSameAs(abs.output());
    assertThat(abs.output().o(0, 1)).isSameAs(split.output(1));
    assertThat(abs.output().o(1)).isSameAs(neg.output());
  }

  @Test
  void whereThereIsNoneTheErrorSaysWhatThereIs() {
    assertThatThrownBy(abs::i)
        .hasMessageContaining("node Abs 'abs': no node makes its input 0, 'x': float32[2]")
        .hasMessageContaining("it is an input of the graph")
        .hasMessageContaining("Fix: ask input(0).get().producer()");
    assertThatThrownBy(() -> abs.i(3)).hasMessageContaining("takes in nothing at place 3");
    assertThatThrownBy(neg::o).hasMessageContaining("is taken in at 0 places");
    assertThatThrownBy(() -> abs.o(2))
        .hasMessageContaining("at 2 places, so at none with number 2");
    assertThatThrownBy(x::i).hasMessageContaining("no node makes 'x'");
  }
}
