package dev.oplab.worker;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Adds up the bytes of a file that it maps.
public final class SumJob implements WorkerJob {
  @Override
  public String name() {
    return "sum";
  }

  @Override
  public JsonObject run(JobContext context) throws IOException {
    Path file = Path.of(context.arguments().string("file"));
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      long sum = 0;
      for (long i = 0; i < bytes.byteSize(); i++) {
        sum += bytes.get(ValueLayout.JAVA_BYTE, i);
      }
      return new JsonObject(Map.of("sum", sum, "bytes", bytes.byteSize()));
    }
  }
}
