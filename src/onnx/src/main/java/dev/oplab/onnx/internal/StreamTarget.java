package dev.oplab.onnx.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/// A stream as the place where a rope's bytes go.
public final class StreamTarget implements Rope.Target {
  private static final long STEP = 1 << 20;

  private final WritableByteChannel channel;

  public StreamTarget(OutputStream out) {
    this.channel = Channels.newChannel(out);
  }

  @Override
  public void heap(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void slice(MemorySegment bytes, @Nullable MappedFile file) throws IOException {
    for (long at = 0; at < bytes.byteSize(); at += STEP) {
      heap(bytes.asSlice(at, Math.min(STEP, bytes.byteSize() - at)).asByteBuffer());
    }
  }
}
