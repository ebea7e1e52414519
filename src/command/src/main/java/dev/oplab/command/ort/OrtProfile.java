package dev.oplab.command.ort;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.Positional;
import dev.oplab.command.Progress;
import dev.oplab.command.UsageException;
import dev.oplab.command.onnx.ModelSource;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Value;
import dev.oplab.ort.OrtProfiler;
import dev.oplab.ort.ProfileOptions;
import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.ProfileIo;
import dev.oplab.report.Charts;
import dev.oplab.report.Order;
import dev.oplab.report.Tables;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `ort profile MODEL`: where a model's time goes on the CPU.
public final class OrtProfile implements Command {
  private static final Positional<ModelSource> MODEL = ModelSource.argument();
  private static final Option<List<NamedShape>> SHAPES =
      Option.lists(
          "shapes",
          NamedShape.type(),
          "shape of an input, as input:1x3x224x224; several with commas between");
  private static final Option<List<NamedFile>> INPUTS =
      Option.list(
              "inputs",
              NamedFile.type(),
              "values of an input from a .npy file; the name may be left out where the model has"
                  + " one input; other inputs are random")
          .takingMore(NamedFile::looksLike);
  private static final Option<Long> SEED =
      Option.value(
          "seed", ArgumentTypes.wholeNumber(), 0L, "the same seed gives the same random inputs");
  private static final Option<Integer> WARM_UP =
      Option.value(
          "warm-up", ArgumentTypes.integer(0, 100_000), 10, "runs before measuring starts");
  private static final Option<Integer> ITERATIONS =
      Option.value("iterations", ArgumentTypes.integer(1, 100_000), 50, "measured runs")
          .letter('n');
  private static final Option<Integer> THREADS =
      Option.value(
          "threads",
          ArgumentTypes.integer(0, 1024),
          1,
          "threads that an operator may use, 0 for ONNX Runtime's own choice");
  private static final Option<ProfileOptions.Optimization> OPTIMIZATION =
      Option.value(
          "optimization",
          ArgumentTypes.choice("LEVEL", ProfileOptions.Optimization.class),
          ProfileOptions.Optimization.ALL,
          "how far ONNX Runtime may rewrite the graph");
  private static final Option<Order> SORT =
      Option.value(
          "sort",
          ArgumentTypes.choice("ORDER", Order.class),
          Order.EXECUTION,
          "order of the layers");

  @Override
  public Declaration declaration() {
    return Declaration.of("ort", "profile", "Show where a model's time goes on the CPU")
        .description(
            """
            Runs the model with ONNX Runtime and prints the time of every layer, as mean and median
            over the measured runs, its share of the total, and the same by operator type. A layer
            that the runtime fused or put in is shown as what it is, with the nodes it came from.

            The time of whole runs is measured apart, without profiling, which costs time itself;
            both that and the sum of the layers are shown.

            A name with a ':' or ',' in it goes in single quotes: --shapes "'x:0':1x3". --json, and
            -o with a name in .json, give a profile that OpLab reads again.
            """)
        .positional(MODEL)
        .option(SHAPES)
        .option(INPUTS)
        .option(ITERATIONS)
        .option(WARM_UP)
        .option(THREADS)
        .option(OPTIMIZATION)
        .option(SEED)
        .option(SORT)
        .tables("layers", "types", "summary")
        .pictures("layers", "types")
        .example("ort profile model.onnx", "Random inputs, one thread.")
        .example(
            "ort profile model.onnx --shapes input:8x3x224x224 --threads 0",
            "A batch of eight on all cores.")
        .example(
            "ort profile model.onnx --inputs input=x.npy --svg layers.svg",
            "Real input; the chart as a file.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) throws InterruptedException {
    OrtProfiler.warmUp(); // the worker starts while the model is read
    Model model = arguments.value(MODEL).open();
    EngineProfile profile;
    try (Progress progress = host.progress("ort profile")) {
      profile = OrtProfiler.profile(model, options(arguments, model), progress::update);
    }
    Order order = arguments.value(SORT);
    return CommandResult.of(profile)
        .table("layers", () -> Tables.layers(profile, order))
        .table("types", () -> Tables.types(profile).withoutFootnotes()) // those of the layers
        .table("summary", false, () -> Tables.summary(profile))
        .picture("layers", () -> Charts.latency(profile, order))
        .picture("types", () -> Charts.latencyByType(profile))
        .json(() -> ProfileIo.toJson(profile));
  }

  private static ProfileOptions options(Arguments arguments, Model model) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (NamedShape shape : arguments.value(SHAPES)) {
      put(shapes, SHAPES, inputName(shape.name(), SHAPES, model), shape.dims());
    }
    Map<String, Path> files = new LinkedHashMap<>();
    for (NamedFile file : arguments.value(INPUTS)) {
      put(files, INPUTS, inputName(file.name(), INPUTS, model), file.file());
    }
    return new ProfileOptions(
        shapes,
        files,
        arguments.value(SEED),
        arguments.value(WARM_UP),
        arguments.value(ITERATIONS),
        arguments.value(THREADS),
        arguments.value(OPTIMIZATION));
  }

  private static <V> void put(Map<String, V> values, Option<?> option, String name, V value) {
    if (values.put(name, value) != null) {
      throw new UsageException(option.label() + ": '" + name + "' is given twice");
    }
  }

  private static String inputName(String name, Option<?> option, Model model) {
    List<String> inputs = model.graph().requiredInputs().stream().map(Value::name).toList();
    if (!name.isEmpty()) {
      return name;
    }
    if (inputs.size() != 1) {
      throw new UsageException(
          "%s: the model has %d inputs, say which one: %s"
              .formatted(option.label(), inputs.size(), String.join(", ", inputs)));
    }
    return inputs.getFirst();
  }
}
