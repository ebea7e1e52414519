package dev.oplab.ort.tensor;

import dev.oplab.onnx.Datum;
import dev.oplab.onnx.DatumIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.ort.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder of inputs and expected outputs as ONNX's backend tests keep them: `input_0.pb` is the
/// model's first input, `output_0.pb` its first output.
public final class DataFolder {
  private static final Pattern FILE = Pattern.compile("(input|output)_(\\d{1,9})\\.pb");

  private DataFolder() {}

  /// {@return whether `folder` has files of this kind}
  ///
  /// @param kind `input` or `output`
  public static boolean has(Path folder, String kind) {
    return !files(folder, kind).isEmpty();
  }

  /// {@return the values in `folder` under the names that the model gives them}
  ///
  /// @param kind `input` or `output`
  /// @param slots the model's inputs or outputs, in order
  /// @param model what the model is called, for errors
  /// @throws OrtException if there are none, or more than the model has
  public static Map<String, Datum> values(
      Path folder, String kind, List<Value> slots, String model) {
    Map<Integer, Path> files = files(folder, kind);
    if (files.isEmpty()) {
      throw new OrtException(
          "%s: the folder has no files %s_0.pb, %s_1.pb ...%s"
              .formatted(folder, kind, kind, fix(folder)));
    }
    Map<String, Datum> values = new LinkedHashMap<>();
    files.forEach((place, file) -> {
      if (place >= slots.size()) {
        throw new OrtException(
            "%s: the model %s has %d %ss, so none is number %d%nFix: name the folder that belongs to this model."
                .formatted(file, model, slots.size(), kind, place));
      }
      Value slot = slots.get(place);
      Datum value = DatumIo.read(file, slot.type());
      values.put(slot.name(), value instanceof Tensor tensor ? tensor.named(slot.name()) : value);
    });
    return values;
  }

  private static Map<Integer, Path> files(Path folder, String kind) {
    Map<Integer, Path> files = new TreeMap<>();
    for (Path file : list(folder)) {
      Matcher matcher = FILE.matcher(String.valueOf(file.getFileName()));
      if (matcher.matches() && matcher.group(1).equals(kind)) {
        files.put(Integer.valueOf(matcher.group(2)), file);
      }
    }
    return files;
  }

  private static String fix(Path folder) {
    List<String> inside = new ArrayList<>();
    for (Path each : list(folder)) {
      if (Files.isDirectory(each)) {
        inside.add(each.toString());
      }
    }
    return inside.isEmpty()
        ? "%nFix: name a folder such as test_data_set_0.".formatted()
        : "%nFix: name a folder inside it: %s.".formatted(String.join(", ", inside));
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new OrtException(
          "%s: the folder cannot be read (%s)%nFix: check its name and that it may be read."
              .formatted(folder, e),
          e);
    }
  }
}
