package dev.oplab.ort.internal;

import java.util.List;

/// One node as ONNX Runtime's profile saw it over the measured runs. Immutable.
///
/// @param parent place of the node whose subgraph it is in, -1 in the main graph
/// @param name the runtime's name: the node's own, or operator and index for a node without one
/// @param index the node's number in its graph
/// @param calls executions over all measured runs
/// @param micros time in each measured run, all of that run's executions together, subgraphs
///   included
/// @param nestedMicros the part of `micros` that nodes of its subgraphs took
/// @param inputs types of the inputs that were present, weights that the kernel repacked left out
record TraceNode(
    int parent,
    String name,
    String op,
    String provider,
    int index,
    long calls,
    List<Long> micros,
    List<Long> nestedMicros,
    List<TypedShape> inputs,
    List<TypedShape> outputs) {

  /// A tensor's type and shape in the profile's words: `float`, `[1, 3]`.
  record TypedShape(String type, List<Long> shape) {}
}
