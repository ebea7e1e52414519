package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.ProtoText;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GraphCopyTest {
  private final Model every = OnnxIo.read(MemorySegment.ofArray(EveryField.model().toBytes()));
  private final Model other = Model.create(21);

  private static List<String> graphText(Model model) {
    List<String> lines = ProtoText.ofModel(OnnxIo.toBytes(model)).lines().toList();
    return lines.stream()
        .dropWhile(line -> !line.startsWith("7: "))
        .skip(1)
        .takeWhile(line -> line.startsWith(" "))
        .toList();
  }

  @Test
  void nothingOfAGraphIsLost() {
    Graph from = every.graph();
    other.graph().name(from.name()).docString(from.docString()).metadata("gk", "gv");
    new GraphCopy().withOutputs().into(from, other.graph());
    GraphChecker.check(other);
    assertThat(graphText(other)).hasSizeGreaterThan(100).isEqualTo(graphText(every));
  }

  private static String text(Model model) {
    return ProtoText.ofModel(OnnxIo.toBytes(model));
  }

  @Test
  void namesThatAreTakenGetANumberEverywhere() {
    other.graph().addInitializer(Tensor.of("w", new float[3], 3));
    other.graph().addNode("Neg", other.graph().value("w").orElseThrow()).rename("add");
    Map<Value, Value> copies = new GraphCopy().into(every.graph(), other.graph());
    Value w = Objects.requireNonNull(copies.get(every.graph().value("w").orElseThrow()));
    assertThat(w.name()).isEqualTo("w_1");
    assertThat(w.initializer().orElseThrow().name()).isEqualTo("w_1");
    assertThat(other.graph().nodes().get(1).name()).isEqualTo("add_1");
    GraphChecker.check(other);
    String w1 = "'775f31'"; // w_1, as the notes on quantization now say
    assertThat(text(other)).contains("14: Annotation\n    1: '73'").contains("2: " + w1);
    OnnxIo.read(MemorySegment.ofArray(OnnxIo.toBytes(other)));
  }

  @Test
  void valuesCanStandForInputs() {
    Value ours = other.graph().addInput("ours", ValueType.tensor(DataType.FLOAT, 3));
    Value theirs = every.graph().value("x").orElseThrow();
    new GraphCopy()
        .join(theirs, ours)
        .names(name -> "b/" + name)
        .into(every.graph(), other.graph());
    assertThat(other.graph().inputs()).doesNotContain(theirs).startsWith(ours);
    assertThat(other.graph().nodes().getFirst().input(0)).contains(ours);
    assertThat(other.graph().nodes().getFirst().name()).isEqualTo("b/add");
    assertThat(other.graph().value("b/x")).isEmpty();
    GraphChecker.check(other);
  }

  @Test
  void whatASubgraphTakesFromOutsideBecomesAnInputOrConstant() {
    Graph branch = every.graph().nodes().get(1).subgraphs().getFirst();
    new GraphCopy().into(branch, other.graph());
    assertThat(other.graph().inputs()).extracting(Value::name).containsExactly("s");
    assertThat(other.graph().initializers()).extracting(Tensor::name).containsExactly("w");
    GraphChecker.check(other);
  }

  @Test
  void whatCannotBeCopiedIsRefusedBeforeAnythingIs() {
    Graph from = every.graph();
    assertThatThrownBy(() -> new GraphCopy().into(from, from)).hasMessageContaining("into itself");
    assertThatThrownBy(() ->
            new GraphCopy()
                .join(from.value("x").orElseThrow(), from.value("w").orElseThrow())
                .into(from, other.graph()))
        .hasMessageContaining("cannot stand for 'x'");
    LocalFunction function = LocalFunction.create("my", "F", 21, "a");
    assertThatThrownBy(() -> new GraphCopy().into(from, function.body()))
        .hasMessageContaining("into the body of a function");
    assertThat(other.graph().nodes()).isEmpty();
    assertThat(function.nodes()).isEmpty();
  }
}
