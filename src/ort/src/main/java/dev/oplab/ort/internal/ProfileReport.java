package dev.oplab.ort.internal;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.ort.ProfileOptions;
import dev.oplab.ort.internal.Origins.Origin;
import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.EngineProfile.Backend;
import dev.oplab.profile.EngineProfile.Capability;
import dev.oplab.profile.EngineProfile.Setting;
import dev.oplab.profile.Layer;
import dev.oplab.profile.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes an [EngineProfile] of what a [ProfileJob] measured.
final class ProfileReport {
  private final Model model;
  private final ModelFile file;
  private final Trace trace;
  private final List<Optional<Node>> nodes;
  private final Origins origins;

  /// @param optimized the graph that the runtime made of `model` and executed
  ProfileReport(Model model, ModelFile file, Model optimized, Trace trace) {
    this.model = model;
    this.file = file;
    this.trace = trace;
    nodes = TraceJoin.join(trace, optimized.graph());
    origins = Origins.of(model.graph(), optimized.graph());
  }

  EngineProfile profile(ProfileOptions options, Inputs inputs, String version, double[] endToEnd) {
    List<String> notes = new ArrayList<>();
    if (file.differs()) {
      notes.add(
          "What was run is the model in memory, which is not what the file %s holds."
              .formatted(model.name()));
    }
    notes.addAll(inputs.notes());
    notes.add(
        "Layers were timed in runs of their own, since timing them slows the runs down; end-to-end times come from %d runs without it."
            .formatted(options.iterations()));
    notes.add("ONNX Runtime times a layer in whole microseconds.");
    int profiled = trace.runMicros().size();
    if (profiled < options.iterations()) {
      notes.add(
          "Layers were timed in %d runs, not %d: ONNX Runtime records a limited number of events."
              .formatted(profiled, options.iterations()));
    }
    if (trace.nodes().stream().anyMatch(node -> node.parent() >= 0)) {
      notes.add(
          "A layer with layers inside (Loop, If, Scan) counts only its own time; what ran inside has its own rows.");
    }
    notes.addAll(origins.fates().notes());
    return new EngineProfile(
        model.name(),
        new Backend("ONNX Runtime", version, "CPU"),
        settings(options, inputs),
        layers(),
        Optional.of(Timing.of(endToEnd)),
        Optional.of(Timing.of(millis(trace.runMicros()))),
        Set.of(Capability.SHAPES, Capability.PRECISION, Capability.ORIGINS),
        notes);
  }

  private static List<Setting> settings(ProfileOptions options, Inputs inputs) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("CPU", Cpu.model()));
    settings.add(new Setting("cores", String.valueOf(Runtime.getRuntime().availableProcessors())));
    settings.add(
        new Setting(
            "threads",
            options.threads() == 0 ? "ONNX Runtime's choice" : String.valueOf(options.threads())));
    settings.add(
        new Setting("optimization", options.optimization().name().toLowerCase(Locale.ROOT)));
    settings.add(new Setting("warm-up", options.warmUp() + " runs"));
    settings.add(new Setting("iterations", String.valueOf(options.iterations())));
    settings.addAll(inputs.settings());
    return settings;
  }

  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < trace.nodes().size(); i++) {
      layers.add(layer(i));
    }
    return layers;
  }

  private Layer layer(int index) {
    TraceNode traced = trace.nodes().get(index);
    Optional<Node> node = nodes.get(index);
    Origin origin = node.map(origins::of).orElse(new Origin(Layer.Kind.UNKNOWN, List.of()));
    double[] own = millis(traced.micros());
    double[] nested = millis(traced.nestedMicros());
    for (int run = 0; run < own.length; run++) {
      own[run] = Math.max(0, own[run] - nested[run]);
    }
    return new Layer(
        index,
        traced.name(),
        traced.op(),
        origin.kind(),
        LayerTensors.inputs(traced, node),
        LayerTensors.outputs(traced, node),
        Timing.of(own),
        origin.nodes(),
        details(traced, node));
  }

  private Map<String, String> details(TraceNode traced, Optional<Node> node) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("provider", traced.provider());
    node.map(Node::domain)
        .filter(domain -> !domain.isEmpty())
        .ifPresent(domain -> details.put("domain", domain));
    int runs = trace.runMicros().size();
    if (traced.calls() != runs) {
      details.put("calls per run", number((double) traced.calls() / runs));
    }
    if (traced.parent() >= 0) {
      details.put("inside", trace.nodes().get(traced.parent()).name());
    }
    if (traced.nestedMicros().stream().anyMatch(micros -> micros > 0)) {
      details.put(
          "mean with what is inside",
          String.format(Locale.ROOT, "%.3f ms", Timing.of(millis(traced.micros())).mean()));
    }
    return details;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private static double[] millis(List<Long> micros) {
    return micros.stream().mapToDouble(each -> each / 1000.0).toArray();
  }
}
