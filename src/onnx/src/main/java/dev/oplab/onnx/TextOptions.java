package dev.oplab.onnx;

import java.util.Optional;

/// What of a model its text shows. Immutable; the methods give a changed copy.
///
/// ```java
/// model.toText(TextOptions.all().nodes(10, 20));
/// Model same = Model.parse(model.toText(TextOptions.whole()));
/// ```
///
/// @param graph the one graph to show, a subgraph or the body of a function say; empty for all
/// @param from the place of the first node to show, counted from 0
/// @param to the place after the last one; with fewer than all nodes, only constants that the nodes
///   shown take in are shown
/// @param elements the most elements of a constant or list that are written out
/// @param types whether the types of the values between nodes are shown (`value_info`)
public record TextOptions(Optional<Graph> graph, int from, int to, int elements, boolean types) {
  private static final TextOptions ALL =
      new TextOptions(Optional.empty(), 0, Integer.MAX_VALUE, 8, false);

  public TextOptions {
    if (from < 0 || to < from || elements < 0) {
      throw new OnnxException(
          "Nodes from %,d up to %,d with %,d elements of each constant cannot be shown.%nFix: count from 0, and give the first place before the last."
              .formatted(from, to, elements));
    }
  }

  /// {@return the options that show every node, of long constants the type and shape}
  public static TextOptions all() {
    return ALL;
  }

  /// {@return the options that leave out nothing that the syntax has words for, so that
  /// [Model#parse(String)] gives the model again. It has none for documentation and notes below the
  /// model itself, denotations, quantization annotations, training, devices and unknown fields}
  public static TextOptions whole() {
    return ALL.elements(Integer.MAX_VALUE).types(true);
  }

  public TextOptions graph(Graph only) {
    return new TextOptions(Optional.of(only), from, to, elements, types);
  }

  public TextOptions nodes(int first, int end) {
    return new TextOptions(graph, first, end, elements, types);
  }

  public TextOptions elements(int most) {
    return new TextOptions(graph, from, to, most, types);
  }

  public TextOptions types(boolean shown) {
    return new TextOptions(graph, from, to, elements, shown);
  }

  boolean isWhole(Graph shown) {
    return from == 0 && to >= shown.nodes.size();
  }
}
