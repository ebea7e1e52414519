package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pass.OpsetStep.Around;
import dev.oplab.surgeon.pattern.Constants;
import dev.oplab.surgeon.pattern.TensorNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The table of changes of ONNX's own operators between opset 9 and 20, in the order of versions.
final class OpsetSteps {
  static final long FROM = 9;
  static final long TO = 20;

  private static final String DONE = "";

  static final List<OpsetStep> ALL =
      List.of(
          OpsetStep.of(10, OpsetSteps::sliceBy, "Slice"),
          OpsetStep.of(10, (node, around) -> toInput(node, "k", 1, around), "TopK"),
          OpsetStep.of(10, OpsetSteps::dropoutMask, "Dropout"),
          OpsetStep.of(10, OpsetSteps::upsample, "Upsample"),
          OpsetStep.of(11, OpsetSteps::clip, "Clip"),
          OpsetStep.of(11, OpsetSteps::pad, "Pad"),
          OpsetStep.of(11, OpsetSteps::resize10, "Resize"),
          OpsetStep.of(11, OpsetSteps::scatter, "Scatter"),
          OpsetStep.of(12, OpsetSteps::dropoutRatio, "Dropout"),
          OpsetStep.of(13, OpsetSteps::axes, "Squeeze", "Unsqueeze", "ReduceSum"),
          OpsetStep.of(13, (node, around) -> toInput(node, "split", 1, around), "Split"),
          OpsetStep.of(13, OpsetSteps::softmax, "Softmax", "LogSoftmax", "Hardmax"),
          OpsetStep.of(13, OpsetSteps::resize11, "Resize"),
          OpsetStep.of(14, OpsetSteps::batchNorm, "BatchNormalization"),
          OpsetStep.of(16, OpsetSteps::roiAlign, "RoiAlign"),
          OpsetStep.of(
              18,
              OpsetSteps::axes,
              "ReduceL1",
              "ReduceL2",
              "ReduceLogSum",
              "ReduceLogSumExp",
              "ReduceMax",
              "ReduceMean",
              "ReduceMin",
              "ReduceProd",
              "ReduceSumSquare"),
          OpsetStep.of(18, OpsetSteps::equalSplit, "Split"),
          OpsetStep.of(19, OpsetSteps::averagePool, "AveragePool"),
          OpsetStep.of(20, OpsetSteps::gridSample, "GridSample"),
          OpsetStep.of(20, OpsetSteps::dft, "DFT"));

  /// Operators that end before another version, where others take their place.
  static final Set<String> ENDING = Set.of("Scatter", "Upsample");

  private OpsetSteps() {}

  private static String axes(Node node, Around around) {
    return toInput(node, "axes", 1, around);
  }

  /// An attribute of integers becomes an input.
  private static String toInput(Node node, String key, int index, Around around) {
    Attribute value = node.attribute(key).orElse(null);
    long[] values =
        value instanceof Attribute.IntValue(long one)
            ? new long[] {one}
            : Nodes.integers(node, key);
    if (values != null) {
      input(node, index, Tensor.of("", values, values.length), key, around);
      node.removeAttribute(key);
    }
    return DONE;
  }

  private static void input(Node node, int index, Tensor tensor, String key, Around around) {
    if (node.inputs().size() <= index) {
      node.resizeInputs(index + 1);
    }
    String name = node.output().name() + "_" + key;
    node.setInput(index, around.scope().constant(tensor, name, node));
  }

  private static String sliceBy(Node node, Around around) {
    toInput(node, "starts", 1, around);
    toInput(node, "ends", 2, around);
    return toInput(node, "axes", 3, around);
  }

  private static String dropoutMask(Node node, Around around) {
    return maskIsUsed(node) ? "its mask is used, which becomes boolean" : DONE;
  }

  private static boolean maskIsUsed(Node node) {
    return node.outputs().size() > 1
        && node.outputs().get(1).filter(mask -> !mask.isUnused()).isPresent();
  }

  private static String dropoutRatio(Node node, Around around) {
    if (maskIsUsed(node)) {
      return "its mask is used";
    }
    node.removeAttribute("ratio"); // It counts in training only, which is off unless asked for.
    return DONE;
  }

  private static String upsample(Node node, Around around) {
    node.opType("Resize");
    String refused = resize10(node, around);
    node.opType(refused.isEmpty() ? "Resize" : "Upsample");
    return refused;
  }

