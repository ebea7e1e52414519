package dev.oplab.onnx.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A long run of bytes in pieces: some in memory, some still in the file they come from. Immutable.
public record Rope(List<Piece> pieces, long size) {

  /// A part of a rope.
  public sealed interface Piece {}

  /// Bytes on the heap.
  @SuppressWarnings("ArrayRecordComponent")
  record Chunk(byte[] bytes, int from, int length) implements Piece {}

  /// Bytes that stay where they are; `file` is what they are mapped from, if anything.
  record Slice(MemorySegment bytes, @Nullable MappedFile file) implements Piece {}

  /// Another rope.
  record Inner(Rope rope) implements Piece {}

  /// Where the bytes of a rope go.
  public interface Target {
    void heap(ByteBuffer bytes) throws IOException;

    void slice(MemorySegment bytes, @Nullable MappedFile file) throws IOException;
  }

  /// Hands every piece to `target`, in order.
  public void to(Target target) throws IOException {
    Deque<Iterator<Piece>> open = new ArrayDeque<>();
    open.push(pieces.iterator());
    while (!open.isEmpty()) {
      if (!open.peek().hasNext()) {
        open.pop();
        continue;
      }
      switch (open.peek().next()) {
        case Chunk(byte[] bytes, int from, int length) ->
            target.heap(ByteBuffer.wrap(bytes, from, length));
        case Slice(MemorySegment bytes, MappedFile file) -> target.slice(bytes, file);
        case Inner(Rope inner) -> open.push(inner.pieces().iterator());
      }
    }
  }

  /// {@return whether these are the bytes of `file`; what is a slice of it in its place there is
  /// not looked at}
  public boolean isContentOf(MappedFile file) {
    if (size != file.bytes().byteSize()) {
      return false;
    }
    Comparison comparison = new Comparison(file);
    try {
      to(comparison);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot happen in memory", e);
    }
    return comparison.same;
  }

  private static final class Comparison implements Target {
    private final MappedFile file;
    private long at;
    private boolean same = true;

    private Comparison(MappedFile file) {
      this.file = file;
    }

    @Override
    public void heap(ByteBuffer bytes) {
      slice(MemorySegment.ofBuffer(bytes), null);
    }

    @Override
    public void slice(MemorySegment bytes, @Nullable MappedFile from) {
      if (same && file.offset(bytes) != at) {
        same = bytes.mismatch(file.bytes().asSlice(at, bytes.byteSize())) < 0;
      }
      at += bytes.byteSize();
    }
  }

  /// {@return the bytes in one array}
  public byte[] toBytes() {
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalStateException(size + " bytes do not fit into an array");
    }
    ByteBuffer all = ByteBuffer.allocate((int) size);
    try {
      to(
          new Target() {
            @Override
            public void heap(ByteBuffer bytes) {
              all.put(bytes);
            }

            @Override
            public void slice(MemorySegment bytes, @Nullable MappedFile file) {
              all.put(bytes.asByteBuffer());
            }
          });
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot happen in memory", e);
    }
    return all.array();
  }
}
