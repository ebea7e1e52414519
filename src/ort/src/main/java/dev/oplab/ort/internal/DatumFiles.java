package dev.oplab.ort.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.ValueType;
import dev.oplab.ort.OrtException;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.Scratch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values of every kind between the caller and the worker: their bytes in files that both map, the
/// rest in the message. Strings are a file too: where each ends, and then their bytes.
final class DatumFiles {
  static final String TENSOR = "tensor";
  static final String SEQUENCE = "sequence";
  static final String MAP = "map";

  /// An optional without a value, as an output.
  static final String ABSENT = "absent";

  /// What the only output of a small model is.
  static final String MADE = "made";

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.nativeOrder());

  private final Scratch scratch;
  private int files;

  private DatumFiles(Scratch scratch) {
    this.scratch = scratch;
  }

  /// Writes values into `scratch`; an optional without a value is left out, as ONNX Runtime wants
  /// it.
  ///
  /// @param types what the model says of each, which an empty sequence does not tell itself
  /// @return a description of each, for the message
  static List<Map<String, Object>> write(
      Map<String, ? extends Datum> values, Map<String, ValueType> types, Scratch scratch) {
    DatumFiles out = new DatumFiles(scratch);
    List<Map<String, Object>> described = new ArrayList<>();
    values.forEach((name, value) -> {
      if (!(value instanceof Datum.Absent)) {
        ValueType type = types.getOrDefault(name, new ValueType.UnknownType());
        described.add(out.describe(name, value, type));
      }
    });
    return described;
  }

  private Map<String, Object> describe(String name, Datum value, ValueType type) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    switch (value) {
      case Tensor tensor -> {
        Path file = scratch.file("in" + files++);
        fields.put("kind", TENSOR);
        fields.put("type", tensor.dataType().name());
        fields.put("shape", TensorFiles.sizes(tensor));
        fields.put("file", file.toString());
        write(name, bytes(tensor), file);
      }
      case Datum.Sequence(List<Datum> elements) when !elements.isEmpty() -> {
        ValueType element = Fillers.elementOf(type);
        fields.put("kind", SEQUENCE);
        fields.put("parts", elements.stream().map(e -> describe(name, e, element)).toList());
      }
      case Datum.Mapping(Tensor keys, Datum values) -> {
        ValueType unknown = new ValueType.UnknownType();
        Tensor numbers = Fillers.joined(name, values);
        fields.put("kind", MAP);
        fields.put(
            "parts",
            List.of(describe(name, keys, unknown), describe(name, numbers, unknown)));
      }
      case Datum.Sequence _, Datum.Absent _ -> {
        Path file = scratch.file("in" + files++);
        fields.put("kind", MADE);
        fields.put("file", file.toString());
        write(name, MemorySegment.ofArray(Fillers.model(name, value, type)), file);
      }
    }
    return fields;
  }

  private static MemorySegment bytes(Tensor tensor) {
    return tensor.dataType() == DataType.STRING ? packed(tensor.stringBytes()) : tensor.data();
  }

  private static MemorySegment packed(List<byte[]> strings) {
    long length = strings.stream().mapToLong(text -> text.length).sum();
    MemorySegment all = Arena.ofAuto().allocate(Math.max(1, strings.size() * 8L + length), 8);
    long end = 0;
    for (int i = 0; i < strings.size(); i++) {
      byte[] text = strings.get(i);
      MemorySegment.copy(
          text, 0, all, ValueLayout.JAVA_BYTE, strings.size() * 8L + end, text.length);
      end += text.length;
      all.set(LONG, i * 8L, end);
    }
    return all.asSlice(0, strings.size() * 8L + length);
  }

  /// {@return the strings in the bytes of a file}
  static List<byte[]> strings(MemorySegment packed, long[] shape) {
    long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    List<byte[]> strings = new ArrayList<>();
    long start = 0;
    for (long i = 0; i < count; i++) {
      long end = packed.get(LONG, i * 8);
      strings.add(
          packed.asSlice(count * 8 + start, end - start).toArray(ValueLayout.JAVA_BYTE));
      start = end;
    }
    return strings;
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

  /// Reads what a worker described; the values own their memory.
  static Map<String, Datum> read(List<JsonObject> described) {
    Map<String, Datum> values = new LinkedHashMap<>();
    described.forEach(each -> values.put(each.string("name"), read(each.string("name"), each)));
    return values;
  }

  private static Datum read(String name, JsonObject described) {
    return switch (described.string("kind")) {
      case TENSOR -> tensor(name, described);
      case ABSENT -> new Datum.Absent();
      case MAP -> {
        List<Datum> parts = parts(described);
        yield new Datum.Mapping((Tensor) parts.get(0), parts.get(1));
      }
      default -> new Datum.Sequence(parts(described));
    };
  }

  private static List<Datum> parts(JsonObject described) {
    return described.objects("parts").stream().map(part -> read("", part)).toList();
  }

  private static Tensor tensor(String name, JsonObject described) {
    long[] shape = described.longs("shape");
    DataType type = DataType.valueOf(described.string("type"));
    try (Arena arena = Arena.ofConfined();
        FileChannel channel =
            FileChannel.open(Path.of(described.string("file")), StandardOpenOption.READ)) {
      long bytes = channel.size();
      MemorySegment data = Arena.ofAuto().allocate(Math.max(1, bytes), 8).asSlice(0, bytes);
      data.copyFrom(channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena));
      if (type != DataType.STRING) {
        return Tensor.of(name, type, Shape.of(shape), data);
      }
      String[] strings =
          strings(data, shape).stream()
              .map(text -> new String(text, StandardCharsets.UTF_8))
              .toArray(String[]::new);
      return Tensor.of(name, strings, shape);
    } catch (IOException e) {
      throw new OrtException(
          "output '%s' could not be read back from the worker: %s%nFix: free some space in %s."
              .formatted(name, e, System.getProperty("java.io.tmpdir")),
          e);
    }
  }
}
