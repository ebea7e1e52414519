package dev.oplab.ort.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.ort.internal.capi.RuntimeSession;
import dev.oplab.ort.internal.capi.RuntimeValue;
import dev.oplab.worker.JobException;
import dev.oplab.worker.JsonObject;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The worker's side of [DatumFiles]: what goes into a session and comes out of it. Inputs are read
/// where they are mapped. Mutable, for one run.
final class RunValues implements AutoCloseable {
  private static final long STEP = 1L << 28;

  private final Path folder;
  private final RuntimeSession.Settings settings;
  private final Arena arena = Arena.ofShared();
  private final List<AutoCloseable> open = new ArrayList<>();
  private int files;

  RunValues(Path folder, RuntimeSession.Settings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /// {@return the inputs described, by name}
  Map<String, RuntimeValue> inputs(List<JsonObject> described) throws IOException {
    Map<String, RuntimeValue> inputs = new LinkedHashMap<>();
    for (JsonObject each : described) {
      RuntimeValue value = input(each);
      open.add(value);
      inputs.put(each.string("name"), value);
    }
    return inputs;
  }

  private RuntimeValue input(JsonObject described) throws IOException {
    switch (described.string("kind")) {
      case DatumFiles.TENSOR -> {
        return tensor(described);
      }
      case DatumFiles.MADE -> {
        return made(Path.of(described.string("file")));
      }
      default -> {
        List<RuntimeValue> parts = new ArrayList<>();
        for (JsonObject part : described.objects("parts")) {
          parts.add(input(part));
        }
        return described.string("kind").equals(DatumFiles.MAP)
            ? RuntimeValue.map(parts.get(0), parts.get(1))
            : RuntimeValue.sequence(parts);
      }
    }
  }

  private RuntimeValue tensor(JsonObject described) throws IOException {
    DataType type = DataType.valueOf(described.string("type"));
    long[] shape = described.longs("shape");
    MemorySegment data = mapped(Path.of(described.string("file")));
    return type == DataType.STRING
        ? RuntimeValue.strings(shape, DatumFiles.strings(data, shape))
        : RuntimeValue.tensor(type, shape, data);
  }

  /// ONNX Runtime lets nobody make an empty sequence or an optional without a value, but a model
  /// can put one out.
  private RuntimeValue made(Path model) {
    RuntimeSession session = RuntimeSession.of(model, settings);
    open.add(session);
    return session.run(Map.of(), session.outputs()).getFirst();
  }

  private MemorySegment mapped(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  /// Writes a value into files.
  ///
  /// @return its description
  Map<String, Object> output(String name, RuntimeValue value) throws IOException {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("name", name);
    switch (value.kind()) {
      case TENSOR -> tensor(name, value, described);
      case SEQUENCE -> parts(DatumFiles.SEQUENCE, name, value, described);
      case MAP -> parts(DatumFiles.MAP, name, value, described);
      case ABSENT -> described.put("kind", DatumFiles.ABSENT);
      case OTHER -> throw unsupported(name, "neither a tensor nor a sequence, map or optional");
    }
    return described;
  }

  private void parts(String kind, String name, RuntimeValue value, Map<String, Object> described)
      throws IOException {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (RuntimeValue part : value.parts()) {
      try (part) {
        parts.add(output(name, part));
      }
    }
    described.put("kind", kind);
    described.put("parts", parts);
  }

  private void tensor(String name, RuntimeValue value, Map<String, Object> described)
      throws IOException {
    DataType type = value.dataType();
    if (type == DataType.UNDEFINED) {
      throw unsupported(name, "of a type that ONNX does not know");
    }
    Path file = folder.resolve("out" + files++);
    described.put("kind", DatumFiles.TENSOR);
    described.put("type", type.name());
    described.put("shape", value.shape());
    described.put("file", file.toString());
    try (Arena own = Arena.ofConfined()) {
      write(type == DataType.STRING ? value.strings(own) : value.elements(), file);
    }
  }

  private static void write(MemorySegment bytes, Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long at = 0; at < bytes.byteSize(); at += STEP) {
        ByteBuffer part =
            bytes.asSlice(at, Math.min(STEP, bytes.byteSize() - at)).asByteBuffer();
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
    }
  }

  private static JobException unsupported(String output, String what) {
    return new JobException(
        RunJob.BAD_OUTPUT, "output '" + output + "' is " + what, Map.of());
  }

  @Override
  public void close() {
    for (AutoCloseable each : open.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("a value of ONNX Runtime's cannot be freed: " + e, e);
      }
    }
    arena.close();
  }
}
