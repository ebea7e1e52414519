package dev.oplab.ort.internal.feed;

import dev.oplab.onnx.Datum;
import dev.oplab.onnx.DatumIo;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.NpyIo;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.ValueType.TensorType;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.feed.Feed.Source;
import dev.oplab.ort.feed.ImagePreprocessing;
import dev.oplab.ort.internal.Names;
import dev.oplab.ort.internal.feed.FeedResolver.Loaded;
import dev.oplab.ort.tensor.DataFolder;
import dev.oplab.ort.tensor.SavedTensors;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads what a [dev.oplab.ort.feed.Feed] names. An archive that several inputs come from is read
/// once. Mutable, used once.
final class FeedFiles {
  private final Model model;
  private final ImagePreprocessing images;
  private final Map<Path, Map<String, Tensor>> archives = new HashMap<>();

  FeedFiles(Model model, ImagePreprocessing images) {
    this.model = model;
    this.images = images;
  }

  /// {@return everything in a file or folder with several inputs, by input}
  Map<String, Loaded> all(Source source) {
    if (!(source instanceof Source.InFile(Path file))) {
      throw new IllegalArgumentException("not a file: " + source);
    }
    Map<String, Loaded> found = new LinkedHashMap<>();
    if (Files.isDirectory(file)) {
      DataFolder.values(file, "input", model.graph().inputs(), model.name())
          .forEach((name, value) -> found.put(name, new Loaded(value, file.toString())));
      return found;
    }
    List<String> known = model.graph().inputs().stream().map(Value::name).toList();
    archive(file).forEach((name, tensor) -> {
      if (!known.contains(name)) {
        throw new OrtException(
            "%s: the model %s has no input '%s'; its inputs are %s%nFix: %sgive an array for an input by that name, as in --inputs NAME=FILE, or name the arrays as the inputs."
                .formatted(file, model.name(), name, known, Names.didYouMean(name, known)));
      }
      found.put(name, new Loaded(tensor, file.toString()));
    });
    return found;
  }

  /// {@return the value for one input}
  Loaded one(Value input, Source source) {
    try {
      return switch (source) {
        case Source.Given(Datum value) -> new Loaded(named(input, value), "given");
        case Source.Array(Object array) ->
            new Loaded(
                ArrayTensor.of(where(input), array, tensorType(input).dataType())
                    .named(input.name()),
                "given as " + array.getClass().getSimpleName());
        case Source.InFile(Path file) -> file(input, file);
        case Source.ImageFile(Path file, ImagePreprocessing how) ->
            image(input, Pixels.read(file), how, file.toString());
        case Source.Image(BufferedImage image, ImagePreprocessing how) ->
            image(input, image, how, "a picture");
        case Source.Made made -> {
          TensorType type = tensorType(input);
          int rank = type.shape() == null ? -1 : type.shape().rank();
          Tensor tensor = made.maker().apply(type.dataType(), rank);
          yield new Loaded(tensor.named(input.name()), made.label());
        }
      };
    } catch (OrtException | OnnxException e) {
      throw FeedResolver.at(model, input.name(), e);
    }
  }

  private Loaded image(
      Value input, BufferedImage image, ImagePreprocessing how, String source) {
    ImageTensor made = ImageTensor.of(where(input), image, how, tensorType(input));
    return new Loaded(made.tensor().named(input.name()), source + ", " + made.how());
  }

  private Loaded file(Value input, Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      return new Loaded(NpyIo.read(file, input.name()), file.toString());
    }
    if (name.endsWith(".npz") || name.endsWith(".json")) {
      return new Loaded(named(input, member(input, file)), file.toString());
    }
    if (name.endsWith(".pb")) {
      return new Loaded(named(input, DatumIo.read(file, input.type())), file.toString());
    }
    if (Pixels.isImage(file)) {
      return image(input, Pixels.read(file), images, file.toString());
    }
    throw new OrtException(
        "%s: found '%s', expected .npy, .npz, .json (Polygraphy's), .pb (ONNX's), .png, .jpg, .bmp or .gif%nFix: name a file of one of these kinds."
            .formatted(where(input), file));
  }

  private Tensor member(Value input, Path file) {
    Map<String, Tensor> arrays = archive(file);
    Tensor found = arrays.get(input.name());
    if (found != null) {
      return found;
    }
    if (arrays.size() == 1) {
      return arrays.values().iterator().next();
    }
    throw new OrtException(
        "%s: expected an array '%s' in %s, found %s%nFix: %sname the array as the input, or save it alone."
            .formatted(
                where(input),
                input.name(),
                file,
                arrays.keySet(),
                Names.didYouMean(input.name(), arrays.keySet())));
  }

  private Map<String, Tensor> archive(Path file) {
    return archives.computeIfAbsent(file, SavedTensors::arrays);
  }

  private static Datum named(Value input, Datum value) {
    return value instanceof Tensor tensor ? tensor.named(input.name()) : value;
  }

  private String where(Value input) {
    return model.name() + " > input '" + input.name() + "'";
  }

  private TensorType tensorType(Value input) {
    ValueType type = input.type();
    if (type instanceof ValueType.OptionalType(ValueType inner)) {
      type = inner;
    }
    if (!(type instanceof TensorType tensor)) {
      throw new OrtException(
          "%s: expected %s, which neither an array nor a picture is%nFix: give a file in the form of ONNX's backend tests (.pb)."
              .formatted(where(input), input.type()));
    }
    return tensor;
  }
}
