package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphEditTest {
  private final Model model = Model.create(17);
  private final Graph graph = model.graph().name("main");
  private final Value x = graph.addInput("x", ValueType.tensor(DataType.FLOAT, "N", 3));

  @Test
  void aModelFromScratchReadsAsText() {
    Value w = graph.addInitializer(Tensor.of("w", new float[] {1, 2, 3}, 3));
    Node add = graph.addNode("Add", x, w).rename("first");
    Node clip = graph.addNode("Clip", add.output(), null, w).attribute("axes", new long[] {1});
    Graph then = graph.newSubgraph("then");
    then.addOutput(then.addNode("Neg", clip.output()).output().rename("n"));
    graph.addNode("If", x).attribute("then_branch", then).output().rename("y");
    graph.addOutput(graph.value("y").orElseThrow().type(ValueType.tensor(DataType.FLOAT, "N", 3)));
    String text =
        """
        <
          ir_version: 8,
          opset_import: ["" : 17],
          producer_name: "oplab"
        >
        main (float[N,3] x) => (float[N,3] y)
          <float[3] w = {1.0, 2.0, 3.0}>
        {
          [first] add_output = Add (x, w)
          [clip] clip_output = Clip <axes = [1]> (add_output, "", w)
          [if] y = If (x) <
            then_branch = then () => (n)
            {
              [neg] n = Neg (clip_output)
            }
          >
        }
        """;
    assertThat(model.toText()).isEqualTo(text);
    assertThat(Models.read(OnnxIo.toBytes(model)).toText()).isEqualTo(text);
    assertThat(Model.parse(text).toText()).isEqualTo(text);
    GraphChecker.check(model);
  }

  @Test
  void aNodeWhoseOutputIsUsedStays() {
    Node first = graph.addNode("Neg", x);
    Node second = graph.addNode("Abs", first.output());
    assertThatThrownBy(() -> graph.remove(first))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "graph 'main': node Neg 'neg' cannot go: 'neg_output' is still used by"
                + " node Abs 'abs' (input 0).\nFix: give those another value first, with"
                + " value.replaceAllUses(other) or node.setInput.");
    graph.removeAll(List.of(first, second));
    assertThat(graph.nodes()).isEmpty();
    assertThat(x.isUnused()).isTrue();
    assertThatThrownBy(() -> first.setInput(0, x)).hasMessageContaining("was removed");
  }

  @Test
  void valuesOutOfScopeAreRefused() {
    Graph inner = graph.newSubgraph("inner");
    Value within = inner.addNode("Neg", x).output();
    Node outside = graph.addNode("Abs", x);
    assertThatThrownBy(() -> outside.setInput(0, within))
        .hasMessageContaining("not in scope")
        .hasMessageContaining("\nFix: ");
    Value foreign = Model.create(17).graph().addInput("x", new ValueType.UnknownType());
    assertThatThrownBy(() -> graph.addNode("Neg", foreign)).hasMessageContaining("not in scope");
    assertThatThrownBy(() -> graph.addOutput(foreign)).hasMessageContaining("not in scope");
    assertThat(graph.nodes()).containsExactly(outside);
    assertThat(foreign.isUnused()).isTrue();
  }

  @Test
  void namesAreUniqueInScope() {
    Graph inner = graph.newSubgraph("inner");
    Value within = inner.addNode("Neg", x).output().rename("z");
    assertThatThrownBy(() -> graph.addInput("x", new ValueType.UnknownType()))
        .hasMessageContaining("the name 'x' is taken");
    assertThatThrownBy(() -> within.rename("x")).hasMessageContaining("the name 'x' is taken");
    assertThatThrownBy(() -> graph.addInput("z", new ValueType.UnknownType()))
        .as("would be hidden inside")
        .hasMessageContaining("the name 'z' is taken");
    assertThat(graph.freshName("z")).isEqualTo("z_1");
    assertThat(inner.freshName("x")).isEqualTo("x_1");
  }

  @Test
  void anOutputCanGoFromOneNodeToAnother() {
    Node min = graph.addNode("Min", x);
    Node max = graph.addNode("Max", min.output());
    Value result = max.output().rename("result");
    graph.addOutput(result);
    Value released = max.releaseOutput(0);
    Node clip = graph.addNode("Clip", List.of(x)).addOutput(released);
    graph.removeAll(List.of(min, max));
    assertThat(result.producer()).contains(clip);
    assertThat(graph.outputs()).containsExactly(result);
    assertThatThrownBy(() -> graph.addNode("Neg", List.of(x)).addOutput(result))
        .hasMessageContaining("which node Clip 'clip' puts out");
    GraphChecker.check(model);
  }

  @Test
  void constantAndVariableChangePlaces() {
    Node neg = graph.addNode("Neg", x);
    x.initializer(Tensor.of("any", new float[] {1, 2, 3}, 1, 3));
    assertThat(graph.requiredInputs()).isEmpty();
    assertThat(x.type()).as("sizes stay open").isEqualTo(ValueType.tensor(DataType.FLOAT, "N", 3));
    graph.removeInput(x);
    assertThat(graph.inputs()).isEmpty();
    assertThat(graph.initializers().getFirst().name()).isEqualTo("x");
    graph.addInput(x);
    graph.removeInitializer(x);
    assertThat(graph.requiredInputs()).containsExactly(x);
    assertThat(neg.input(0)).contains(x);
    assertThatThrownBy(() -> graph.removeInput(x)).hasMessageContaining("still used");
    assertThatThrownBy(() -> neg.output().initializer(Tensor.of("t", new long[] {1}, 1)))
        .hasMessageContaining("cannot become a constant");
  }

  @Test
  void aWalkGoesOnWhileTheGraphIsEdited() {
    Value value = x;
    for (int i = 0; i < 5; i++) {
      value = graph.addNode("Neg", value).output();
    }
    List<String> met = new ArrayList<>();
    for (Node node : graph.nodes()) {
      met.add(node.name());
      if (node.name().equals("neg_1")) {
        graph.insertBefore(node, "Before", x);
        graph.insertAfter(node, "After", x);
        Node next = graph.nodes().get(4);
        next.output().replaceAllUses(x);
        graph.remove(next);
      }
      if (node.opType().equals("After")) {
        graph.remove(node);
      }
    }
    assertThat(met).containsExactly("neg", "neg_1", "after", "neg_3", "neg_4");
    GraphChecker.check(model);
  }

  @Test
  void replacingReachesInnerGraphsAndOutputsOnlyWhenTold() {
    Value old = graph.addNode("Neg", x).output();
    Graph inner = graph.newSubgraph("inner");
    Node within = inner.addNode("Abs", old);
    graph.addNode("If", x).attribute("then_branch", inner);
    graph.addOutput(old);
    old.replaceAllUses(x);
    assertThat(within.input(0)).contains(x);
    assertThat(graph.outputs()).containsExactly(old);
    old.replaceAllUsesAndOutputs(x);
    assertThat(graph.outputs()).containsExactly(x);
    assertThat(old.isUnused()).isTrue();
  }

  @Test
  void removingANodeTakesItsGraphsAndTheirUsesAlong() {
    Value outer = graph.addNode("Neg", x).output();
    Graph inner = graph.newSubgraph("inner");
    inner.addOutput(outer);
    inner.addNode("Abs", outer);
    Node choose = graph.addNode("If", x).attribute("then_branch", inner);
    assertThat(outer.isUnused()).isFalse();
    graph.remove(choose);
    assertThat(outer.isUnused()).isTrue();
    assertThatThrownBy(() -> inner.addNode("Neg", x)).hasMessageContaining("was removed");
  }

  @Test
  void functionsAndOpsetsComeAndGo() {
    LocalFunction twice = LocalFunction.create("my", "Twice", 17, "a");
    twice.body().addOutput(twice.body().addNode("Add", twice.inputs().get(0)).output());
    model.opset("my", 1).addFunction(twice).metadata("k", "v").producer("me", "2");
    Node call = graph.addNode("Twice", x).domain("my");
    assertThat(model.function(call)).contains(twice);
    assertThatThrownBy(() -> model.addFunction(twice)).hasMessageContaining("there is function my");
    Model read = Models.read(OnnxIo.toBytes(model));
    assertThat(read.functions()).hasToString("[function my.Twice (1 nodes)]");
    assertThat(read.header().opsets()).hasToString("{=17, my=1}");
    assertThat(read.header().metadata()).hasToString("{k=v}");
    assertThat(read.header().producerVersion()).isEqualTo("2");
    read.removeFunction(read.functions().getFirst()).removeOpset("my");
    assertThat(Models.read(OnnxIo.toBytes(read)).header().opsets()).hasToString("{=17}");
  }

  @Test
  void quantizationNotesFollowARename() {
    Model read = Models.read(EveryField.model().toBytes());
    read.graph().value("w").orElseThrow().rename("weights");
    assertThat(new String(OnnxIo.toBytes(read), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("SCALE_TENSOR\u0012\u0007weights");
  }

  @Test
  void aNewTypeKeepsTheDenotations() {
    Model read = Models.read(EveryField.model().toBytes());
    read.graph().inputs().getFirst().type(ValueType.tensor(DataType.FLOAT, 4, 3));
    byte[] bytes = OnnxIo.toBytes(read);
    assertThat(Models.read(bytes).graph().inputs().getFirst()).hasToString("'x': float32[4, 3]");
    assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("\b\u0004\u001A\nDATA_BATCH");
  }

  @Test
  void severalInputsGoTogetherOrNotAtAll() {
    Value y = graph.addInput("y", ValueType.tensor(DataType.FLOAT, 1));
    Value held = graph.addInitializer(Tensor.of("held", new float[] {1}, 1));
    graph.addInput(held);
    graph.addNode("Neg", x);
    assertThatThrownBy(() -> graph.removeInputs(List.of(y, x)))
        .hasMessageContaining("the input 'x' cannot go");
    assertThat(graph.inputs()).containsExactly(x, y, held);
    graph.removeInputs(List.of(y, held));
    assertThat(graph.inputs()).containsExactly(x);
    assertThat(graph.value("y")).isEmpty();
    assertThat(held.initializer()).isPresent();
    assertThatThrownBy(() -> graph.removeInputs(List.of(held))).hasMessageContaining("no input");
    GraphChecker.check(model);
  }

  @Test
  void aConstantCanBeTakenFromAValueThatIsUsed() {
    Value w = graph.addInitializer(Tensor.of("w", new float[] {1, 2}, 2));
    Node user = graph.addNode("Neg", w);
    graph.releaseInitializer(w);
    assertThat(w.initializer()).isEmpty();
    assertThat(w.type()).hasToString("float32[2]");
    graph.insertBefore(user, "Made", x).dropOutput(0).addOutput(w);
    assertThat(user.i().opType()).isEqualTo("Made");
    assertThatThrownBy(() -> graph.releaseInitializer(w)).hasMessageContaining("no constant");
    GraphChecker.check(model);
  }

  @Test
  void functionsAreSetAllAtOnce() {
    LocalFunction one = LocalFunction.create("my", "One", 17, "a");
    LocalFunction two = LocalFunction.create("my", "Two", 17, "a");
    model.setFunctions(List.of(one, two)).setFunctions(List.of(two, one.named("Three")));
    assertThat(model.functions()).extracting(LocalFunction::name).containsExactly("Two", "Three");
    assertThatThrownBy(() -> model.setFunctions(List.of(one, one)))
        .hasMessageContaining("there is function my.One");
    assertThat(model.functions()).hasSize(2);
  }

  @Test
  void onlyWhatGraphsPutOutIsReplaced() {
    Node abs = graph.addNode("Abs", x);
    Node neg = graph.addNode("Neg", abs.output());
    graph.addOutput(abs.output());
    graph.addOutput(abs.output());
    abs.output().replaceOutputs(neg.output());
    abs.output().replaceOutputs(abs.output());
    assertThat(graph.outputs()).containsExactly(neg.output(), neg.output());
    assertThat(neg.input(0)).contains(abs.output());
    GraphChecker.check(model);
  }

  @Test
  void aNoteOnTheQuantizationOfAValueGoesWithIt() {
    Model every = Models.read(EveryField.model().toBytes());
    Graph main = every.graph();
    Node add = main.nodes().getFirst();
    add.releaseOutput(0);
    assertThat(new String(OnnxIo.toBytes(every), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("SCALE_TENSOR");
    main.setOutputs(List.of());
    main.removeAll(List.copyOf(main.nodes()));
    Node bin = main.addNode("Bin", List.of()).addOutput(main.value("s").orElseThrow());
    main.remove(bin);
    assertThat(new String(OnnxIo.toBytes(every), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("SCALE_TENSOR");
    assertThat(
            new String(OnnxIo.toBytes(every.copy()), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("SCALE_TENSOR");
  }
}
