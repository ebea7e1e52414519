package dev.oplab.onnx.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// A cursor over protobuf bytes in a memory segment of any size. Small parts are copied through a
/// window on the heap, which is much faster than single reads from the segment before the compiler
/// has warmed up; what is skipped is never touched. Every read is checked against the end of the
/// file, every length against the message around it. Mutable, for one thread.
public final class WireReader {
  /// The wire types, the low three bits of a tag.
  public static final int VARINT = 0;

  public static final int FIXED64 = 1;
  public static final int BYTES = 2;
  public static final int GROUP = 3;
  public static final int END_GROUP = 4;
  public static final int FIXED32 = 5;

  private static final int SMALL_WINDOW = 4 << 10;
  private static final int LARGE_WINDOW = 64 << 10;
  private static final int DEEPEST_GROUP = 1_000;

  private final MemorySegment file;
  private final long size;
  private final Names names;
  private byte[] window;
  private long base;
  private int at;
  private int filled;
  private long limit = Long.MAX_VALUE;
  private long tagPosition;

  /// Starts at the first byte, with the whole segment as the message. A length that runs past the
  /// end of the segment is only found out when the bytes are missed, so that the error can name the
  /// innermost field.
  public WireReader(MemorySegment file) {
    this.file = file;
    this.size = file.byteSize();
    this.names = new Names(size);
    this.window = new byte[(int) Math.min(SMALL_WINDOW, Math.max(size, 1))];
  }

  /// {@return the offset of the next byte}
  public long position() {
    return base + at;
  }

  /// {@return where the last tag began}
  public long tagPosition() {
    return tagPosition;
  }

  /// {@return the end of the current message, past the end of the file where that was cut short}
  public long limit() {
    return limit;
  }

  /// {@return the next field's number and wire type, 0 at the end of the current message}
  public int tag() {
    long position = base + at;
    if (position >= limit) {
      if (position > limit) {
        throw WireException.malformed("a field runs past the end of its message", tagPosition);
      }
      return 0;
    }
    if (position >= size) {
      if (limit == Long.MAX_VALUE) {
        return 0;
      }
      throw WireException.truncated(size, limit - position);
    }
    tagPosition = position;
    long tag = varint();
    if (tag < 8 || tag > 0xFFFF_FFFFL) {
      throw WireException.malformed("no field has the number " + (tag >>> 3), tagPosition);
    }
    return (int) tag;
  }

  /// {@return the next varint as 64 bits}
  public long varint() {
    byte first = next();
    if (first >= 0) {
      return first;
    }
    long value = first & 0x7F;
    for (int shift = 7; shift < 70; shift += 7) {
      byte part = next();
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw WireException.malformed("a number takes more than ten bytes", position() - 10);
  }

  public int fixed32() {
    int value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (next() & 0xFF) << shift;
    }
    return value;
  }

  public long fixed64() {
    return (fixed32() & 0xFFFF_FFFFL) | (long) fixed32() << 32;
  }

  /// {@return the length of the field that follows, which fits into the current message}
  public long length() {
    long start = position();
    long length = varint();
    if (length < 0 || length > limit - position()) {
      throw WireException.malformed(
          "a field claims %s bytes where its message has %,d left"
              .formatted(Long.toUnsignedString(length), Math.max(0, limit - position())),
          start);
    }
    return length;
  }

  /// Enters the message that follows.
  ///
  /// @return what to hand to [#leave(long)]
  public long enter() {
    long length = length();
    long outer = limit;
    limit = position() + length;
    return outer;
  }

  /// Enters the message at these offsets.
  ///
  /// @return what to hand to [#leave(long)]
  public long enter(long from, long to) {
    long outer = limit;
    moveTo(from);
    limit = to;
    return outer;
  }

  /// Leaves the current message, which has been read to its end.
  public void leave(long outer) {
    limit = outer;
  }

  /// Enters the message that follows, reads its tags to the end and leaves it.
  public void check() {
    long outer = enter();
    for (int tag = tag(); tag != 0; tag = tag()) {
      skip(tag);
    }
    leave(outer);
  }

  /// Passes over what is left of the current message.
  public void skipMessage() {
    pass(limit - position());
  }

