package dev.oplab.ort.internal;

import dev.oplab.ort.internal.capi.RuntimeSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Opens a model with more outputs than it has: values inside its graph.
///
/// Two protobuf messages one after the other are one message, whose lists are joined. So the model
/// stays as it is, and a second graph follows it that has nothing but the outputs.
final class OutputModel {
  private static final String DATA_FOLDER = "session.model_external_initializers_file_folder_path";
  private static final int GRAPH = 7;
  private static final int OUTPUT = 12;
  private static final int NAME = 1;

  private OutputModel() {}

  /// {@return a session of the model in `file` with these outputs beside its own}
  ///
  /// @param linked whether the model names its data files from the root of the file system, which
  ///   ONNX Runtime takes only from a model in memory
  static RuntimeSession open(
      Path file, boolean linked, Set<String> outputs, RuntimeSession.Settings settings)
      throws IOException {
    if (!linked && outputs.isEmpty()) {
      return RuntimeSession.of(file, settings);
    }
    Path folder = linked ? file.getRoot() : file.toAbsolutePath().getParent();
    Map<String, String> configuration = new HashMap<>(settings.configuration());
    configuration.put(DATA_FOLDER, String.valueOf(folder));
    RuntimeSession.Settings inMemory =
        new RuntimeSession.Settings(settings.optimization(), settings.threads(), configuration);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] more = outputs.isEmpty() ? new byte[0] : graph(outputs);
      MemorySegment model = arena.allocate(channel.size() + more.length, 8);
      model.copyFrom(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
      model.asSlice(channel.size()).copyFrom(MemorySegment.ofArray(more));
      return RuntimeSession.of(model, inMemory);
    }
  }

  private static byte[] graph(Set<String> outputs) {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    for (String output : outputs) {
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      field(NAME, output.getBytes(StandardCharsets.UTF_8), value);
      field(OUTPUT, value.toByteArray(), graph);
    }
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    field(GRAPH, graph.toByteArray(), model);
    return model.toByteArray();
  }

  private static void field(int number, byte[] bytes, ByteArrayOutputStream out) {
    out.write(number << 3 | 2);
    int length = bytes.length;
    while (length > 0x7F) {
      out.write(length & 0x7F | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(bytes);
  }
}
