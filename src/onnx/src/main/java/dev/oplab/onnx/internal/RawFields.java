package dev.oplab.onnx.internal;

import static dev.oplab.onnx.internal.WireReader.BYTES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Fields of a message as the bytes they came in, tags included: what a reader has no other place
/// for, so that writing gives it back. Mostly slices of the mapped file. Immutable.
public record RawFields(List<MemorySegment> runs) {
  public static final RawFields NONE = new RawFields(List.of());

  /// One field: its number and wire type, its bytes with the tag, and the payload of a field that
  /// has a length (otherwise empty).
  public record Field(int tag, MemorySegment bytes, MemorySegment payload) {
    public int number() {
      return tag >>> 3;
    }
  }

  /// Collects the fields that a reader passes over. Mutable, to be used again after [#build].
  public static final class Builder {
    private long[] ends = new long[8];
    private int count;

    /// Passes over the field whose tag was read last, and keeps it.
    public void skip(WireReader in, int tag) {
      long from = in.tagPosition();
      in.skip(tag);
      keep(from, in.position());
    }

    /// Passes over the message whose tag was read last, which must be one, and keeps it.
    public void check(WireReader in) {
      long from = in.tagPosition();
      in.check();
      keep(from, in.position());
    }

    /// Keeps the bytes between these offsets.
    public void keep(long from, long to) {
      if (count > 0 && ends[count - 1] == from) {
        ends[count - 1] = to;
        return;
      }
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, count * 2);
      }
      ends[count++] = from;
      ends[count++] = to;
    }

    /// {@return what was kept, as slices of `file`; the builder starts anew}
    public RawFields build(MemorySegment file) {
      if (count == 0) {
        return NONE;
      }
      List<MemorySegment> runs = new ArrayList<>(count / 2);
      for (int i = 0; i < count; i += 2) {
        runs.add(file.asSlice(ends[i], ends[i + 1] - ends[i]));
      }
      count = 0;
      return new RawFields(List.copyOf(runs));
    }
  }

  /// {@return the fields of a whole message}
  public static RawFields of(MemorySegment message) {
    return message.byteSize() == 0 ? NONE : new RawFields(List.of(message));
  }

  /// {@return those of the fields that are wanted}
  public static RawFields of(List<Field> fields, Predicate<Field> wanted) {
    return new RawFields(fields.stream().filter(wanted).map(Field::bytes).toList());
  }

  public boolean isEmpty() {
    return runs.isEmpty();
  }

  /// {@return every field in order}
  public List<Field> fields() {
    if (runs.isEmpty()) {
      return List.of();
    }
    List<Field> fields = new ArrayList<>();
    for (MemorySegment run : runs) {
      WireReader in = new WireReader(run);
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        long from = in.tagPosition();
        MemorySegment payload = MemorySegment.NULL;
        if ((tag & 7) == BYTES) {
          payload = in.slice();
        } else {
          in.skip(tag);
        }
        fields.add(new Field(tag, run.asSlice(from, in.position() - from), payload));
      }
    }
    return fields;
  }

  /// {@return the payloads of the fields with this number that have a length}
  public List<MemorySegment> payloads(int number) {
    if (runs.isEmpty()) {
      return List.of();
    }
    List<MemorySegment> found = new ArrayList<>();
    for (Field field : fields()) {
      if (field.tag() == (number << 3 | BYTES)) {
        found.add(field.payload());
      }
    }
    return found;
  }

  /// {@return the text of the last field with this number, empty for none}
  public String text(int number) {
    List<MemorySegment> all = payloads(number);
    return all.isEmpty() ? "" : Utf8.decode(all.getLast().toArray(ValueLayout.JAVA_BYTE));
  }

  /// {@return the last number in the fields with this number, 0 for none}
  public long number(int number) {
    long found = 0;
    for (Field field : fields()) {
      if (field.tag() == (number << 3 | WireReader.VARINT)) {
        WireReader in = new WireReader(field.bytes());
        in.tag();
        found = in.varint();
      }
    }
    return found;
  }

  /// {@return the fields but for those with one of these numbers that have a length, as all fields
  /// of texts and messages do; one of another wire type is unknown, and stays}
  public RawFields without(int... numbers) {
    return withoutTags(Arrays.stream(numbers).map(number -> number << 3 | BYTES).toArray());
  }

  /// {@return the fields but for those with one of these numbers and wire types}
  public RawFields withoutTags(int... tags) {
    List<MemorySegment> kept = new ArrayList<>();
    for (Field field : fields()) {
      boolean dropped = false;
      for (int tag : tags) {
        dropped |= field.tag() == tag;
      }
      if (!dropped) {
        kept.add(field.bytes());
      }
    }
    return new RawFields(List.copyOf(kept));
  }

  /// {@return these fields and then one more, given with its tag}
  public RawFields plus(MemorySegment field) {
    List<MemorySegment> more = new ArrayList<>(runs);
    more.add(field);
    return new RawFields(List.copyOf(more));
  }

  /// {@return these fields and then one more, given with its tag}
  public RawFields plus(byte[] field) {
    return plus(MemorySegment.ofArray(field).asReadOnly());
  }

  /// {@return these fields with the text as the only field of this number, or none if it is null}
  public RawFields withText(int number, @Nullable String text) {
    RawFields others = without(number);
    return text == null ? others : others.plus(new WireWriter().text(number, text).toBytes());
  }
}
