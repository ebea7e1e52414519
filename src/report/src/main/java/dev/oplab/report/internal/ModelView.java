package dev.oplab.report.internal;

import dev.oplab.onnx.Model;
import dev.oplab.report.Report;

/// How a model prints: what the file says, inputs, outputs and operators.
public final class ModelView {
  private ModelView() {}

  public static Report of(Model model) {
    return Report.titled(model.name())
        .with("", ModelTables.model(model))
        .with("", ModelTables.inputs(model))
        .with("", ModelTables.outputs(model))
        .with("", ModelTables.operators(model));
  }
}
