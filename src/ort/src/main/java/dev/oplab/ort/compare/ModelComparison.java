package dev.oplab.ort.compare;

import dev.oplab.ort.RunResult;
import java.util.List;
import java.util.Optional;

/// How two models compare on the same inputs. Immutable.
///
/// @param found the run of the model that was compared
/// @param expected the run of the model that said what should come out
/// @param outputs how the outputs compare
/// @param layers how the values inside the graphs compare, in the order in which the first model
///   computes them; empty if that was not asked for
/// @param notes what was decided that nobody asked for
public record ModelComparison(
    RunResult found,
    RunResult expected,
    Comparison outputs,
    List<LayerComparison> layers,
    List<String> notes) {
  public ModelComparison {
    layers = List.copyOf(layers);
    notes = List.copyOf(notes);
  }

  /// {@return whether the outputs are the same, as far as the tolerance asks; values inside the
  /// graph do not count}
  public boolean passed() {
    return outputs.passed();
  }

  /// {@return the first value inside the graph that is not the same}
  public Optional<LayerComparison> firstDifferent() {
    return layers.stream().filter(layer -> !layer.comparison().passed()).findFirst();
  }

  /// {@return one line for each output}
  @Override
  public String toString() {
    return outputs.toString();
  }
}
