package dev.oplab.ort.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.OrtProfiler;
import dev.oplab.ort.ProfileOptions;
import dev.oplab.profile.EngineProfile;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.Scratch;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// One call of [OrtProfiler#profile], from options to profile.
public final class ProfileCall {
  /// ONNX Runtime stops recording at a million events, and writes some 670 bytes for each; a
  /// quarter of that is plenty, and leaves room for what loops add.
  private static final int EVENTS = 250_000;

  private static final int FEWEST_RUNS = 3;

  /// How often a loop goes round is seen when it runs. It records some 100 000 events a second.
  private static final int SECONDS_WITH_LOOPS = 5;

  private ProfileCall() {}

  public static EngineProfile run(
      Model model, ProfileOptions options, OrtProfiler.Progress progress)
      throws InterruptedException {
    check(options);
    try {
      return profile(model, options, progress);
    } catch (OrtException | OnnxException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  private static EngineProfile profile(
      Model model, ProfileOptions options, OrtProfiler.Progress progress)
      throws InterruptedException {
    Inputs inputs = Inputs.of(model, options.shapes(), options.inputs(), options.seed());
    Feeds.check(model, inputs.tensors());
    progress.update("starting ONNX Runtime", 0, 0);
    try (Scratch scratch = Scratch.create()) {
      Map<String, Object> arguments =
          Ort.arguments(model, inputs, scratch, options.threads(), options.optimization());
      arguments.put("warmUp", options.warmUp());
      arguments.put("iterations", options.iterations());
      int runs = Math.max(FEWEST_RUNS, EVENTS / eventsPerRun(model.graph()));
      int profiled = Math.min(options.iterations(), runs);
      arguments.put("profiledIterations", profiled);
      arguments.put("profiledWarmUp", Math.min(options.warmUp(), Math.max(1, runs - profiled)));
      arguments.put("profiledSeconds", hasLoops(model) ? SECONDS_WITH_LOOPS : 0);
      JsonObject result = Ort.call(ProfileJob.NAME, model, arguments, progress::update);
      Model optimized = OnnxIo.read(Path.of(result.string("optimizedModel")));
      return new ProfileReport(model, optimized, TraceJson.from(result.object("trace")))
          .profile(options, inputs, result.string("version"), result.decimals("endToEnd"));
    }
  }

  private static void check(ProfileOptions options) {
    if (options.iterations() < 1 || options.warmUp() < 0 || options.threads() < 0) {
      throw new OrtException(
          "found %d iterations, %d warm-up runs, %d threads; expected at least 1, 0 and 0%nFix: give larger numbers."
              .formatted(options.iterations(), options.warmUp(), options.threads()));
    }
  }

  private static boolean hasLoops(Model model) {
    Stream<Node> called =
        model.functions().stream().flatMap(function -> function.body().nodes().stream());
    return Stream.concat(model.allNodes().stream(), called)
        .anyMatch(node -> node.opType().equals("Loop") || node.opType().equals("Scan"));
  }

  /// An estimate from above: the runtime seldom makes more nodes than it was given.
  private static int eventsPerRun(Graph graph) {
    int events = 3;
    for (Node node : graph.nodes()) {
      events++;
      for (Graph inside : GraphNames.subgraphs(node).values()) {
        events += eventsPerRun(inside);
      }
    }
    return events;
  }
}