  /// Before opset 11, coordinates were divided by the scale and, for the nearest, rounded down when
  /// enlarging; how they were rounded otherwise was left open.
  private static String resize10(Node node, Around around) {
    if (node.inputs().size() != 2 || node.attribute("coordinate_transformation_mode").isPresent()) {
      return DONE; // It was an Upsample a step before.
    }
    boolean nearest = text(node, "mode", "nearest").equals("nearest");
    Optional<Tensor> scales = node.input(1).flatMap(Constants::of);
    boolean enlarges =
        scales.isPresent()
            && Arrays.stream(TensorNumbers.doubles(scales.get())).allMatch(scale -> scale >= 1);
    if (nearest && !enlarges) {
      return "it may make its input smaller, which has another rounding";
    }
    Value by = node.input(1).orElseThrow();
    node.resizeInputs(3).setInput(1, null).setInput(2, by);
    node.attribute("coordinate_transformation_mode", "asymmetric");
    if (nearest) {
      node.attribute("nearest_mode", "floor");
    }
    return DONE;
  }

  /// What opset 11 wants as an empty tensor is left out from 13 on.
  private static String resize11(Node node, Around around) {
    if (text(node, "coordinate_transformation_mode", "").equals("tf_half_pixel_for_nn")) {
      return "its coordinate_transformation_mode tf_half_pixel_for_nn ends";
    }
    for (int i = 1; i < Math.min(3, node.inputs().size()); i++) {
      if (node.input(i).flatMap(Constants::of).filter(OpsetSteps::isEmpty).isPresent()) {
        node.setInput(i, null);
      }
    }
    return DONE;
  }

  private static boolean isEmpty(Tensor tensor) {
    return TensorNumbers.count(tensor) == 0;
  }

  private static String clip(Node node, Around around) {
    DataType type = node.input(0).map(around.types()::of).orElse(DataType.UNDEFINED);
    String[] keys = {"min", "max"};
    for (int i = 0; i < 2; i++) {
      if (node.attribute(keys[i]).orElse(null) instanceof Attribute.FloatValue(float limit)) {
        Tensor tensor = Filled.of(type, limit, Shape.of());
        if (tensor == null) {
          return "the element type of its input is not known";
        }
        input(node, i + 1, tensor, keys[i], around);
        node.removeAttribute(keys[i]);
      }
    }
    return DONE;
  }

  private static String pad(Node node, Around around) {
    float filling = Nodes.number(node, "value", 0);
    if (filling != 0) {
      DataType type = node.input(0).map(around.types()::of).orElse(DataType.UNDEFINED);
      Tensor tensor = Filled.of(type, filling, Shape.of());
      if (tensor == null) {
        return "the element type of its input is not known";
      }
      input(node, 2, tensor, "value", around);
    }
    node.removeAttribute("value");
    return toInput(node, "pads", 1, around);
  }

  private static String scatter(Node node, Around around) {
    node.opType("ScatterElements");
    return DONE;
  }

  /// Before opset 13 the input counted as a matrix, with all from the axis on in one row. Along the
  /// last axis that makes no difference.
  private static String softmax(Node node, Around around) {
    long axis = Nodes.integer(node, "axis", 1);
    Value x = node.input(0).orElseThrow();
    int rank = around.ranks().of(x);
    if (axis == -1 || (rank > 0 && axis == rank - 1)) {
      node.attribute("axis", axis);
      return DONE;
    }
    Graph graph = node.graph();
    Value shape = graph.insertBefore(node, "Shape", x).output();
    Value flat = graph.insertBefore(node, "Flatten", x).attribute("axis", axis).output();
    Node rows = graph.insertBefore(node, node.opType(), flat).attribute("axis", -1);
    String name = node.name();
    node.rename(graph.freshNodeName(name + "_reshape"));
    rows.rename(name).docString(node.docString());
    node.metadata().forEach(rows::metadata);
    node.opType("Reshape").removeAttribute("axis").docString("");
    node.resizeInputs(2).setInput(0, rows.output()).setInput(1, shape);
    return DONE;
  }

  private static String batchNorm(Node node, Around around) {
    return Nodes.outputCount(node) == 1 ? DONE : "it has the outputs of training";
  }

  private static String roiAlign(Node node, Around around) {
    node.attribute("coordinate_transformation_mode", "output_half_pixel");
    return DONE;
  }

  private static String equalSplit(Node node, Around around) {
    if (node.input(1).isEmpty()) {
      node.attribute("num_outputs", node.outputs().size());
    }
    return DONE;
  }

  private static String averagePool(Node node, Around around) {
    return Nodes.integer(node, "ceil_mode", 0) == 0 ? DONE : "its ceil_mode counts differently";
  }

  private static String gridSample(Node node, Around around) {
    switch (text(node, "mode", "")) {
      case "bilinear" -> node.attribute("mode", "linear");
      case "bicubic" -> node.attribute("mode", "cubic");
      default -> {}
    }
    return DONE;
  }

  private static String dft(Node node, Around around) {
    Tensor axis = Tensor.of("", new long[] {Nodes.integer(node, "axis", 1)});
    input(node, 2, axis, "axis", around);
    node.removeAttribute("axis");
    return DONE;
  }

  private static String text(Node node, String key, String otherwise) {
    return node.attribute(key).orElse(null) instanceof Attribute.StringValue(String value)
        ? value
        : otherwise;
  }
}
