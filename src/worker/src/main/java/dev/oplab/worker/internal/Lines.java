package dev.oplab.worker.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines of UTF-8 over a channel: one message a line. Reading belongs to one thread; writing is
/// safe from any.
final class Lines {
  private static final int LONGEST = 1 << 28;

  private final ByteChannel channel;
  private final Object writing = new Object();
  private final ByteBuffer incoming = ByteBuffer.allocate(1 << 16).flip();
  private byte[] line = new byte[1 << 12];

  Lines(ByteChannel channel) {
    this.channel = channel;
  }

  /// {@return the next line without its end, null at the end of the channel}
  @Nullable String read() throws IOException {
    int length = 0;
    while (true) {
      if (!incoming.hasRemaining() && !fill()) {
        return null;
      }
      byte next = incoming.get();
      if (next == '\n') {
        return new String(line, 0, length, StandardCharsets.UTF_8);
      }
      if (length == line.length) {
        if (length >= LONGEST) {
          throw new IOException("a message of over " + LONGEST + " bytes");
        }
        line = Arrays.copyOf(line, length * 2);
      }
      line[length++] = next;
    }
  }

  private boolean fill() throws IOException {
    incoming.clear();
    int count = channel.read(incoming);
    incoming.flip();
    return count > 0;
  }

  void write(String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text + "\n");
    synchronized (writing) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