  /// Passes over the message entered if its bytes are known.
  ///
  /// @return what they mean, null if they are new
  public <V> @Nullable V known(Repeats<V> repeats) {
    long length = limit - position();
    if (length > Math.min(Repeats.LONGEST, size - position())) {
      return null;
    }
    if (length > filled - at) {
      fill(position(), SMALL_WINDOW);
    }
    V value = repeats.find(window, at, (int) length);
    if (value != null) {
      at += (int) length;
    }
    return value;
  }

  /// Keeps the meaning of the message that ends here and began at `from`, if it is short.
  public <V> void remember(Repeats<V> repeats, long from, V value) {
    long length = position() - from;
    if (length <= Repeats.LONGEST) {
      repeats.add(file.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE), value);
    }
  }

  /// {@return the text of the field that follows, kept once per reader}
  public String string() {
    long length = length();
    need(length);
    if (length <= filled - at) {
      String text = names.text(window, at, (int) length);
      at += (int) length;
      return text;
    }
    if (length > window.length) {
      return Utf8.decode(bytes(length));
    }
    fill(position(), window.length);
    String text = names.text(window, at, (int) length);
    at += (int) length;
    return text;
  }

  /// {@return the bytes of the field that follows, where they are}
  public MemorySegment slice() {
    long length = length();
    need(length);
    MemorySegment slice = file.asSlice(position(), length);
    moveTo(position() + length);
    return slice;
  }

  /// Passes over the value that belongs to `tag`.
  public void skip(int tag) {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> pass(8);
      case BYTES -> pass(length());
      case GROUP -> skipGroup(tag >>> 3);
      case FIXED32 -> pass(4);
      case END_GROUP -> throw WireException.malformed("a group ends that never began", tagPosition);
      default -> throw WireException.malformed("no wire type is " + (tag & 7), tagPosition);
    }
  }

  private void skipGroup(int field) {
    int[] open = new int[DEEPEST_GROUP];
    int depth = 0;
    open[depth++] = field;
    while (depth > 0) {
      if (position() >= (limit == Long.MAX_VALUE ? size : limit)) {
        throw WireException.malformed("a group never ends", tagPosition);
      }
      // Protobuf's own parsers look at no number in a group that they pass over.
      int tag = (int) varint();
      int type = tag & 7;
      if (type == GROUP) {
        if (depth == DEEPEST_GROUP) {
          throw WireException.malformed("groups are nested too deeply", tagPosition);
        }
        open[depth++] = tag >>> 3;
      } else if (type == END_GROUP) {
        if (open[--depth] != tag >>> 3) {
          throw WireException.malformed("a group ends that never began", tagPosition);
        }
      } else {
        skip(tag);
      }
    }
  }

  private void pass(long length) {
    need(length);
    moveTo(position() + length);
  }

  private void need(long length) {
    long left = size - position();
    if (length > left) {
      throw WireException.truncated(size, length - left);
    }
  }

  private byte[] bytes(long length) {
    if (length > Integer.MAX_VALUE - 8) {
      throw WireException.malformed("a text takes more than 2 GiB", position());
    }
    byte[] bytes = new byte[(int) length];
    MemorySegment.copy(file, ValueLayout.JAVA_BYTE, position(), bytes, 0, bytes.length);
    moveTo(position() + length);
    return bytes;
  }

  private byte next() {
    if (at == filled) {
      if (position() >= size) {
        throw WireException.truncated(size, 1);
      }
      // After a jump, most likely over weights, only a little is wanted before the next jump.
      fill(position(), at == 0 ? SMALL_WINDOW : LARGE_WINDOW);
    }
    return window[at++];
  }

  private void moveTo(long position) {
    long offset = position - base;
    if (offset >= 0 && offset <= filled) {
      at = (int) offset;
    } else {
      base = position;
      at = 0;
      filled = 0;
    }
  }

  private void fill(long position, int most) {
    // Messages inside each other are looked at by a reader each, mostly for their first fields.
    if (most > window.length && size > window.length) {
      window = new byte[(int) Math.min(most, size)];
    }
    int length = (int) Math.min(Math.min(most, window.length), Math.max(0, size - position));
    MemorySegment.copy(file, ValueLayout.JAVA_BYTE, position, window, 0, length);
    base = position;
    at = 0;
    filled = length;
  }
}
