package dev.oplab.surgeon.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Constants;
import dev.oplab.surgeon.pattern.TensorNumbers;
import org.junit.jupiter.api.Test;

class FusingPassesTest {
  @Test
  void maxThenMinBecomesClip() {
    Build b = Build.minMax(12, "Max", "Min", 0, 6);
    assertThat(b.run("minmax-to-clip").changed()).isTrue();
    assertThat(b.operators()).containsExactly("Clip");
    Node clip = b.graph.nodes().getFirst();
    assertThat(clip.inputs().stream().map(input -> input.orElseThrow().name()))
        .containsExactly("x", "inner", "outer");
    assertThat(clip.output().name()).isEqualTo("y");
  }

  @Test
  void minThenMaxBecomesClipWithAttributesBeforeOpset11() {
    Build b = Build.minMax(10, "Min", "Max", 6, 0);
    b.run("minmax-to-clip");
    Node clip = b.graph.nodes().getFirst();
    assertThat(clip.opType()).isEqualTo("Clip");
    assertThat(clip.inputs()).hasSize(1);
    assertThat(clip.attribute("min")).contains(new Attribute.FloatValue(0));
    assertThat(clip.attribute("max")).contains(new Attribute.FloatValue(6));
  }

  @Test
  void limitsInTheWrongOrderStay() {
    assertThat(Build.minMax(12, "Min", "Max", 0, 6).run("minmax-to-clip").changed()).isFalse();
  }

  @Test
  void aSharedIntermediateStays() {
    Build b = Build.minMax(12, "Max", "Min", 0, 6);
    b.output(b.op("Abs", b.graph.value("between").orElseThrow()), "z");
    assertThat(b.run("minmax-to-clip").changed()).isFalse();
  }

  @Test
  void aLimitThatIsNotConstantStays() {
    Build b = new Build(12, 2);
    b.output(b.op("Min", b.op("Max", b.x, b.op("Abs", b.x)), b.number("six", 6)), "y");
    assertThat(b.run("minmax-to-clip").changed()).isFalse();
  }

  @Test
  void aWrittenOutLayerNormalizationIsFused() {
    Build b = Build.layerNorm(17, -1, "N", 3);
    assertThat(b.run("fuse-layernorm").rows()).hasSize(1);
    assertThat(b.operators()).containsExactly("LayerNormalization");
    Node norm = b.graph.nodes().getFirst();
    assertThat(norm.attribute("axis")).contains(new Attribute.IntValue(-1));
    assertThat(norm.attribute("epsilon")).contains(new Attribute.FloatValue(1e-5f));
    assertThat(norm.inputs().stream().map(input -> input.orElseThrow().name()))
        .containsExactly("x", "scale", "bias");
  }

  @Test
  void theOpsetIsRaisedOnlyWhenTold() {
    Build b = Build.layerNorm(12, -1, "N", 3);
    assertThat(b.run("fuse-layernorm").skipped()).contains("needs opset 17, the model has 12");
    assertThat(b.model.header().opsets()).containsEntry("", 12L);
    assertThat(b.run("fuse-layernorm:raise-opset").rows()).hasSize(2);
    assertThat(b.model.header().opsets()).containsEntry("", 17L);
  }

  @Test
  void theOpsetStaysWhereAnOperatorWouldChangeItsMeaning() {
    Build b = Build.layerNorm(12, -1, "N", 3);
    b.output(b.op("Upsample", b.x), "z");
    assertThat(b.run("fuse-layernorm:raise-opset").skipped()).contains("Upsample 'upsample'");
  }

  @Test
  void axesBecomeAnInputWhereTheNewOpsetWantsThat() {
    Build b = Build.layerNorm(12, -1, "N", 3);
    b.output(b.graph.addNode("Unsqueeze", b.x).attribute("axes", new long[] {0}).output(), "z");
    b.run("fuse-layernorm:raise-opset");
    Node unsqueeze = b.graph.nodes().getLast();
    assertThat(unsqueeze.attributes()).isEmpty();
    assertThat(TensorNumbers.integers(Constants.of(unsqueeze.input(1).orElseThrow()).orElseThrow()))
        .hasValueSatisfying(axes -> assertThat(axes).containsExactly(0));
  }

  @Test
  void normalizationOverAnotherAxisStays() {
    assertThat(Build.layerNorm(17, 1, "N", 3, 3).run("fuse-layernorm").changed()).isFalse();
    assertThat(Build.layerNorm(17, 1).run("fuse-layernorm").changed()).isFalse();
  }

  @Test
  void normalizationWithAnIntermediateUsedElsewhereStays() {
    Build b = Build.layerNorm(17, -1, "N", 3);
    b.graph.addOutput(b.graph.value("centred").orElseThrow());
    assertThat(b.run("fuse-layernorm").changed()).isFalse();
  }

  @Test
  void aScaleOfAnotherSizeThanTheInputStaysBehind() {
    Build b = Build.layerNorm(17, -1, "N", 1);
    b.run("fuse-layernorm");
    assertThat(b.operators()).containsExactly("LayerNormalization", "Mul", "Add");
  }

