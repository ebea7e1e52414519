package dev.oplab.ort.internal;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TraceJoinTest {

  @Test
  void nodesWithoutANameAreJoinedInOrder() {
    Graph graph =
        graph(
            NodeBytes.of("Sin").inputs("x").outputs("a"),
            NodeBytes.of("Sin").inputs("a").outputs("y"));
    assertThat(join(graph, traced(-1, "Sin_0", "Sin", 0), traced(-1, "Sin_1", "Sin", 1)))
        .containsExactly("a", "y");
  }

  @Test
  void aBranchIsToldByTheNamesOfItsNodes() {
    assertThat(join(branches("one", "two"), traced(-1, "if", "If", 0), traced(0, "two", "Sin", 0)))
        .containsExactly("y", "two_out");
  }

  @Test
  void whichBranchAnUnnamedNodeIsInIsNotGuessed() {
    assertThat(join(branches("", ""), traced(-1, "if", "If", 0), traced(0, "Sin_0", "Sin", 0)))
        .containsExactly("y", "");
  }

  private static Graph branches(String thenName, String elseName) {
    return graph(
        NodeBytes.of("If")
            .name("if")
            .inputs("c")
            .outputs("y")
            .attribute("then_branch", branch(thenName, "one_out"))
            .attribute("else_branch", branch(elseName, "two_out")));
  }

  private static GraphBytes branch(String name, String output) {
    return new GraphBytes("branch")
        .output(output, FLOAT, 2)
        .node(NodeBytes.of("Sin").name(name).inputs("x").outputs(output));
  }

  private static List<String> join(Graph graph, TraceNode... nodes) {
    return TraceJoin.join(new Trace(List.of(nodes), List.of(9L)), graph).stream()
        .map(found -> found.map(TraceJoinTest::firstOutput).orElse(""))
        .toList();
  }

  private static String firstOutput(Node node) {
    return GraphNames.outputs(node).getFirst();
  }

  private static TraceNode traced(int parent, String name, String op, int index) {
    return new TraceNode(
        parent, name, op, "CPU", index, 1, List.of(1L), List.of(0L), List.of(), List.of());
  }

  private static Graph graph(NodeBytes... nodes) {
    GraphBytes graph =
        new GraphBytes("g").input("x", FLOAT, 2).input("c", OnnxBytes.BOOL).output("y", FLOAT, 2);
    for (NodeBytes node : nodes) {
      graph.node(node);
    }
    return OnnxIo.read(MemorySegment.ofArray(OnnxBytes.model(graph).toBytes())).graph();
  }
}
