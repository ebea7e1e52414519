package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.testkit.Fixtures;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.OnnxBytes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class ViewsTest {

  static Stream<Object> everything() {
    Surgeon mobilenet = Surgeon.of(OnnxIo.read(Fixtures.mobilenet()));
    Node conv = mobilenet.nodes("Conv").getFirst();
    return Stream.concat(
        Samples.all().values().stream(),
        Stream.of(mobilenet, conv, conv.output(), mobilenet.nodes(), mobilenet.tensors()));
  }

  static Stream<Object> hostile() {
    Graph graph = Samples.hostile().graph();
    return Stream.of(
            Stream.<Object>of(graph, graph.values(), graph.nodes(), graph.initializers()),
            graph.nodes().stream(),
            graph.nodes().stream().map(Node::output),
            graph.nodes().stream().map(node -> node.attributes()),
            graph.initializers().stream(),
            Profiles.HOSTILE.stream().map(name -> ValueType.tensor(DataType.FLOAT, name)),
            Profiles.HOSTILE.stream().map(Attribute.StringValue::new))
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource({"everything", "hostile"})
  void aLineOfTextFitsAndMovesNoCursor(Object value) {
    String text = view(value).toText();
    assertThat(text.chars().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
    assertThat(text.lines().filter(line -> width(line) > DataTable.TEXT_WIDTH)).isEmpty();
  }

  // what a terminal counts as one column may be several characters
  private static int width(String line) {
    return (int) line.codePoints().filter(point -> point < 0x1F000).count();
  }

  @ParameterizedTest
  @MethodSource({"everything", "hostile"})
  void htmlIsWellFormedAndHoldsNamesAsText(Object value) throws Exception {
    var document = Markup.parseHtml("<div>" + html(value) + "</div>");
    assertThat(Markup.elements(document, "script")).isEmpty();
    assertThat(html(value).length()).isLessThan(400_000);
  }

  @Test
  void aNameThatIsCutIsWholeInTheTooltip() throws Exception {
    Graph graph = Samples.hostile().graph();
    var document = Markup.parseHtml(html(graph));
    assertThat(Markup.elements(document, "span").stream().map(ViewsTest::title))
        .anyMatch(title -> title.contains(Profiles.HOSTILE.get(6)));
  }

  @Test
  void anEmptyGraphSaysSo() {
    assertThat(view(Model.create(17).graph()).toText())
        .isEqualTo("graph 'main'\nno nodes, no inputs, no outputs, no initializers\n\n(no nodes)");
  }

  @Test
  void whatWasRemovedSaysSo() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1);
    Node node = g.graph().addNode("Relu", x);
    Value output = node.output();
    g.graph().remove(node);
    g.graph().removeInput(x);
    assertThat(view(node).toText()).contains("Relu 'relu' (removed)", "removed from graph 'main'");
    assertThat(view(x).toText()).contains("defined by nothing", "removed from graph 'main'");
    assertThat(view(output).toText()).contains("removed from graph 'main'");
    assertThat(view(List.of(node)).toText()).contains("(removed)");
  }

  @Test
  void inputsWithADefaultAreCountedApart() {
    Surgeon g = Surgeon.create(17);
    g.input("x", DataType.FLOAT, 1);
    for (String name : List.of("a", "b")) {
      g.graph().addInput(g.graph().addInitializer(Tensor.of(name, new float[] {1}, 1)));
    }
    assertThat(view(g.graph()).toText()).contains("3 inputs", "2 more inputs with a default");
  }

  @Test
  void graphsInGraphsEndAtSomeDepth() {
    Surgeon g = Surgeon.create(17);
    Value flag = g.input("flag", DataType.BOOL);
    Graph at = g.graph();
    for (int depth = 0; depth < 1000; depth++) {
      Node node = at.addNode("If", flag).rename("if" + depth);
      Graph inner = at.newSubgraph("g" + depth);
      node.attribute("then_branch", inner);
      at = inner;
    }
    assertThat(view(g.graph()).toText()).contains("'g2'").doesNotContain("'g3'");
    assertThat(view(at).toText()).contains("then_branch of If if999", "inside graph 'g998'");
  }

  @Test
  void aNodeWithVeryManyInputsShowsTheFirstAndTheLast() {
    Surgeon g = Surgeon.create(17);
    Node concat = g.graph().addNode("Concat", List.<Value>of()).addOutput("y");
    for (int i = 0; i < 1000; i++) {
      concat.addInput(g.input("x" + i, DataType.FLOAT, 1));
    }
    assertThat(view(concat).toText()).contains("24 of 1,000 rows", "x0", "x999");
    assertThat(view(g.graph()).toText())
        .contains("Concat(x0, x1, x2, x3, x4, x5, … 992 more …, x998, x999)");
  }

  @Test
  void aTypeThatThisVersionDoesNotKnowHasItsNumber() {
    Tensor odd =
        OnnxIo.read(
                MemorySegment.ofArray(
                    OnnxBytes.model(
                            new GraphBytes("g")
                                .initializer(OnnxBytes.tensor("t", 99, new byte[8], 2)))
                        .toBytes()))
            .graph()
            .initializers()
            .getFirst();
    assertThat(view(odd).toText())
        .startsWith("type#99[2] 't'")
        .contains("has the element type number 99", "Fix: ");
  }

  @Test
  void collectionsOfOtherThingsAreLeftAlone() {
    Node node = Samples.network().node("conv");
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("a", null);
    for (Object other :
        List.of(
            List.of(),
            List.of(1, 2),
            List.of(node, "x"),
            Arrays.asList(node, null),
            Arrays.asList(null, node),
            List.of(Optional.of(1)),
            Map.of(),
            Map.of(1, node),
            Map.of("a", 1),
            nothing,
            Optional.empty(),
            Optional.of("x"))) {
      assertThat(Printables.of(other)).as("%s", other).isEmpty();
      assertThat(view(other).toText()).isEqualTo(other.toString());
    }
  }

  @Test
  void whatIsInAnOptionalPrintsAsItself() {
    Value value = Samples.network().tensor("edges");
    assertThat(view(Optional.of(value)).toText()).isEqualTo(view(value).toText());
  }

  @Test
  void symbolicDimensionsAreMarkedInHtml() throws Exception {
    var document = Markup.parseHtml(html(Shape.ofDims("N", 3, null)));
    assertThat(Markup.elements(document, "span").stream().map(Element::getTextContent))
        .containsExactly("N", "?");
    assertThat(view(Shape.ofDims("N", 3, null)).toText()).isEqualTo("[N, 3, ?]");
  }

  private static String title(Element element) {
    return element.getAttribute("title");
  }

  private static Printable view(Object value) {
    return Printables.view(value);
  }

  private static String html(Object value) {
    return view(value).toHtml();
  }
}
