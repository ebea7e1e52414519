package dev.oplab.ort.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.onnx.NpyIo;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON in which Polygraphy saves results and inputs, as versions 0.49 to 0.53 write it. An
/// array is the base64 of an `.npy` file under `array`; results nest arrays as runner, iteration,
/// `outputs`, name, `values`; inputs are a list of objects, name to array.
final class PolygraphyJson {
  private static final String CLASS = "polygraphy_class";

  private PolygraphyJson() {}

  /// {@return the arrays of the first iteration of the first runner, or the first of several inputs}
  ///
  /// @throws OrtException if the file is none of Polygraphy's
  static Map<String, Tensor> read(Path path) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
            .build();
    Object root;
    try {
      root = JSON.builder(factory).build().anyFrom(path.toFile());
    } catch (IOException e) {
      throw error(path, "it is no JSON: " + e.getMessage(), e);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays(path, root).forEach((name, array) ->
        tensors.put(String.valueOf(name), tensor(path, String.valueOf(name), array)));
    return tensors;
  }

  private static Map<?, ?> arrays(Path path, @Nullable Object root) {
    @Nullable Object found = root;
    if (found instanceof Map<?, ?> results && results.get("lst") instanceof List<?> runners) {
      // each runner is its name and its iterations
      found = first(first(runners) instanceof List<?> runner && runner.size() > 1 ? runner.get(1) : null);
    } else {
      found = first(found);
    }
    if (found instanceof Map<?, ?> iteration && iteration.get("outputs") instanceof Map<?, ?> all) {
      return all;
    }
    if (found instanceof Map<?, ?> inputs) {
      return inputs;
    }
    throw error(path, "it is neither results nor inputs of Polygraphy's", null);
  }

  private static @Nullable Object first(@Nullable Object list) {
    return list instanceof List<?> all && !all.isEmpty() ? all.getFirst() : null;
  }

  private static Tensor tensor(Path path, String name, @Nullable Object value) {
    Object array = value;
    if (array instanceof Map<?, ?> lazy && lazy.get("values") != null) {
      array = lazy.get("values");
    }
    if (!(array instanceof Map<?, ?> fields) || !(fields.get("array") instanceof String base64)) {
      throw error(path, "'" + name + "' is no NumPy array", null);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return NpyIo.read(MemorySegment.ofArray(bytes), name);
    } catch (IllegalArgumentException | OnnxException e) {
      throw error(path, "the array '" + name + "' cannot be read: " + e.getMessage(), e);
    }
  }

  private static OrtException error(Path path, String why, @Nullable Exception cause) {
    return new OrtException(
        "%s: the file is not one that Polygraphy saves tensors in: %s%nFix: write it with 'polygraphy run --save-outputs' or '--save-inputs', or give an .npz file."
            .formatted(path, why),
        cause);
  }

  /// Writes results of one run.
  static void write(Map<String, Tensor> tensors, double seconds, OutputStream out)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeArrayFieldStart("lst");
      json.writeStartArray();
      json.writeString("onnxruntime");
      json.writeStartArray();
      json.writeStartObject();
      json.writeObjectFieldStart("outputs");
      for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
        json.writeObjectFieldStart(each.getKey());
        json.writeObjectFieldStart("values");
        json.writeBinaryField("array", NpyIo.toBytes(each.getValue()));
        end(json, "ndarray");
        end(json, "LazyArray");
      }
      json.writeEndObject();
      json.writeNumberField("runtime", seconds);
      json.writeStringField("runner_name", "onnxruntime");
      end(json, "IterationResult");
      json.writeEndArray();
      json.writeEndArray();
      json.writeEndArray();
      end(json, "RunResults");
    }
  }

  private static void end(JsonGenerator json, String className) throws IOException {
    json.writeStringField(CLASS, className);
    json.writeEndObject();
  }
}
