package dev.oplab.report;

import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.EngineProfile.Capability;
import dev.oplab.profile.Layer;
import dev.oplab.profile.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Profiles with made-up numbers.
final class Profiles {
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"quotes\" & 'apostrophes' | pipes, commas",
          "tab\there\nnewline\r\u001b[31mred\u0000",
          "family 👩‍👩‍👧‍👦 rocket 🚀",
          "שלום עולם/Conv",
          "evil\u202egnp.exe",
          "/model/" + "a_very_long_block_name/".repeat(9) + "Conv",
          "日本語の名前/レイヤー",
          "lone \ud83d surrogate \uffff",
          "");

  private Profiles() {}

  /// {@return a fused convolution, a reorder that the runtime put in, and an addition}
  static EngineProfile small() {
    Layer conv =
        new Layer(
            0,
            "/features/0/Conv",
            "Conv",
            Layer.Kind.FUSED,
            List.of(tensor("image", 1, 3, 224, 224)),
            List.of(tensor("c", 1, 16, 112, 112)),
            Timing.of(0.30, 0.31, 0.35),
            List.of("/features/0/Conv", "/features/0/Relu"),
            Map.of("provider", "CPU"));
    Layer reorder =
        new Layer(
            1,
            "ReorderOutput",
            "ReorderOutput",
            Layer.Kind.INSERTED,
            List.of(tensor("c", 1, 16, 112, 112)),
            List.of(tensor("r", 1, 16, 112, 112)),
            Timing.of(0.02, 0.02, 0.05),
            List.of(),
            Map.of());
    Layer add =
        new Layer(
            2,
            "/features/1/Add",
            "Add",
            Layer.Kind.NODE,
            List.of(tensor("r", 1, 16, 112, 112), tensor("s", 1, 16, 112, 112)),
            List.of(tensor("y", 1, 16, 112, 112)),
            Timing.of(0.05, 0.05, 0.05),
            List.of("/features/1/Add"),
            Map.of());
    return profile("small.onnx", List.of(conv, reorder, add));
  }

  /// {@return `count` layers of four types, the time of each its place}
  static EngineProfile many(int count) {
    String[] types = {"Conv", "Relu", "Mul", "Add"};
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String type = types[i % types.length];
      layers.add(layer(i, "/blocks/" + i + "/" + type, type, Timing.of(i + 1)));
    }
    return profile("many.onnx", layers);
  }

  /// {@return a layer for each of [#HOSTILE], which is its type too, and one without a time}
  static EngineProfile hostile() {
    List<Layer> layers = new ArrayList<>();
    for (String name : HOSTILE) {
      layers.add(layer(layers.size(), name, name, Timing.of(1 + layers.size())));
    }
    double nan = Double.NaN;
    Timing unknown = new Timing(1, nan, nan, nan, nan, nan, nan, nan, nan);
    layers.add(layer(layers.size(), "no time", "Cast", unknown));
    return profile(HOSTILE.get(0) + HOSTILE.get(2), layers);
  }

  static Layer layer(int index, String name, String type, Timing time) {
    return new Layer(
        index, name, type, Layer.Kind.NODE, List.of(), List.of(), time, List.of(name), Map.of());
  }

  static EngineProfile profile(String name, List<Layer> layers) {
    return new EngineProfile(
        name,
        new EngineProfile.Backend("ONNX Runtime", "1.29.0", "CPU"),
        List.of(new EngineProfile.Setting("threads", "1"), new EngineProfile.Setting("runs", "3")),
        layers,
        Optional.of(Timing.of(0.3, 0.3, 0.33)),
        Optional.of(Timing.of(0.4, 0.42, 0.44)),
        Set.of(Capability.SHAPES, Capability.ORIGINS),
        List.of("The numbers are made up."));
  }

  private static Layer.TensorInfo tensor(String name, long... shape) {
    List<Long> dims = new ArrayList<>();
    for (long size : shape) {
      dims.add(size);
    }
    return new Layer.TensorInfo(name, "float32", Optional.of(dims), Optional.empty());
  }
}
