package dev.oplab.ort.internal;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.NpyIo;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.internal.InputShapes.InputShape;
import dev.oplab.profile.EngineProfile.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything that goes into a model for one run, and how it was chosen. Immutable.
///
/// @param settings one line for each input
public record Inputs(Map<String, Tensor> tensors, List<Setting> settings, List<String> notes) {

  /// {@return inputs for `model`: from .npy files where given, else random}
  ///
  /// @throws OrtException if something given does not fit the model
  public static Inputs of(
      Model model, Map<String, List<Long>> shapes, Map<String, Path> files, long seed) {
    Map<String, Tensor> read = new TreeMap<>();
    Map<String, List<Long>> given = new TreeMap<>(shapes);
    for (Map.Entry<String, Path> each : new TreeMap<>(files).entrySet()) {
      Tensor tensor = npy(model, each.getKey(), each.getValue());
      read.put(each.getKey(), tensor);
      agree(model, each.getKey(), given.put(each.getKey(), sizes(tensor)), sizes(tensor));
    }
    InputShapes resolved = InputShapes.of(model, given);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<Setting> settings = new ArrayList<>();
    for (InputShape input : resolved.all()) {
      Tensor tensor = read.get(input.name());
      String source = String.valueOf(files.get(input.name()));
      if (tensor == null) {
        tensor = RandomTensor.any(input.name(), input.type(), input.shape(), seed);
        source = "random, seed " + seed;
      } else {
        checkType(model, input, tensor, source);
      }
      tensors.put(input.name(), tensor);
      settings.add(
          new Setting("input " + input.name(), input.type() + "" + input.shape() + ", " + source));
    }
    return new Inputs(tensors, settings, resolved.notes());
  }

  /// {@return these very tensors, if they fit the model}
  public static Inputs of(Model model, Map<String, Tensor> tensors) {
    Map<String, List<Long>> shapes = new TreeMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, sizes(tensor)));
    InputShapes resolved = InputShapes.of(model, shapes);
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    for (InputShape input : resolved.all()) {
      Tensor tensor = tensors.get(input.name());
      if (tensor == null) {
        throw new OrtException(
            "%s > input '%s': nothing was given for it%nFix: give a tensor of %s%s, or take InputFactory.random(...)."
                .formatted(model.name(), input.name(), input.type(), input.shape()));
      }
      checkType(model, input, tensor, "the tensor given");
      ordered.put(input.name(), tensor);
    }
    return new Inputs(ordered, List.of(), List.of());
  }

  private static List<Long> sizes(Tensor tensor) {
    return Arrays.stream(TensorFiles.sizes(tensor)).boxed().toList();
  }

  private static Tensor npy(Model model, String input, Path file) {
    try {
      return NpyIo.read(file);
    } catch (OnnxException e) {
      throw new OrtException(
          "%s > input '%s': %s".formatted(model.name(), input, e.getMessage()), e);
    }
  }

  private static void agree(
      Model model, String input, @Nullable List<Long> asked, List<Long> found) {
    if (asked != null && !asked.equals(found)) {
      throw new OrtException(
          "%s > input '%s': expected shape %s as asked for, found %s in its file%nFix: leave its shape out, or give another file."
              .formatted(model.name(), input, asked, found));
    }
  }

  private static void checkType(Model model, InputShape input, Tensor tensor, String source) {
    if (tensor.dataType() != input.type()) {
      throw new OrtException(
          "%s > input '%s': expected %s, found %s in %s%nFix: convert it first; nothing is converted silently."
              .formatted(model.name(), input.name(), input.type(), tensor.dataType(), source));
    }
  }
}
