package dev.oplab.ort.feed;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.internal.feed.FeedResolver;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Where the inputs of a model come from: each from what was given for it, all others random.
/// Immutable: each method gives a changed copy. Nothing is read before [#values(Model)].
///
/// An input called `""` is the only one that the model requires.
public final class Feed {
  private final long seed;
  private final Map<String, Source> sources;
  private final List<Source> collections;
  private final Map<String, List<Long>> shapes;
  private final Map<String, Range> ranges;
  private final Optional<Range> usualRange;
  private final ImagePreprocessing images;

  /// Where a value comes from.
  public sealed interface Source {
    /// A value as it is.
    record Given(Datum value) implements Source {}

    /// A Java array, a number, a boolean or a string; nested arrays are dimensions.
    record Array(Object array) implements Source {}

    /// A file: an array (`.npy`, `.npz`, `.json`), a value of ONNX's (`.pb`) or a picture.
    record InFile(Path file) implements Source {}

    /// A picture in a file.
    record ImageFile(Path file, ImagePreprocessing how) implements Source {}

    /// A picture in memory.
    record Image(BufferedImage image, ImagePreprocessing how) implements Source {}

    /// Something that becomes a tensor once the input's type is known; `label` says what it is.
    ///
    /// @param maker takes the element type and the number of dimensions, -1 where not known
    record Made(String label, BiFunction<DataType, Integer, Tensor> maker) implements Source {}
  }

  private Feed(
      long seed,
      Map<String, Source> sources,
      List<Source> collections,
      Map<String, List<Long>> shapes,
      Map<String, Range> ranges,
      Optional<Range> usualRange,
      ImagePreprocessing images) {
    this.seed = seed;
    this.sources = sources;
    this.collections = collections;
    this.shapes = shapes;
    this.ranges = ranges;
    this.usualRange = usualRange;
    this.images = images;
  }

  /// {@return random values for every input, the same for the same seed}
  ///
  /// Floats are uniform in [0, 1), integers 0 or 1 (so that they serve as indices too), booleans
  /// either way, strings empty; [#range] changes that. Dimensions that nothing fixes are 1.
  public static Feed random(long seed) {
    return new Feed(
        seed,
        Map.of(),
        List.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        ImagePreprocessing.plain());
  }

  /// {@return these very values, the other inputs random with seed 0}
  public static Feed of(Map<String, ? extends Datum> values) {
    Feed feed = random(0);
    for (Map.Entry<String, ? extends Datum> each : values.entrySet()) {
      feed = feed.give(each.getKey(), each.getValue());
    }
    return feed;
  }

  /// {@return this feed with another seed for random values}
  public Feed seed(long other) {
    return new Feed(other, sources, collections, shapes, ranges, usualRange, images);
  }

  /// {@return this feed with a value for `input`}
  public Feed give(String input, Datum value) {
    return with(input, new Source.Given(value));
  }

  /// {@return this feed with `input` from a file: `.npy`; `.npz` and Polygraphy's `.json`, which
  /// have arrays by name; `.pb` as in ONNX's backend tests; or a picture, see
  /// [#images(ImagePreprocessing)]}
  public Feed give(String input, Path file) {
    return with(input, new Source.InFile(file));
  }

  /// {@return this feed with `input` from a Java array of any depth, a number, a boolean or a
  /// string; arrays of `byte`, `short`, `int` and `long` serve for unsigned types of their size too}
  public Feed array(String input, Object array) {
    return with(input, new Source.Array(array));
  }

  /// {@return this feed with pictures that were given as files made into tensors in this way}
  public Feed images(ImagePreprocessing how) {
    return new Feed(seed, sources, collections, shapes, ranges, usualRange, how);
  }

  /// {@return this feed with `input` from a picture in a file}
  public Feed image(String input, Path file, ImagePreprocessing how) {
    return with(input, new Source.ImageFile(file, how));
  }

  /// {@return this feed with `input` from a picture}
  public Feed image(String input, BufferedImage image, ImagePreprocessing how) {
    return with(input, new Source.Image(image, how));
  }

  /// {@return this feed with `input` from something that becomes a tensor of the type and rank that
  /// the model wants}
  ///
  /// @param label what it is, for those who read where an input came from
  /// @param maker takes the element type and the number of dimensions, -1 where not known
  public Feed make(String input, String label, BiFunction<DataType, Integer, Tensor> maker) {
    return with(input, new Source.Made(label, maker));
  }

  /// {@return this feed with every input that a file or folder has by name: an `.npz` archive,
  /// Polygraphy's `.json`, or a folder with `input_0.pb`, `input_1.pb` ... as ONNX's backend tests
  /// keep them}
  public Feed giveAll(Path archiveOrFolder) {
    List<Source> more = new ArrayList<>(collections);
    more.add(new Source.InFile(archiveOrFolder));
    return new Feed(seed, sources, List.copyOf(more), shapes, ranges, usualRange, images);
  }

  /// {@return this feed with the shape of a random input; a symbolic dimension fixed here has that
  /// size in all inputs}
  public Feed shape(String input, long... sizes) {
    Map<String, List<Long>> more = new LinkedHashMap<>(shapes);
    more.put(input, Arrays.stream(sizes).boxed().toList());
    return new Feed(
        seed, sources, collections, Collections.unmodifiableMap(more), ranges, usualRange, images);
  }

  /// {@return this feed with the random values of all inputs in this range}
  ///
  /// @throws dev.oplab.ort.OrtException if these are not two finite numbers, the lower one first
  public Feed range(double low, double high) {
    Optional<Range> range = Optional.of(new Range(low, high));
    return new Feed(seed, sources, collections, shapes, ranges, range, images);
  }

  /// {@return this feed with the random values of `input` in this range}
  ///
  /// @throws dev.oplab.ort.OrtException if these are not two finite numbers, the lower one first
  public Feed range(String input, double low, double high) {
    Map<String, Range> more = new LinkedHashMap<>(ranges);
    more.put(input, new Range(low, high));
    return new Feed(
        seed, sources, collections, shapes, Collections.unmodifiableMap(more), usualRange, images);
  }

  /// Reads and makes everything.
  ///
  /// @return a value for each input that `model` requires or this gives
  /// @throws dev.oplab.ort.OrtException if something given does not fit the model or cannot be
  ///   read: which input, expected and found
  public FeedValues values(Model model) {
    return FeedResolver.resolve(model, this);
  }

  public long seed() {
    return seed;
  }

  /// {@return what was given by input}
  public Map<String, Source> sources() {
    return sources;
  }

  /// {@return files and folders that have several inputs}
  public List<Source> collections() {
    return collections;
  }

  public Map<String, List<Long>> shapes() {
    return shapes;
  }

  public Map<String, Range> ranges() {
    return ranges;
  }

  /// {@return how pictures that were given as files become tensors}
  public ImagePreprocessing images() {
    return images;
  }

  /// {@return the range of inputs that have none of their own}
  public Optional<Range> usualRange() {
    return usualRange;
  }

  private Feed with(String input, Source source) {
    Map<String, Source> more = new LinkedHashMap<>(sources);
    more.put(input, source);
    return new Feed(
        seed, Collections.unmodifiableMap(more), collections, shapes, ranges, usualRange, images);
  }
}
