package dev.oplab.ort.tensor;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Datum;
import dev.oplab.onnx.DatumIo;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.NpyIo;
import dev.oplab.onnx.NpzIo;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.ort.OrtException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The files that outputs are saved in: `.npz`, `.npy` for a single tensor, Polygraphy's `.json`,
/// and folders of `output_0.pb`, `output_1.pb` ... as ONNX's backend tests keep them.
public final class SavedTensors {
  private SavedTensors() {}

  /// {@return whether a name is that of a file that results are saved in}
  public static boolean isSaved(Path file) {
    return List.of(".npz", ".npy", ".json", ".pb").contains(extension(file))
        || Files.isDirectory(file);
  }

  /// Reads what was saved.
  ///
  /// @param model gives the values of a folder their names and types; those of its outputs
  /// @throws OrtException or [OnnxException] if the file is missing, damaged or of another kind
  public static Map<String, Datum> read(Path path, Model model) {
    if (Files.isDirectory(path)) {
      return DataFolder.values(path, "output", model.graph().outputs(), model.name());
    }
    if (extension(path).equals(".pb") && model.graph().outputs().size() == 1) {
      Value output = model.graph().outputs().getFirst();
      return Map.of(output.name(), DatumIo.read(path, output.type()));
    }
    Map<String, Datum> values = new LinkedHashMap<>(arrays(path));
    if (extension(path).equals(".npy") && model.graph().outputs().size() == 1) {
      return Map.of(model.graph().outputs().getFirst().name(), values.values().iterator().next());
    }
    return values;
  }

  /// {@return the arrays of an `.npz`, `.npy` or `.json` file by name}
  ///
  /// @throws OrtException or [OnnxException] if the file is missing, damaged or of another kind
  public static Map<String, Tensor> arrays(Path path) {
    return switch (extension(path)) {
      case ".npz" -> NpzIo.read(path);
      case ".npy" -> {
        Tensor tensor = NpyIo.read(path);
        yield Map.of(tensor.name(), tensor);
      }
      case ".json" -> PolygraphyJson.read(path);
      default ->
          throw new OrtException(
              "%s: expected .npz, .npy, .json or a folder of .pb files%nFix: name a file that results were saved in."
                  .formatted(path));
    };
  }

  /// Writes values; a file of that name is replaced once the new one is complete. The tensors of
  /// sequences and maps are written under names such as `y[0]`.
  ///
  /// @param seconds what the run took, which Polygraphy's files note
  /// @return what was changed for NumPy: types it lacks become float32, int8 or uint8, which hold
  ///   each of their values
  /// @throws OrtException or [OnnxException] if that fails, or `path` is of no such kind
  public static List<String> write(Map<String, ? extends Datum> values, double seconds, Path path) {
    List<String> notes = new ArrayList<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Datum.tensors(values).forEach((name, tensor) -> {
      Tensor numpy = forNumpy(tensor).named(name);
      if (numpy.dataType() != tensor.dataType()) {
        notes.add(
            "'%s' is %s, which NumPy lacks; saved as %s, which holds each of its values"
                .formatted(name, tensor.dataType(), numpy.dataType()));
      }
      tensors.put(name, numpy);
    });
    switch (extension(path)) {
      case ".npz" -> NpzIo.write(tensors, path);
      case ".npy" -> NpyIo.write(only(tensors, path), path);
      case ".json" -> json(tensors, seconds, path);
      default -> throw wrongKind(path);
    }
    return notes;
  }

  /// Says now what would only come to light after the work.
  ///
  /// @throws OrtException if no tensors can be written to a file of this name
  public static void check(Path path) {
    if (!List.of(".npz", ".npy", ".json").contains(extension(path))) {
      throw wrongKind(path);
    }
  }

  private static OrtException wrongKind(Path path) {
    return new OrtException(
        "%s: expected a file name ending in .npz, .npy or .json%nFix: name it %s.npz, say."
            .formatted(path, path));
  }

  private static Tensor only(Map<String, Tensor> tensors, Path path) {
    if (tensors.size() != 1) {
      throw new OrtException(
          "%s: an .npy file holds one tensor, and there are %d: %s%nFix: write an .npz file, which holds them by name."
              .formatted(path, tensors.size(), String.join(", ", tensors.keySet())));
    }
    return tensors.values().iterator().next();
  }

  private static void json(Map<String, Tensor> tensors, double seconds, Path path) {
    Path target = path.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        PolygraphyJson.write(tensors, seconds, out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OrtException(
          "%s: the tensors cannot be written here (%s)%nFix: check that the folder exists, may be written and has room."
              .formatted(path, e),
          e);
    }
  }

  private static Tensor forNumpy(Tensor tensor) {
    return switch (tensor.dataType()) {
      case BFLOAT16,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT8E8M0,
          FLOAT4E2M1 ->
          wider(tensor, DataType.FLOAT);
      case INT4, INT2 -> wider(tensor, DataType.INT8);
      case UINT4, UINT2 -> wider(tensor, DataType.UINT8);
      default -> tensor;
    };
  }

  private static Tensor wider(Tensor tensor, DataType type) {
    Numbers numbers = Numbers.of(tensor);
    int width = type.bits() / 8;
    MemorySegment data = Arena.ofAuto().allocate(Math.max(1, numbers.count() * width), 8);
    ValueLayout.OfFloat floats =
        ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < numbers.count(); i++) {
      if (type == DataType.FLOAT) {
        data.set(floats, i * width, (float) numbers.at(i));
      } else {
        data.set(ValueLayout.JAVA_BYTE, i, (byte) numbers.at(i));
      }
    }
    return Tensor.of(
        tensor.name(), type, tensor.shape(), data.asSlice(0, numbers.count() * width));
  }

  private static String extension(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot);
  }
}
