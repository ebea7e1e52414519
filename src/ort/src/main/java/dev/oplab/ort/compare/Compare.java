package dev.oplab.ort.compare;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtProfiler.Progress;
import dev.oplab.ort.RunResult;
import dev.oplab.ort.compare.Differences.Difference;
import dev.oplab.ort.compare.OutputComparison.Verdict;
import dev.oplab.ort.feed.Feed;
import dev.oplab.ort.tensor.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares what came out with what should have.
public final class Compare {
  private Compare() {}

  /// {@return how `found` compares with `expected`, name by name}
  ///
  /// A value that only one of the two has does not pass. Sequences and maps are compared element by
  /// element, each as `name[0]`.
  public static Comparison outputs(
      Map<String, ? extends Datum> found, Map<String, ? extends Datum> expected, Tolerance tolerance) {
    List<OutputComparison> outputs = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(found.keySet());
    names.addAll(expected.keySet());
    for (String name : names) {
      outputs.addAll(values(name, name, found.get(name), expected.get(name), tolerance));
    }
    return new Comparison(outputs, tolerance);
  }

  /// {@return how two tensors compare; `name` is what the result calls them}
  public static OutputComparison tensors(
      String name, Tensor found, Tensor expected, Tolerance tolerance) {
    return tensor(name, name, found, expected, tolerance);
  }

  /// Runs two models on the same inputs and compares their outputs, those of `expected` being the
  /// ones that should come out.
  ///
  /// Outputs belong together by name, and by place where names differ and their number is the same;
  /// so do inputs.
  ///
  /// @param feed for the inputs of `found`; random ones are the same for both
  /// @throws dev.oplab.ort.OrtException if one of them cannot be run on these inputs
  /// @throws InterruptedException if the thread was interrupted
  public static ModelComparison models(
      Model found, Model expected, Feed feed, CompareOptions options) throws InterruptedException {
    return models(found, expected, feed, options, Progress.NONE);
  }

  /// Runs two models on the same inputs and compares their outputs; `progress` is told of each step.
  ///
  /// @throws dev.oplab.ort.OrtException if one of them cannot be run on these inputs
  /// @throws InterruptedException if the thread was interrupted
  public static ModelComparison models(
      Model found, Model expected, Feed feed, CompareOptions options, Progress progress)
      throws InterruptedException {
    return new ModelCompare(found, expected, options, progress).run(feed);
  }

  /// Runs a model and compares what it puts out with what was saved. Values inside the graph that
  /// were saved too are compared as layers.
  ///
  /// @param name what the saved values are called
  /// @throws dev.oplab.ort.OrtException if the model cannot be run on these inputs
  /// @throws InterruptedException if the thread was interrupted
  public static ModelComparison saved(
      Model found,
      String name,
      Map<String, ? extends Datum> expected,
      Feed feed,
      CompareOptions options,
      Progress progress)
      throws InterruptedException {
    return SavedCompare.run(found, name, expected, feed, options, progress);
  }

  /// {@return how the outputs of a run, and the inner values that were brought back, compare with
  /// what was saved}
  ///
  /// Of the values inside the graph only those that were saved count.
  public static Comparison saved(
      RunResult found, Map<String, ? extends Datum> expected, Tolerance tolerance) {
    Map<String, Datum> counted = new LinkedHashMap<>(found.outputs());
    found.tensors().forEach((name, value) -> {
      if (expected.containsKey(name)) {
        counted.put(name, value);
      }
    });
    return outputs(counted, expected, tolerance);
  }

