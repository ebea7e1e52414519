package dev.oplab.ort.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.Scratch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tensors between the caller and the worker: their bytes in files that both map, the rest in the
/// message.
final class TensorFiles {
  private TensorFiles() {}

  /// Writes the tensors into `scratch`.
  ///
  /// @return a description of each, for the message
  static List<Map<String, Object>> write(Map<String, Tensor> tensors, Scratch scratch) {
    List<Map<String, Object>> described = new ArrayList<>();
    for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
      Tensor tensor = each.getValue();
      Path file = scratch.file("in" + described.size());
      Map<String, Object> fields = describe(each.getKey(), tensor.dataType(), sizes(tensor), file);
      if (tensor.dataType() == DataType.STRING) {
        fields.put("strings", tensor.strings());
      } else {
        write(each.getKey(), tensor.data(), file);
      }
      described.add(fields);
    }
    return described;
  }

  static Map<String, Object> describe(String name, DataType type, long[] shape, Path file) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("type", type.name());
    fields.put("shape", shape);
    fields.put("file", file.toString());
    return fields;
  }

  /// Reads what a worker described; the tensors own their memory.
  static Map<String, Tensor> read(List<JsonObject> described) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    described.forEach(each -> tensors.put(each.string("name"), read(each)));
    return tensors;
  }

  private static Tensor read(JsonObject described) {
    String name = described.string("name");
    long[] shape = described.longs("shape");
    if (described.has("strings")) {
      return Tensor.of(name, described.strings("strings").toArray(String[]::new), shape);
    }
    try (Arena arena = Arena.ofConfined();
        FileChannel channel =
            FileChannel.open(Path.of(described.string("file")), StandardOpenOption.READ)) {
      long bytes = channel.size();
      MemorySegment data = Arena.ofAuto().allocate(Math.max(1, bytes), 8).asSlice(0, bytes);
      data.copyFrom(channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena));
      return Tensor.of(name, DataType.valueOf(described.string("type")), Shape.of(shape), data);
    } catch (IOException e) {
      throw new OrtException(
          "output '%s' could not be read back from the worker: %s%nFix: free some space in %s."
              .formatted(name, e, System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  static long[] sizes(Tensor tensor) {
    return tensor.shape().dims().stream().mapToLong(dim -> ((Dim.Known) dim).size()).toArray();
  }

  private static void write(String name, MemorySegment data, Path file) {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      channel.map(FileChannel.MapMode.READ_WRITE, 0, data.byteSize(), arena).copyFrom(data);
    } catch (IOException e) {
      throw new OrtException(
          "input '%s' could not be passed to the worker through %s: %s%nFix: free some space there, or choose another folder with -Djava.io.tmpdir=FOLDER."
              .formatted(name, file.getParent(), e),
          e);
    }
  }
}