  @Test
  void aWrittenOutGeluIsFused() {
    Build b = Build.gelu(20);
    assertThat(b.run("fuse-gelu").changed()).isTrue();
    assertThat(b.operators()).containsExactly("Gelu");
    assertThat(b.graph.nodes().getFirst().attributes()).isEmpty();
    assertThat(b.graph.outputs()).extracting(Value::name).containsExactly("y");
  }

  @Test
  void aGeluWithASharedIntermediateStays() {
    Build b = Build.gelu(20);
    b.output(b.op("Abs", b.graph.value("sum").orElseThrow()), "z");
    assertThat(b.run("fuse-gelu").changed()).isFalse();
  }

  @Test
  void batchNormalizationIsFoldedIntoTheConvolution() {
    Build b = Build.convNorm();
    b.run("fold-batchnorm");
    assertThat(b.operators()).containsExactly("Conv");
    Node conv = b.graph.nodes().getFirst();
    assertThat(conv.output().name()).isEqualTo("y");
    assertThat(numbers(conv, 1)).containsExactly(1, 4);
    assertThat(numbers(conv, 2)).containsExactly(10, 16);
  }

  private static double[] numbers(Node node, int input) {
    return TensorNumbers.doubles(Constants.of(node.input(input).orElseThrow()).orElseThrow());
  }

  @Test
  void aConvolutionUsedElsewhereOrPutOutStays() {
    Build b = Build.convNorm();
    b.output(b.op("Abs", b.graph.value("conv").orElseThrow()), "z");
    assertThat(b.run("fold-batchnorm").changed()).isFalse();
    Build c = Build.convNorm();
    c.graph.addOutput(c.graph.value("conv").orElseThrow());
    assertThat(c.run("fold-batchnorm").changed()).isFalse();
  }

  @Test
  void weightsACallerMayReplaceAreNotFolded() {
    Build b = Build.convNorm();
    b.graph.addInput(b.graph.value("w").orElseThrow());
    assertThat(b.run("fold-batchnorm").changed()).isFalse();
  }

  @Test
  void transposesThatUndoEachOtherGo() {
    Build b = new Build(15, 2, 3, 4);
    Value there =
        b.graph.addNode("Transpose", b.x).attribute("perm", new long[] {1, 2, 0}).output();
    Value back =
        b.graph.addNode("Transpose", there).attribute("perm", new long[] {2, 0, 1}).output();
    b.output(b.op("Relu", back), "y");
    b.run("cancel-transposes");
    assertThat(b.operators()).containsExactly("Relu");
  }

  @Test
  void otherTransposesMergeInTheRightOrder() {
    Build b = new Build(15, 2, 3, 4);
    Value one = b.graph.addNode("Transpose", b.x).attribute("perm", new long[] {1, 2, 0}).output();
    Value two = b.graph.addNode("Transpose", one).attribute("perm", new long[] {0, 2, 1}).output();
    b.output(two, "y");
    b.run("cancel-transposes");
    assertThat(b.operators()).containsExactly("Transpose");
    assertThat(b.graph.nodes().getFirst().attribute("perm")).contains(Attribute.of(1, 0, 2));
  }

  @Test
  void aTransposeUsedElsewhereIsNotMerged() {
    Build b = new Build(15, 2, 3, 4);
    Value one = b.graph.addNode("Transpose", b.x).attribute("perm", new long[] {1, 2, 0}).output();
    Value two = b.graph.addNode("Transpose", one).attribute("perm", new long[] {0, 2, 1}).output();
    b.output(two, "y").output(b.op("Abs", one), "z");
    assertThat(b.run("cancel-transposes").changed()).isFalse();
  }

  @Test
  void theLastOfSeveralReshapesStays() {
    Build b = new Build(15, 2, 3, 4);
    Value flat = b.op("Reshape", b.op("Flatten", b.x), b.longs("flat", -1));
    b.output(b.op("Reshape", flat, b.longs("last", 4, -1)), "y");
    b.run("merge-reshapes");
    assertThat(b.operators()).containsExactly("Reshape");
    assertThat(b.graph.nodes().getFirst().input(0)).contains(b.x);
  }

  @Test
  void aReshapeThatCopiesASizeStays() {
    Build b = new Build(15, 2, 3, 4);
    Value flat = b.op("Reshape", b.x, b.longs("flat", 6, 4));
    b.output(b.op("Reshape", flat, b.longs("last", 0, -1)), "y");
    assertThat(b.run("merge-reshapes").changed()).isFalse();
  }

  @Test
  void twoSlicesAndAConcatBecomeARoll() {
    Build b = Build.roll(-2);
    b.run("slice-concat-to-roll");
    assertThat(b.operators()).containsExactly("roll");
    Node roll = b.graph.nodes().getFirst();
    assertThat(roll.attribute("shift")).contains(new Attribute.IntValue(2));
    assertThat(roll.attribute("axis")).contains(new Attribute.IntValue(1));
    assertThat(b.model.function(roll)).isPresent();
    assertThat(b.model.header().opsets()).containsEntry("oplab", 1L);
  }

  @Test
  void slicesThatLeaveSomethingOutStay() {
    assertThat(Build.roll(-1).run("slice-concat-to-roll").changed()).isFalse();
  }
}
