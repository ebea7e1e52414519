package dev.oplab.report;

import dev.oplab.onnx.Model;
import dev.oplab.profile.EngineProfile;
import dev.oplab.report.internal.DiffTable;
import dev.oplab.report.internal.LayerTable;
import dev.oplab.report.internal.ModelTables;
import dev.oplab.report.internal.NodeTable;
import dev.oplab.report.internal.PassTable;
import dev.oplab.report.internal.ProfileTables;
import dev.oplab.report.internal.WeightTable;
import dev.oplab.surgeon.diff.ModelDiff;
import java.util.List;

/// The tables of OpLab: what a profile or a model holds, row by row.
public final class Tables {
  private Tables() {}

  /// {@return one row per layer in execution order: name, type, shapes, mean and median time, share
  /// of the sum with a bar, running total; what the producer does not know has no column}
  public static DataTable layers(EngineProfile profile) {
    return layers(profile, Order.EXECUTION);
  }

  /// {@return one row per layer in `order`; the running total follows the rows}
  public static DataTable layers(EngineProfile profile, Order order) {
    return LayerTable.of(profile, order);
  }

  /// {@return one row per operator type, the most expensive first: layers, time, share, slowest}
  public static DataTable types(EngineProfile profile) {
    return ProfileTables.types(profile);
  }

  /// {@return what was measured, how, and the times of the whole: one row per property}
  public static DataTable summary(EngineProfile profile) {
    return ProfileTables.summary(profile);
  }

  /// {@return what a model file is: size, versions, opsets, nodes, parameters; one row per
  /// property}
  public static DataTable model(Model model) {
    return ModelTables.model(model);
  }

  /// {@return the model's inputs: name, type, shape, and whether it has a default}
  public static DataTable inputs(Model model) {
    return ModelTables.inputs(model);
  }

  /// {@return the model's outputs: name, type, shape}
  public static DataTable outputs(Model model) {
    return ModelTables.outputs(model);
  }

  /// {@return one row per operator, the most frequent first; nodes of subgraphs are counted}
  public static DataTable operators(Model model) {
    return ModelTables.operators(model);
  }

  /// {@return one row per node in file order, those of subgraphs after the node that holds them}
  public static DataTable nodes(Model model) {
    return NodeTable.of(model, List.of());
  }

  /// {@return the nodes whose operator is `opType`}
  public static DataTable nodes(Model model, String opType) {
    return NodeTable.of(model, List.of(opType));
  }

  /// {@return the nodes whose operator is one of `opTypes`; all nodes when there are none}
  public static DataTable nodes(Model model, List<String> opTypes) {
    return NodeTable.of(model, opTypes);
  }

  /// {@return one row per initializer, the largest first: type, shape, bytes, share, where it is
  /// stored, which nodes take it in}
  public static DataTable weights(Model model) {
    return WeightTable.of(model);
  }

  /// {@return one row per difference: added, removed or changed, what, where, before, after}
  public static DataTable diff(ModelDiff diff) {
    return DiffTable.of(diff);
  }

  /// {@return one row per pass of the surgeon: name, what it does, what it needs}
  public static DataTable passes() {
    return PassTable.of();
  }

  /// {@return the passes, and whether each can run on `model`}
  public static DataTable passes(Model model) {
    return PassTable.of(model);
  }
}
