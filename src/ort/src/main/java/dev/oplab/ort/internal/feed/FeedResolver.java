package dev.oplab.ort.internal.feed;

import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.ValueType.TensorType;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.feed.Feed;
import dev.oplab.ort.feed.FeedValues;
import dev.oplab.ort.feed.Range;
import dev.oplab.ort.internal.InputShapes;
import dev.oplab.ort.internal.InputShapes.InputShape;
import dev.oplab.ort.internal.Names;
import dev.oplab.ort.internal.RandomTensor;
import dev.oplab.profile.EngineProfile.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes of a [Feed] the values for one model. Mutable, used once.
public final class FeedResolver {
  private final Model model;
  private final Feed feed;
  private final Map<String, Loaded> loaded = new LinkedHashMap<>();
  private final Map<String, List<Long>> shapes = new TreeMap<>();

  /// A value and where it came from.
  record Loaded(Datum value, String source) {}

  private FeedResolver(Model model, Feed feed) {
    this.model = model;
    this.feed = feed;
  }

  /// {@return a value for each input that `model` requires or `feed` gives}
  ///
  /// @throws OrtException if something given does not fit: which input, expected and found
  public static FeedValues resolve(Model model, Feed feed) {
    return new FeedResolver(model, feed).resolve();
  }

  /// {@return exactly `values`, if they fit the model and none that it requires is missing}
  ///
  /// @throws OrtException if not: which input, expected and found
  public static FeedValues exactly(Model model, Map<String, ? extends Datum> values) {
    for (Value input : model.graph().requiredInputs()) {
      boolean optional = input.type() instanceof ValueType.OptionalType;
      if (!values.containsKey(input.name()) && !optional) {
        throw new OrtException(
            "%s > input '%s': nothing was given for it%nFix: give %s, or take a Feed, which makes up what is missing."
                .formatted(model.name(), input.name(), described(input.type())));
      }
    }
    return resolve(model, Feed.of(values));
  }

  private static String described(ValueType type) {
    return type instanceof TensorType ? "a tensor of " + type : String.valueOf(type);
  }

  private FeedValues resolve() {
    FeedFiles files = new FeedFiles(model, feed.images());
    for (Feed.Source source : feed.collections()) {
      loaded.putAll(files.all(source));
    }
    feed.sources().forEach((name, source) -> {
      Value input = input(name);
      loaded.put(input.name(), files.one(input, source));
    });
    feed.shapes().forEach((name, sizes) -> shapes.put(input(name).name(), sizes));
    Map<String, Range> ranges = new LinkedHashMap<>();
    feed.ranges().forEach((name, range) -> ranges.put(input(name).name(), range));
    Set<String> settled = check();
    InputShapes resolved = InputShapes.of(model, shapes, settled);
    Map<String, InputShape> tensors = new LinkedHashMap<>();
    resolved.all().forEach(input -> tensors.put(input.name(), input));
    Map<String, Datum> values = new LinkedHashMap<>();
    List<Setting> sources = new ArrayList<>();
    for (Value input : model.graph().inputs()) {
      Loaded given = loaded.get(input.name());
      InputShape shape = tensors.get(input.name());
      if (given == null && shape != null) {
        given = random(shape, ranges.get(input.name()));
      }
      if (given != null) {
        values.put(input.name(), given.value());
        sources.add(
            new Setting(
                "input " + input.name(), Datum.describe(given.value()) + ", " + given.source()));
      }
    }
    return new FeedValues(values, sources, resolved.notes());
  }

  private Loaded random(InputShape input, @Nullable Range own) {
    Range range = own == null ? feed.usualRange().orElse(null) : own;
    String seed = "random, seed " + feed.seed();
    if (range == null) {
      return new Loaded(
          RandomTensor.any(input.name(), input.type(), input.shape(), feed.seed()), seed);
    }
    Tensor tensor =
        RandomValues.of(input.name(), input.type(), input.shape(), range, feed.seed());
    return new Loaded(tensor, "random in " + range + ", seed " + feed.seed());
  }

  /// {@return the input called `name`; the only one for an empty name}
  private Value input(String name) {
    List<Value> required = model.graph().requiredInputs();
    if (name.isEmpty() && required.size() == 1) {
      return required.getFirst();
    }
    List<String> known = model.graph().inputs().stream().map(Value::name).toList();
    if (name.isEmpty()) {
      throw new OrtException(
          "%s: the model has %d inputs, and a value has no name: %s%nFix: say which input it is for."
              .formatted(model.name(), required.size(), known));
    }
    return model.graph().inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new OrtException(
                "%s: there is no input '%s'; the inputs are %s%nFix: %suse one of these names."
                    .formatted(model.name(), name, known, Names.didYouMean(name, known))));
  }

  /// Compares what was given with what the model says.
  ///
  /// @return the inputs that need no shape
  private Set<String> check() {
    Set<String> settled = new HashSet<>();
    for (Value input : model.graph().inputs()) {
      Loaded given = loaded.get(input.name());
      if (given == null && input.type() instanceof ValueType.OptionalType) {
        given = new Loaded(new Datum.Absent(), "left out");
        loaded.put(input.name(), given);
      }
      if (given == null) {
        continue;
      }
      check(input, input.type(), given);
      if (given.value() instanceof Tensor tensor && input.type() instanceof TensorType) {
        agree(input.name(), sizes(tensor), given.source());
      } else {
        settled.add(input.name());
      }
    }
    return settled;
  }

  private void agree(String input, List<Long> found, String source) {
    List<Long> asked = shapes.put(input, found);
    if (asked != null && !asked.equals(found)) {
      throw new OrtException(
          "%s > input '%s': expected shape %s as asked for, found %s in %s%nFix: leave its shape out, or give another value."
              .formatted(model.name(), input, asked, found, source));
    }
  }

  private void check(Value input, ValueType type, Loaded given) {
    boolean fits =
        switch (type) {
          case TensorType tensor when given.value() instanceof Tensor found -> {
            if (found.dataType() != tensor.dataType()) {
              throw new OrtException(
                  "%s > input '%s': expected %s, found %s in %s%nFix: convert it first; nothing is converted silently."
                      .formatted(
                          model.name(),
                          input.name(),
                          tensor.dataType(),
                          found.dataType(),
                          given.source()));
            }
            yield true;
          }
          case ValueType.SequenceType _ -> given.value() instanceof Datum.Sequence;
          case ValueType.MapType _ -> given.value() instanceof Datum.Mapping;
          case ValueType.OptionalType(ValueType inner) -> {
            if (!(given.value() instanceof Datum.Absent)) {
              check(input, inner, given);
            }
            yield true;
          }
          case TensorType _ -> false;
          default -> true;
        };
    if (!fits) {
      throw new OrtException(
          "%s > input '%s': expected %s, found %s in %s%nFix: give a value of that type."
              .formatted(
                  model.name(),
                  input.name(),
                  described(input.type()),
                  Datum.describe(given.value()),
                  given.source()));
    }
  }

  private static List<Long> sizes(Tensor tensor) {
    return tensor.shape().dims().stream().map(dim -> ((Dim.Known) dim).size()).toList();
  }

  /// {@return `e` as an error about this input}
  static OrtException at(Model model, String input, RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    boolean told = message.startsWith(model.name());
    return e instanceof OrtException ort && told
        ? ort
        : new OrtException("%s > input '%s': %s".formatted(model.name(), input, message), e);
  }
}
