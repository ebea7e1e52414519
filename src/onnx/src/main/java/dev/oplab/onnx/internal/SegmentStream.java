package dev.oplab.onnx.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A stream that fills a memory segment, and fails when that is full. Mutable.
public final class SegmentStream extends OutputStream {
  private final MemorySegment segment;
  private long at;

  /// There was more to write than the segment holds.
  public static final class FullException extends IOException {
    private static final long serialVersionUID = 1;

    FullException(long size) {
      super("all %,d bytes are full".formatted(size));
    }
  }

  public SegmentStream(MemorySegment segment) {
    this.segment = segment;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length > segment.byteSize() - at) {
      throw new FullException(segment.byteSize());
    }
    MemorySegment.copy(bytes, from, segment, ValueLayout.JAVA_BYTE, at, length);
    at += length;
  }

  /// {@return what was written, read-only}
  public MemorySegment written() {
    return segment.asSlice(0, at).asReadOnly();
  }
}
