package dev.oplab.command.surgeon;

import dev.oplab.command.UsageException;
import dev.oplab.onnx.DataType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Numbers as they are typed, made into the bytes of a tensor.
final class Elements {
  private static final Set<DataType> FRACTIONS =
      EnumSet.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16);
  private static final Set<DataType> WHOLE =
      EnumSet.of(
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          DataType.UINT8,
          DataType.UINT16,
          DataType.UINT32,
          DataType.UINT64,
          DataType.BOOL);

  private Elements() {}

  static boolean canHold(DataType type) {
    return FRACTIONS.contains(type) || WHOLE.contains(type);
  }

  static boolean isFraction(DataType type) {
    return FRACTIONS.contains(type);
  }

  /// {@return the bytes of the items as elements of `type`}
  ///
  /// @throws UsageException if one of them does not fit
  static MemorySegment pack(DataType type, List<String> items) {
    ByteBuffer bytes =
        ByteBuffer.allocate(items.size() * type.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
    for (String item : items) {
      switch (type) {
        case FLOAT -> bytes.putFloat((float) number(item));
        case DOUBLE -> bytes.putDouble(number(item));
        case FLOAT16 -> bytes.putShort(Float.floatToFloat16((float) number(item)));
        case BFLOAT16 -> bytes.putShort(bfloat16((float) number(item)));
        default -> whole(type, item, bytes);
      }
    }
    return MemorySegment.ofArray(bytes.array());
  }

  static double number(String item) {
    return switch (item) {
      case "true" -> 1;
      case "false" -> 0;
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan", "+nan", "-nan" -> Double.NaN;
      default -> Double.parseDouble(item);
    };
  }

  static long whole(String item) {
    return switch (item) {
      case "true" -> 1;
      case "false" -> 0;
      default -> {
        try {
          yield Long.parseLong(item);
        } catch (NumberFormatException e) {
          throw UsageException.expected("a whole number of at most 64 bits", item);
        }
      }
    };
  }

  private static void whole(DataType type, String item, ByteBuffer bytes) {
    int bits = type.bits();
    boolean unsigned = type.name().startsWith("UINT");
    long value = type == DataType.UINT64 ? unsigned(item) : whole(item);
    boolean fits =
        switch (type) {
          case BOOL -> value == 0 || value == 1;
          case INT64, UINT64 -> true;
          default ->
              unsigned
                  ? value >= 0 && value < 1L << bits
                  : value >= -(1L << (bits - 1)) && value < 1L << (bits - 1);
        };
    if (!fits) {
      throw UsageException.expected("a number that is " + type.label(), item);
    }
    switch (bits) {
      case 8 -> bytes.put((byte) value);
      case 16 -> bytes.putShort((short) value);
      case 32 -> bytes.putInt((int) value);
      default -> bytes.putLong(value);
    }
  }

  private static long unsigned(String item) {
    try {
      return item.equals("true") || item.equals("false")
          ? whole(item)
          : Long.parseUnsignedLong(item);
    } catch (NumberFormatException e) {
      throw UsageException.expected("a number that is uint64", item);
    }
  }

  /// Rounded to the nearest, ties to even.
  private static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }
}
