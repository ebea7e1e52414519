package dev.oplab.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One layer as the runtime executed it. Immutable.
///
/// @param index place in execution order, from 0
/// @param name the runtime's name for it
/// @param type the operator or layer type: `Conv`, `Reformat`
/// @param kind how it relates to the model's nodes
/// @param inputs activations taken in
/// @param outputs activations put out
/// @param time over the measured runs
/// @param origins names of the ONNX nodes it came from, where known; a node without a name is
///   called by its first output
/// @param details what else the producer said, in its own words and order: `provider`, `tactic`
public record Layer(
    int index,
    String name,
    String type,
    Kind kind,
    List<TensorInfo> inputs,
    List<TensorInfo> outputs,
    Timing time,
    List<String> origins,
    Map<String, String> details) {

  public Layer {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    origins = List.copyOf(origins);
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /// How a layer relates to the model's nodes.
  public enum Kind {
    /// one node of the model, as it stands
    NODE,
    /// several nodes of the model, run as one
    FUSED,
    /// put in by the runtime: a reformat, a copy, a cast
    INSERTED,
    /// not known
    UNKNOWN
  }

  /// A tensor at a layer's border. `dataType` and `format` are the producer's words; `shape` is
  /// empty where it is not known, and `name` may be empty.
  public record TensorInfo(
      String name, String dataType, Optional<List<Long>> shape, Optional<String> format) {
    public TensorInfo {
      shape = shape.map(List::copyOf);
    }
  }
}
