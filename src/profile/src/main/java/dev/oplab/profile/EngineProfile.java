package dev.oplab.profile;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Where the time of a network goes, layer by layer, whoever measured it: ONNX Runtime, TensorRT,
/// or a file one of them wrote. Immutable; times in milliseconds.
///
/// A chart, a table or a rule asks [#capabilities()] what is known, never [#backend()].
///
/// @param name the model or engine, as a person calls it
/// @param backend who executed it
/// @param settings how it was measured, in words, in the order worth printing
/// @param layers in execution order
/// @param endToEnd whole runs, timed apart from the layers, without profiling
/// @param profiled the same runs that the layers were timed in, as the runtime saw them whole
/// @param capabilities what the producer knows; iterates in the order of the enum
/// @param notes what a reader has to know to read the numbers right
public record EngineProfile(
    String name,
    Backend backend,
    List<Setting> settings,
    List<Layer> layers,
    Optional<Timing> endToEnd,
    Optional<Timing> profiled,
    Set<Capability> capabilities,
    List<String> notes) {

  public EngineProfile {
    settings = List.copyOf(settings);
    layers = List.copyOf(layers);
    capabilities = Collections.unmodifiableSet(new TreeSet<>(capabilities));
    notes = List.copyOf(notes);
  }

  /// Who executed the network: `ONNX Runtime`, `1.29.0`, `CPU`.
  public record Backend(String name, String version, String device) {}

  /// One line about how the numbers were taken: `threads` / `1`.
  public record Setting(String name, String value) {}

  /// What a producer may know of a layer beside its name and time.
  public enum Capability {
    SHAPES,
    PRECISION,
    TACTIC,
    FORMAT,
    WEIGHT_BYTES,
    ORIGINS
  }

  /// {@return the sum of the layers' mean times, in milliseconds; a layer whose time is not known
  /// (NaN) adds nothing}
  public double layerSum() {
    return layers.stream().mapToDouble(layer -> layer.time().mean()).filter(Double::isFinite).sum();
  }

  /// {@return a layer's part of [#layerSum()], between 0 and 1; 0 when its time is not known}
  public double share(Layer layer) {
    return shareOf(layer, layerSum());
  }

  /// {@return the part of [#layerSum()] that each layer takes, in the order of [#layers()]}
  public List<Double> shares() {
    double sum = layerSum();
    return layers.stream().map(layer -> shareOf(layer, sum)).toList();
  }

  private static double shareOf(Layer layer, double sum) {
    double mean = layer.time().mean();
    return sum > 0 && Double.isFinite(mean) ? mean / sum : 0;
  }
}
