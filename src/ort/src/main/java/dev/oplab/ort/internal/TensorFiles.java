package dev.oplab.ort.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
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

  private static Map<String, Object> describe(String name, DataType type, long[] shape, Path file) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("type", type.name());
    fields.put("shape", shape);
    fields.put("file", file.toString());
    return fields;
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
