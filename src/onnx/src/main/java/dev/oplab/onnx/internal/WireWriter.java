package dev.oplab.onnx.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes protobuf bytes from the last to the first: a message's length is known when its body is
/// done, so that one pass is enough. Large slices are not copied but referred to; what comes out is
/// a [Rope]. Every method returns the receiver. Mutable, for one thread.
public final class WireWriter {
  private static final int REFERRED = 4 << 10;
  private static final int LARGEST_CHUNK = 1 << 20;

  private final List<Rope.Piece> pieces = new ArrayList<>();
  private byte[] chunk = new byte[256];
  private int start = chunk.length;
  private int end = chunk.length;
  private long done;

  /// {@return the number of bytes written so far}
  public long size() {
    return done + (end - start);
  }

  /// Writes the head of a message whose body is what was written since the size was `before`.
  public WireWriter head(int field, long before) {
    return varint(size() - before).tag(field, WireReader.BYTES);
  }

  public WireWriter number(int field, long value) {
    return varint(value).tag(field, WireReader.VARINT);
  }

  public WireWriter fixed(int field, float value) {
    return fixed(value).tag(field, WireReader.FIXED32);
  }

  /// Writes four bytes without a tag.
  public WireWriter fixed(float value) {
    int bits = Float.floatToRawIntBits(value);
    need(4);
    for (int i = 3; i >= 0; i--) {
      chunk[--start] = (byte) (bits >>> (8 * i));
    }
    return this;
  }

  public WireWriter text(int field, String text) {
    int length = text.length();
    if (length <= LARGEST_CHUNK / 4) {
      need(length);
      int to = start - length;
      int i = 0;
      for (; i < length; i++) {
        char c = text.charAt(i);
        if (c >= 0x80) {
          break;
        }
        chunk[to + i] = (byte) c;
      }
      if (i == length) {
        start = to;
        return varint(length).tag(field, WireReader.BYTES);
      }
    }
    byte[] bytes = Utf8.encode(text);
    return raw(MemorySegment.ofArray(bytes), null)
        .varint(bytes.length)
        .tag(field, WireReader.BYTES);
  }

  /// Writes a field that holds these bytes; see [#raw(MemorySegment, MappedFile)].
  public WireWriter bytes(int field, MemorySegment bytes, @Nullable MappedFile file) {
    return raw(bytes, file).varint(bytes.byteSize()).tag(field, WireReader.BYTES);
  }

  /// Writes bytes as they are. They must not change until the rope has been used; `file` is the
  /// file they are mapped from, if any.
  public WireWriter raw(MemorySegment bytes, @Nullable MappedFile file) {
    long length = bytes.byteSize();
    if (length >= REFERRED) {
      seal();
      pieces.add(new Rope.Slice(bytes, file));
      done += length;
    } else if (length > 0) {
      need((int) length);
      start -= (int) length;
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, chunk, start, (int) length);
    }
    return this;
  }

  /// Writes those fields that have this number and a length, as all fields of texts and messages
  /// do.
  public WireWriter only(List<RawFields.Field> fields, int number) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      RawFields.Field field = fields.get(i);
      if (field.tag() == (number << 3 | WireReader.BYTES)) {
        raw(field.bytes(), null);
      }
    }
    return this;
  }

  /// Writes those fields that [#only] would not write for any of these numbers.
  public WireWriter allBut(List<RawFields.Field> fields, int... numbers) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      RawFields.Field field = fields.get(i);
      boolean left = true;
      for (int number : numbers) {
        left &= field.tag() != (number << 3 | WireReader.BYTES);
      }
      if (left) {
        raw(field.bytes(), null);
      }
    }
    return this;
  }

  public WireWriter raw(RawFields fields) {
    for (MemorySegment run : fields.runs().reversed()) {
      raw(run, null);
    }
    return this;
  }

  /// Writes what another writer made.
  public WireWriter splice(Rope rope) {
    seal();
    pieces.add(new Rope.Inner(rope));
    done += rope.size();
    return this;
  }

  public WireWriter varint(long value) {
    need(10);
    int length = (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    start -= length;
    long left = value;
    for (int i = start; i < start + length - 1; i++) {
      chunk[i] = (byte) (left | 0x80);
      left >>>= 7;
    }
    chunk[start + length - 1] = (byte) left;
    return this;
  }

  /// {@return all that was written; the writer starts anew and goes on using its memory}
  public Rope toRope() {
    seal();
    Rope rope = new Rope(List.copyOf(pieces.reversed()), done);
    pieces.clear();
    done = 0;
    return rope;
  }

  /// {@return all that was written, copied}
  public byte[] toBytes() {
    return toRope().toBytes();
  }

  private WireWriter tag(int field, int wireType) {
    return varint((long) field << 3 | wireType);
  }

  private void seal() {
    if (start < end) {
      pieces.add(new Rope.Chunk(chunk, start, end - start));
      done += end - start;
      end = start;
    }
  }

  private void need(int length) {
    if (start < length) {
      seal();
      chunk = new byte[Math.max(length, Math.min(LARGEST_CHUNK, chunk.length * 4))];
      start = chunk.length;
      end = start;
    }
  }
}
