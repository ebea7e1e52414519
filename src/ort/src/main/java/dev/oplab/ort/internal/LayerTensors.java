package dev.oplab.ort.internal;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.ort.internal.TraceNode.TypedShape;
import dev.oplab.profile.Layer.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gives the shapes of a trace the names of the runtime's graph.
///
/// A trace lists the inputs that were there when the kernel ran: an omitted one is missing, and so
/// is a weight that the kernel keeps in a form of its own. Only what flows is listed here, not the
/// weights.
final class LayerTensors {
  private LayerTensors() {}

  static List<TensorInfo> inputs(TraceNode traced, Optional<Node> node) {
    if (node.isEmpty()) {
      return traced.inputs().stream().map(shape -> info("", shape)).toList();
    }
    List<Value> values = node.get().inputs().stream().flatMap(Optional::stream).toList();
    int flowing = (int) values.stream().filter(each -> each.initializer().isEmpty()).count();
    List<TensorInfo> infos = new ArrayList<>();
    int next = 0;
    for (Value value : values) {
      int left = traced.inputs().size() - next;
      if (value.initializer().isPresent()) {
        boolean present =
            left > flowing && sameShape(value.initializer().get(), traced.inputs().get(next));
        next += present ? 1 : 0;
      } else if (left > 0) {
        infos.add(info(value.name(), traced.inputs().get(next)));
        next++;
        flowing--;
      }
    }
    return infos;
  }

  static List<TensorInfo> outputs(TraceNode traced, Optional<Node> node) {
    List<Value> values =
        node.map(each -> each.outputs().stream().flatMap(Optional::stream).toList())
            .orElse(List.of());
    List<TensorInfo> infos = new ArrayList<>();
    for (int i = 0; i < traced.outputs().size(); i++) {
      String name = i < values.size() ? values.get(i).name() : "";
      infos.add(info(name, traced.outputs().get(i)));
    }
    return infos;
  }

  private static boolean sameShape(Tensor tensor, TypedShape traced) {
    long[] sizes = TensorFiles.sizes(tensor);
    List<Long> found = traced.shape();
    boolean same = sizes.length == found.size();
    for (int i = 0; same && i < sizes.length; i++) {
      same = sizes[i] == found.get(i);
    }
    return same;
  }

  private static TensorInfo info(String name, TypedShape shape) {
    return new TensorInfo(
        name, DataTypes.label(shape.type()), Optional.of(shape.shape()), Optional.empty());
  }
}
