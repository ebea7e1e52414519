package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Constants;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What letting the batch change does to shapes that exporters compute.
class Surgeon_BatchTest {
  private final Surgeon g = Nets.chain(3);

  private Value constantNode(long... numbers) {
    return g.layer(
            "Constant", List.of(), 1, Map.of("value", Tensor.of("", numbers, numbers.length)))
        .getFirst();
  }

  private static long[] shapeOf(Node reshape) {
    return Constants.of(reshape.input(1).orElseThrow())
        .orElseThrow()
        .data()
        .toArray(ValueLayout.JAVA_LONG_UNALIGNED);
  }

  @Test
  void theShapeInAConstantNodeIsOpened() {
    Node reshape = g.layer("Reshape").in("v0", constantNode(1, 3, 1)).node();
    assertThat(g.dynamicBatch("N").reshapes()).containsExactly(reshape);
    assertThat(shapeOf(reshape)).containsExactly(-1, 3, 1);
  }

  @Test
  void theFirstPieceOfAShapePutTogetherIsOpened() {
    Value size = g.layer("Shape", List.of("v0"), 1).getFirst();
    Node shape = g.layer("Concat").in(constantNode(1), size).attr("axis", 0).node();
    Node reshape = g.layer("Reshape").in("v0", shape.output()).node();
    assertThat(g.dynamicBatch("N").reshapes()).containsExactly(reshape);
    assertThat(
            Constants.of(shape.input(0).orElseThrow())
                .orElseThrow()
                .data()
                .toArray(ValueLayout.JAVA_LONG_UNALIGNED))
        .containsExactly(-1);
  }

  @Test
  void aShapeWithAnotherOpenPieceOrOtherUsersIsOnlyNamed() {
    Value open =
        g.layer("Concat", List.of(constantNode(1), constantNode(-1)), 1, Map.of("axis", 0))
            .getFirst();
    Node first = g.layer("Reshape").in("v0", open).node();
    Value shared =
        g.layer("Concat", List.of(constantNode(1), constantNode(3)), 1, Map.of("axis", 0))
            .getFirst();
    Node second = g.layer("Reshape").in("v0", shared).node();
    g.layer("Identity", List.of(shared), 1);
    BatchEdit edit = g.dynamicBatch("N");
    assertThat(edit.reshapes()).isEmpty();
    assertThat(edit.suspects()).containsExactly(first, second);
  }

  @Test
  void aShapeThatFollowsFromTheInputIsLeftAlone() {
    Value size = g.layer("Shape", List.of("v0"), 1).getFirst();
    g.layer("Reshape").in("v0", size).node();
    BatchEdit edit = g.dynamicBatch("N");
    assertThat(edit.reshapes()).isEmpty();
    assertThat(edit.suspects()).isEmpty();
  }

  @Test
  void whatFollowsFromNoInputAndIsJoinedToWhatDoesIsNamed() {
    Value token = g.constant("token", new float[][] {{1, 2, 3}});
    Node joined = g.layer("Concat").in(token, "v0").attr("axis", 1).node();
    Node computed =
        g.layer("Expand").in(token, g.layer("Neg", List.of(constantNode(1, 3)), 1)).node();
    Node both = g.layer("Concat").in(computed.output(), "v0").attr("axis", -1).node();
    g.layer("Concat").in(token, "v0").attr("axis", 0).node();
    g.layer("Concat").in(token, token).attr("axis", 1).node();
    assertThat(g.dynamicBatch("N").suspects()).containsExactly(joined, computed, both);
  }

  @Test
  void aNodeWithOneInputIsRemovedThoughThatIsAConstant() {
    Value weight = g.constant("w", new float[] {1, 2, 3});
    Node copy = g.layer("Identity").in(weight).node();
    Node user = g.layer("Add").in("v1", copy.output()).node();
    g.removeNode(copy);
    assertThat(user.input(1)).contains(weight);
  }
}
