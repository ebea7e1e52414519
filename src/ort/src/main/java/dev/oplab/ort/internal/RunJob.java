package dev.oplab.ort.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.oplab.onnx.DataType;
import dev.oplab.worker.JobContext;
import dev.oplab.worker.JobException;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.WorkerJob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs a model once and leaves its outputs in files.
///
/// Arguments: `model`, `linked`, `threads`, `optimization`, `inputs`, `folder`. Result: `outputs`.
public final class RunJob implements WorkerJob {
  static final String NAME = "ort-run";
  static final String BAD_OUTPUT = "ort-output";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JsonObject run(JobContext context) throws OrtException, IOException, InterruptedException {
    JsonObject arguments = context.arguments();
    Path folder = Path.of(arguments.string("folder"));
    OrtEnvironment environment = Sessions.environment();
    context.progress("loading", 0, 0);
    try (Feeds feeds = Feeds.of(environment, arguments.objects("inputs"));
        SessionOptions options = Sessions.options(arguments);
        OrtSession session = Sessions.open(environment, arguments, options)) {
      context.progress("running", 0, 0);
      try (OrtSession.Result outputs = session.run(feeds.tensors())) {
        List<Map<String, Object>> described = new ArrayList<>();
        for (Map.Entry<String, OnnxValue> output : outputs) {
          Path file = folder.resolve("out" + described.size());
          described.add(save(output.getKey(), output.getValue(), file));
        }
        return new JsonObject(Map.of("outputs", described));
      } catch (OrtException e) {
        throw Sessions.failure(Sessions.RUN, e);
      }
    }
  }

  private static Map<String, Object> save(String name, OnnxValue value, Path file)
      throws IOException, OrtException {
    if (!(value instanceof OnnxTensor tensor)) {
      throw unsupported(name, String.valueOf(value.getType()));
    }
    DataType type = DataTypes.of(tensor.getInfo().onnxType);
    Map<String, Object> fields =
        TensorFiles.describe(name, type, tensor.getInfo().getShape(), file);
    if (type == DataType.STRING) {
      List<String> strings = new ArrayList<>();
      flatten(tensor.getValue(), strings);
      fields.put("strings", strings);
      return fields;
    }
    if (type == DataType.UNDEFINED) {
      throw unsupported(name, tensor.getInfo().onnxType.name());
    }
    ByteBuffer data = tensor.getByteBuffer();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (data.hasRemaining()) {
        channel.write(data);
      }
    }
    return fields;
  }

  /// ONNX Runtime gives strings as arrays of arrays, one level for each dimension.
  private static void flatten(Object value, List<String> strings) {
    if (value instanceof Object[] elements) {
      for (Object element : elements) {
        flatten(element, strings);
      }
    } else {
      strings.add((String) value);
    }
  }

  private static JobException unsupported(String output, String type) {
    return new JobException(BAD_OUTPUT, "output '" + output + "' is " + type, Map.of());
  }
}
