package dev.oplab.surgeon.pass;

import dev.oplab.onnx.OnnxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The table of passes by name.
public final class Passes {
  private static final Map<String, Pass> ALL =
      table(
          new RemoveIdentity(),
          new RemoveDropout(),
          new RemoveCasts(),
          new RemoveUnusedNodes(),
          new RemoveUnusedInitializers(),
          new RemoveUnusedInputs(),
          new RemoveUnusedFunctions(),
          new RemoveUnusedOpsets(),
          new DeduplicateInitializers(),
          new EliminateCommonSubexpressions(),
          new ConstantNodesToInitializers(),
          new MinMaxToClip(),
          new FuseLayerNorm(false),
          new FuseLayerNorm(true),
          new FuseGelu(false),
          new FuseGelu(true),
          new FoldBatchNorm(),
          new CancelTransposes(),
          new MergeReshapes(),
          new SliceConcatToRoll(false),
          new SliceConcatToRoll(true),
          new InlineFunctions(),
          new DynamicBatch(),
          new FixNames(),
          new ClearDocStrings(),
          new ClearMetadata());

  private Passes() {}

  /// {@return every pass by its name}
  public static Map<String, Pass> all() {
    return ALL;
  }

  /// {@return the pass of this name}
  ///
  /// @throws OnnxException if there is none
  public static Pass named(String name) {
    Pass pass = ALL.get(name);
    if (pass == null) {
      throw new OnnxException(
          "There is no pass '%s'.%nFix: name one of %s."
              .formatted(name, String.join(", ", ALL.keySet())));
    }
    return pass;
  }

  private static Map<String, Pass> table(Pass... passes) {
    Map<String, Pass> table = new LinkedHashMap<>();
    for (Pass pass : List.of(passes)) {
      table.put(pass.name(), pass);
    }
    return Collections.unmodifiableMap(table);
  }
}