  static List<OutputComparison> values(
      String name,
      String expectedName,
      @Nullable Datum found,
      @Nullable Datum expected,
      Tolerance tolerance) {
    if (found == null || expected == null) {
      return List.of(missing(name, expectedName, found, expected));
    }
    if (found instanceof Tensor f && expected instanceof Tensor e) {
      return List.of(tensor(name, expectedName, f, e, tolerance));
    }
    if (found instanceof Datum.Absent && expected instanceof Datum.Absent) {
      return List.of(
          new OutputComparison(
              name, expectedName, Verdict.EQUAL, "nothing", "nothing", "", Optional.empty()));
    }
    Map<String, Tensor> finds = Datum.tensors(Map.of(name, found));
    Map<String, Tensor> expects = Datum.tensors(Map.of(name, expected));
    boolean sameKind = found.getClass() == expected.getClass();
    if (!sameKind || !finds.keySet().equals(expects.keySet())) {
      String problem =
          "expected %s, found %s".formatted(Datum.describe(expected), Datum.describe(found));
      return List.of(
          new OutputComparison(
              name,
              expectedName,
              Verdict.KIND,
              Datum.describe(found),
              Datum.describe(expected),
              problem,
              Optional.empty()));
    }
    List<OutputComparison> parts = new ArrayList<>();
    finds.forEach((part, tensor) ->
        parts.add(
            tensor(
                part,
                expectedName + part.substring(name.length()),
                tensor,
                Objects.requireNonNull(expects.get(part)),
                tolerance)));
    if (parts.isEmpty()) {
      String kind = Datum.describe(found);
      parts.add(
          new OutputComparison(name, expectedName, Verdict.EQUAL, kind, kind, "", Optional.empty()));
    }
    return parts;
  }

  private static OutputComparison missing(
      String name, String expectedName, @Nullable Datum found, @Nullable Datum expected) {
    String there = found == null ? "" : Datum.describe(found);
    String wanted = expected == null ? "" : Datum.describe(expected);
    return new OutputComparison(
        name,
        expectedName,
        found == null ? Verdict.MISSING : Verdict.UNEXPECTED,
        there,
        wanted,
        found == null
            ? "expected %s, and there is no '%s'".formatted(wanted, name)
            : "found %s, and nothing called '%s' was expected".formatted(there, name),
        Optional.empty());
  }

  private static OutputComparison tensor(
      String name, String expectedName, Tensor found, Tensor expected, Tolerance tolerance) {
    String there = Datum.describe(found);
    String wanted = Datum.describe(expected);
    if (!found.shape().equals(expected.shape())) {
      String problem = "expected the shape %s, found %s".formatted(expected.shape(), found.shape());
      return new OutputComparison(
          name, expectedName, Verdict.SHAPE, there, wanted, problem, Optional.empty());
    }
    boolean text = found.dataType() == DataType.STRING;
    boolean sameType = found.dataTypeCode() == expected.dataTypeCode();
    boolean comparable = sameType || (!text && expected.dataType() != DataType.STRING);
    if (!comparable || (!sameType && !tolerance.anyType())) {
      Optional<Differences> numbers =
          comparable
              ? Optional.of(TensorCompare.of(found, expected, tolerance))
              : Optional.empty();
      String problem =
          "expected %s, found %s".formatted(expected.dataType(), found.dataType());
      return new OutputComparison(
          name, expectedName, Verdict.TYPE, there, wanted, problem, numbers);
    }
    Differences differences =
        text ? strings(found, expected) : TensorCompare.of(found, expected, tolerance);
    Verdict verdict =
        differences.beyond() > 0
            ? Verdict.BEYOND
            : differences.unequal() > 0 ? Verdict.WITHIN : Verdict.EQUAL;
    return new OutputComparison(
        name,
        expectedName,
        verdict,
        there,
        wanted,
        verdict.passes() ? "" : problem(differences),
        Optional.of(differences));
  }

  private static String problem(Differences differences) {
    String where =
        differences
            .first()
            .map(first ->
                ", the first at %s: expected %s, found %s"
                    .formatted(first.at(), first.expected(), first.found()))
            .orElse("");
    String largest =
        differences
            .absolute()
            .map(errors -> "; at most %s off".formatted(Figures.of(errors.max())))
            .orElse("");
    return "%,d of %,d elements are beyond the tolerance%s%s"
        .formatted(differences.beyond(), differences.count(), where, largest);
  }

  private static Differences strings(Tensor found, Tensor expected) {
    List<String> there = found.strings();
    List<String> wanted = expected.strings();
    long unequal = 0;
    Difference first = null;
    for (int i = 0; i < there.size(); i++) {
      if (!there.get(i).equals(wanted.get(i))) {
        unequal++;
        if (first == null) {
          String at = TensorCompare.index(found, there.size(), i).toString();
          first = new Difference(at, "'" + there.get(i) + "'", "'" + wanted.get(i) + "'");
        }
      }
    }
    return new Differences(
        there.size(),
        unequal,
        unequal,
        0,
        Optional.empty(),
        Optional.empty(),
        Double.NaN,
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(first));
  }
}
