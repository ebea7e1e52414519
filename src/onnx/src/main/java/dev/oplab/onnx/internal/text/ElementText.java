package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.internal.text.Token.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Collects the elements of a constant, packed as ONNX packs them. Integers are given by value, so
/// are `float`, `double` and complex numbers (real part, then imaginary part); of the shorter
/// floats the bits of each element, as a whole number. Where two or four elements share a byte,
/// such bytes may be given instead: `onnx.parser` knows no other way. Mutable.
final class ElementText {
  private final Cursor cursor;
  private final DataType type;
  private final List<Token> small = new ArrayList<>();
  private ByteBuffer packed = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
  private long count;

  ElementText(Cursor cursor, DataType type) {
    this.cursor = cursor;
    this.type = type;
  }

  /// Reads the next number.
  void read() {
    switch (type) {
      case FLOAT, COMPLEX64 -> room(4).putFloat(NumberText.floatValue(cursor));
      case DOUBLE, COMPLEX128 -> room(8).putDouble(NumberText.doubleValue(cursor));
      case UINT64 -> room(8).putLong(unsigned(whole()));
      default -> {
        Token token = whole();
        if (type.bits() < 8) {
          small.add(token);
        } else {
          put(inRange(token), type.bits());
        }
      }
    }
    count++;
  }

  /// Takes a whole number, which must come next.
  private Token whole() {
    Token next = cursor.peek();
    if (isBits() && (next.kind() == Kind.DECIMAL || NumberText.isWord(next))) {
      throw cursor.error(
          next,
          "expected the bits of a %s element as a whole number, found %s"
              .formatted(type.label(), next.shown()),
          "give the bits, as in 15360 for the float16 number 1.0, or make the constant in Java with Tensor.of");
    }
    if (next.kind() != Kind.INTEGER) {
      throw cursor.expected("an element of the type " + type.label(), "give whole numbers");
    }
    return cursor.take();
  }

  /// {@return whether elements are given by their bits}
  private boolean isBits() {
    return type.name().startsWith("FLOAT") || type == DataType.BFLOAT16;
  }

  private long unsigned(Token token) {
    try {
      return Long.parseUnsignedLong(token.text());
    } catch (NumberFormatException e) {
      throw cursor.outOfRange(token, type.label());
    }
  }

  private long inRange(Token token) {
    boolean signed =
        switch (type) {
          case INT2, INT4, INT8, INT16, INT32, INT64 -> true;
          default -> false;
        };
    int width = type.bits();
    long most = signed ? -1L >>> (65 - width) : -1L >>> (64 - width);
    long least = signed ? -most - 1 : isBits() ? -1L << (width - 1) : 0;
    return inRange(token, least, most, type.label());
  }

  private long inRange(Token token, long least, long most, String label) {
    long value = cursor.integer(token);
    if (value < least || value > most) {
      throw cursor.outOfRange(token, label);
    }
    return value;
  }

  private void put(long value, int width) {
    switch (width) {
      case 64 -> room(8).putLong(value);
      case 32 -> room(4).putInt((int) value);
      case 16 -> room(2).putShort((short) value);
      default -> room(1).put((byte) value);
    }
  }

  private ByteBuffer room(int bytes) {
    if (packed.remaining() < bytes) {
      byte[] larger = Arrays.copyOf(packed.array(), packed.capacity() * 2);
      packed = ByteBuffer.wrap(larger, packed.position(), larger.length - packed.position());
      packed.order(ByteOrder.LITTLE_ENDIAN);
    }
    return packed;
  }

  /// {@return the number of elements so far, where `needed` are wanted; two numbers make a complex
  /// one, and a byte may hold several}
  long count(long needed) {
    return switch (type) {
      case COMPLEX64, COMPLEX128 -> count / 2;
      default -> sharesBytes(needed) ? needed : count;
    };
  }

  /// {@return whether the numbers are bytes that elements share; a single number is the element, or
  /// the byte if it is too large for that}
  private boolean sharesBytes(long needed) {
    int width = type.bits();
    boolean mayBe = (width == 4 || width == 2) && count == (needed * width + 7) / 8;
    return mayBe
        && (count != needed || (count == 1 && cursor.integer(small.getFirst()) >= 1 << width));
  }

  /// {@return whether a complex number lacks its imaginary part}
  boolean isCutInHalf() {
    return (type == DataType.COMPLEX64 || type == DataType.COMPLEX128) && count % 2 == 1;
  }

  /// {@return the elements, packed; nothing can be added after that}
  byte[] toBytes(long needed) {
    if (sharesBytes(needed)) {
      small.forEach(one -> put(inRange(one, Byte.MIN_VALUE, 0xFF, "a byte"), 8));
    } else {
      packSmall();
    }
    return Arrays.copyOf(packed.array(), packed.position());
  }

  /// From the lowest bits of each byte on.
  private void packSmall() {
    int width = type.bits();
    int bits = 0;
    int held = 0;
    for (Token one : small) {
      bits |= (int) (inRange(one) & ((1L << width) - 1)) << held;
      held += width;
      if (held >= 8) {
        room(1).put((byte) bits);
        bits >>>= 8;
        held -= 8;
      }
    }
    if (held > 0) {
      room(1).put((byte) bits);
    }
  }
}
