package dev.oplab.surgeon;

/// What [Surgeon#cleanup(Cleanup)] removes beside the nodes that no output needs: constants nothing
/// uses; `inputs` of the main graph that nothing uses; optional `nodeOutputs` that nothing uses;
/// and whether it goes into `subgraphs` and `functions`. Immutable.
public record Cleanup(
    boolean constants, boolean inputs, boolean nodeOutputs, boolean subgraphs, boolean functions) {

  /// Removes constants, goes everywhere, keeps inputs and outputs.
  public static final Cleanup DEFAULT = new Cleanup(true, false, false, true, true);

  public Cleanup keepConstants() {
    return new Cleanup(false, inputs, nodeOutputs, subgraphs, functions);
  }

  public Cleanup removeInputs() {
    return new Cleanup(constants, true, nodeOutputs, subgraphs, functions);
  }

  /// Last outputs are cut off, those in the middle become omitted, so that no output takes the
  /// place of another. Outputs that an ONNX operator must have stay.
  public Cleanup removeNodeOutputs() {
    return new Cleanup(constants, inputs, true, subgraphs, functions);
  }

  public Cleanup skipSubgraphs() {
    return new Cleanup(constants, inputs, nodeOutputs, false, functions);
  }

  public Cleanup skipFunctions() {
    return new Cleanup(constants, inputs, nodeOutputs, subgraphs, false);
  }
}
