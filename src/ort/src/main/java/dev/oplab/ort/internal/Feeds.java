package dev.oplab.ort.internal;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.worker.JobException;
import dev.oplab.worker.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The inputs of a session in the worker: ONNX Runtime reads them where they are mapped.
final class Feeds implements AutoCloseable {
  private static final Map<DataType, OnnxJavaType> TYPES =
      Map.ofEntries(
          Map.entry(DataType.FLOAT, OnnxJavaType.FLOAT),
          Map.entry(DataType.DOUBLE, OnnxJavaType.DOUBLE),
          Map.entry(DataType.FLOAT16, OnnxJavaType.FLOAT16),
          Map.entry(DataType.BFLOAT16, OnnxJavaType.BFLOAT16),
          Map.entry(DataType.INT8, OnnxJavaType.INT8),
          Map.entry(DataType.UINT8, OnnxJavaType.UINT8),
          Map.entry(DataType.INT16, OnnxJavaType.INT16),
          Map.entry(DataType.INT32, OnnxJavaType.INT32),
          Map.entry(DataType.INT64, OnnxJavaType.INT64),
          Map.entry(DataType.BOOL, OnnxJavaType.BOOL));

  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

  private Feeds() {}

  /// Says now what would only come to light in the worker.
  ///
  /// @throws OrtException if ONNX Runtime's Java side has no tensors like one of these
  static void check(Model model, Map<String, Tensor> inputs) {
    inputs.forEach((name, tensor) -> {
      DataType type = tensor.dataType();
      if (type != DataType.STRING && !TYPES.containsKey(type)) {
        throw new dev.oplab.ort.OrtException(
            "%s > input '%s' (%s%s): ONNX Runtime's Java interface has no tensors of %s, and profiles are made with it%nFix: put a Cast behind the input and feed a type it has, such as int32 or float32."
                .formatted(model.name(), name, type, tensor.shape(), type));
      }
    });
  }

  static Feeds of(OrtEnvironment environment, List<JsonObject> described)
      throws OrtException, IOException {
    Feeds feeds = new Feeds();
    try {
      for (JsonObject each : described) {
        feeds.tensors.put(each.string("name"), tensor(environment, each));
      }
      return feeds;
    } catch (OrtException | IOException | RuntimeException e) {
      feeds.close();
      throw e;
    }
  }

  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  private static OnnxTensor tensor(OrtEnvironment environment, JsonObject described)
      throws OrtException, IOException {
    DataType type = DataType.valueOf(described.string("type"));
    long[] shape = described.longs("shape");
    if (type == DataType.STRING) {
      String[] strings = described.strings("strings").toArray(String[]::new);
      return OnnxTensor.createTensor(environment, strings, shape);
    }
    OnnxJavaType javaType = TYPES.get(type);
    if (javaType == null) {
      throw new JobException("ort-type", "inputs of type " + type + " cannot be passed", Map.of());
    }
    return OnnxTensor.createTensor(
        environment, mapped(Path.of(described.string("file"))), shape, javaType);
  }

  private static ByteBuffer mapped(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel
          .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
          .order(ByteOrder.nativeOrder());
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
