package dev.oplab.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Protobuf bytes written by hand, field by field, for tests that need bytes no library would
/// write. Mutable; every method returns the receiver.
public final class ProtoBytes {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Adds a number in 7-bit groups: an `int32`, `int64`, `bool` or `enum` field.
  public ProtoBytes varint(int field, long value) {
    tag(field, VARINT);
    number(value);
    return this;
  }

  /// Adds a `float` field.
  public ProtoBytes fixed(int field, float value) {
    tag(field, FIXED32);
    little(Float.floatToRawIntBits(value), 4);
    return this;
  }

  /// Adds a `double` field.
  public ProtoBytes fixed(int field, double value) {
    tag(field, FIXED64);
    little(Double.doubleToRawLongBits(value), 8);
    return this;
  }

  /// Adds a `bytes` field.
  public ProtoBytes bytes(int field, byte[] value) {
    header(field, value.length);
    out.writeBytes(value);
    return this;
  }

  /// Adds a `string` field.
  public ProtoBytes text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /// Adds a field that holds a message.
  public ProtoBytes message(int field, ProtoBytes value) {
    return bytes(field, value.toBytes());
  }

  /// Adds a packed run of numbers.
  public ProtoBytes packed(int field, long... values) {
    ProtoBytes run = new ProtoBytes();
    for (long value : values) {
      run.number(value);
    }
    return bytes(field, run.toBytes());
  }

  /// Adds a packed run of floats.
  public ProtoBytes packed(int field, float... values) {
    ProtoBytes run = new ProtoBytes();
    for (float value : values) {
      run.little(Float.floatToRawIntBits(value), 4);
    }
    return bytes(field, run.toBytes());
  }

  /// Adds a packed run of doubles.
  public ProtoBytes packed(int field, double... values) {
    ProtoBytes run = new ProtoBytes();
    for (double value : values) {
      run.little(Double.doubleToRawLongBits(value), 8);
    }
    return bytes(field, run.toBytes());
  }

  /// Adds the tag and length of a field whose `length` bytes come from elsewhere, or never.
  public ProtoBytes header(int field, long length) {
    tag(field, BYTES);
    number(length);
    return this;
  }

  /// Adds the fields of `other` after those here, which makes one message of two.
  public ProtoBytes append(ProtoBytes other) {
    out.writeBytes(other.toBytes());
    return this;
  }

  /// Adds bytes as they are.
  public ProtoBytes raw(int... bytes) {
    for (int value : bytes) {
      out.write(value);
    }
    return this;
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }

  public int size() {
    return out.size();
  }

  private void tag(int field, int wireType) {
    number((long) field << 3 | wireType);
  }

  private void number(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  private void little(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }
}
