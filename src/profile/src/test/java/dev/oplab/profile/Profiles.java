package dev.oplab.profile;

import dev.oplab.profile.EngineProfile.Capability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Profiles with round numbers.
final class Profiles {
  private Profiles() {}

  /// {@return a convolution of 3 ms, fused from two nodes, and a relu of 1 ms}
  static EngineProfile small() {
    var image = tensor("x", List.of(1L, 3L, 8L, 8L));
    var features = tensor("y", List.of(1L, 4L, 8L, 8L));
    Map<String, String> details = new LinkedHashMap<>();
    details.put("provider", "CPU");
    details.put("algorithm", "direct");
    Layer conv =
        new Layer(
            0,
            "conv",
            "Conv",
            Layer.Kind.FUSED,
            List.of(image),
            List.of(features),
            Timing.of(2, 4),
            List.of("conv", "bias"),
            details);
    Layer relu =
        new Layer(
            1,
            "relu",
            "Relu",
            Layer.Kind.NODE,
            List.of(features),
            List.of(new Layer.TensorInfo("", "float32", Optional.empty(), Optional.of("NHWC"))),
            Timing.of(1, 1),
            List.of("relu"),
            Map.of());
    return profile(List.of(conv, relu));
  }

  static EngineProfile named(String name) {
    return profile(List.of(layer(name, Timing.of(1))));
  }

  static EngineProfile timed(Timing time) {
    return profile(List.of(layer("a", time)));
  }

  private static Layer layer(String name, Timing time) {
    return new Layer(
        0,
        name,
        name,
        Layer.Kind.UNKNOWN,
        List.of(),
        List.of(),
        time,
        List.of(name),
        Map.of(name, name));
  }

  private static EngineProfile profile(List<Layer> layers) {
    return new EngineProfile(
        "tiny.onnx",
        new EngineProfile.Backend("ONNX Runtime", "1.29.0", "CPU"),
        List.of(new EngineProfile.Setting("threads", "1"), new EngineProfile.Setting("runs", "2")),
        layers,
        Optional.of(Timing.of(3.5, 3.7)),
        Optional.of(Timing.of(4.1, 4.3)),
        Set.of(Capability.SHAPES, Capability.ORIGINS),
        List.of("a note"));
  }

  private static Layer.TensorInfo tensor(String name, List<Long> shape) {
    return new Layer.TensorInfo(name, "float32", Optional.of(shape), Optional.empty());
  }
}
