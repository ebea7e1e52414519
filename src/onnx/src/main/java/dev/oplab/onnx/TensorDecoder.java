package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;
import static dev.oplab.onnx.internal.WireReader.FIXED32;
import static dev.oplab.onnx.internal.WireReader.FIXED64;
import static dev.oplab.onnx.internal.WireReader.VARINT;

import dev.oplab.onnx.internal.Sizes;
import dev.oplab.onnx.internal.WireException;
import dev.oplab.onnx.internal.WireReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Gives a tensor's elements as little-endian packed bytes, wherever and however they are kept.
final class TensorDecoder {
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final String REMAKE = "export or download the model again.";

  private TensorDecoder() {}

  static MemorySegment data(Tensor tensor, TensorBytes bytes) {
    if (tensor.dataType() == DataType.STRING) {
      throw tensor.error(
          "holds strings, which have no packed form", "use strings() or stringBytes() instead.");
    }
    if (tensor.dataType() == DataType.UNDEFINED) {
      throw tensor.error(
          "has the element type number %d, which is none that this version knows"
              .formatted(tensor.dataTypeCode()),
          tensor.dataTypeCode() == 0 ? REMAKE : "update, or convert the model to a known type.");
    }
    long size = tensor.byteSize();
    MemorySegment data =
        switch (bytes) {
          case TensorBytes.InPlace(MemorySegment elements) -> elements;
          case TensorBytes.External external -> ExternalData.map(tensor, external, size);
          case TensorBytes.Typed(MemorySegment message) -> typed(tensor, message, size);
          case TensorBytes.Text _ ->
              throw tensor.error("holds strings where numbers should be", REMAKE);
        };
    if (data.byteSize() != size) {
      throw tensor.error(
          "holds %s, but its type and shape need %s".formatted(exact(data.byteSize()), exact(size)),
          REMAKE);
    }
    return data;
  }

  private static String exact(long bytes) {
    return bytes < 1000 ? bytes + " bytes" : "%,d bytes (%s)".formatted(bytes, Sizes.text(bytes));
  }

  /// The field in which this type's elements are kept, and how many bytes of the packed form one of
  /// its entries makes, 0 for six bits.
  private record Layout(int field, int wireType, int width) {}

  private static Layout layout(DataType type) {
    return switch (type) {
      case FLOAT, COMPLEX64 -> new Layout(4, FIXED32, 4);
      case DOUBLE, COMPLEX128 -> new Layout(10, FIXED64, 8);
      case INT64 -> new Layout(7, VARINT, 8);
      case UINT64 -> new Layout(11, VARINT, 8);
      case UINT32 -> new Layout(11, VARINT, 4);
      case INT32 -> new Layout(5, VARINT, 4);
      case INT16, UINT16, FLOAT16, BFLOAT16 -> new Layout(5, VARINT, 2);
      case FLOAT6E2M3, FLOAT6E3M2 -> new Layout(5, VARINT, 0);
      // One entry is one byte of the packed form, also where that holds two or four elements.
      default -> new Layout(5, VARINT, 1);
    };
  }

  private static MemorySegment typed(Tensor tensor, MemorySegment message, long size) {
    try {
      return decode(tensor, message, size);
    } catch (WireException e) {
      throw tensor.error("has elements that cannot be decoded (" + e.getMessage() + ")", REMAKE, e);
    }
  }

  private static MemorySegment decode(Tensor tensor, MemorySegment message, long size) {
    Layout layout = layout(tensor.dataType());
    // Counted first: a shape that lies must not allocate.
    long entries = visit(message, layout, MemorySegment.NULL);
    long held = layout.width() == 0 ? (entries * 6 + 7) / 8 : entries * layout.width();
    if (layout.width() == 0 && entries != tensor.elementCount()) {
      throw tensor.error(
          "holds %,d elements, but its type and shape need %,d"
              .formatted(entries, tensor.elementCount()),
          REMAKE);
    }
    if (held != size) {
      throw tensor.error(
          "holds %s, but its type and shape need %s".formatted(exact(held), exact(size)), REMAKE);
    }
    MemorySegment data = Arena.ofAuto().allocate(size, 8);
    visit(message, layout, data);
    return data.asReadOnly();
  }

  /// {@return the number of entries, which are written to `into` unless that is empty}
  private static long visit(MemorySegment message, Layout layout, MemorySegment into) {
    WireReader in = new WireReader(message);
    long count = 0;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag >>> 3 != layout.field()) {
        in.skip(tag);
      } else if ((tag & 7) == layout.wireType()) {
        one(in, layout, into, count++);
      } else if ((tag & 7) == BYTES) {
        long outer = in.enter();
        if (in.limit() > message.byteSize()) {
          throw WireException.malformed("a field runs past its tensor", in.position());
        }
        while (Fields.hasMore(in)) {
          one(in, layout, into, count++);
        }
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
    return count;
  }

  private static void one(WireReader in, Layout layout, MemorySegment into, long index) {
    long value =
        switch (layout.wireType()) {
          case FIXED32 -> in.fixed32();
          case FIXED64 -> in.fixed64();
          default -> in.varint();
        };
    if (into.byteSize() == 0) {
      return;
    }
    switch (layout.width()) {
      case 0 -> sixBits(value & 0x3F, into, index * 6);
      case 1 -> into.set(ValueLayout.JAVA_BYTE, index, (byte) value);
      case 2 -> into.set(SHORT, index * 2, (short) value);
      case 4 -> into.set(INT, index * 4, (int) value);
      default -> into.set(LONG, index * 8, value);
    }
  }

  private static void sixBits(long value, MemorySegment into, long bit) {
    long at = bit >>> 3;
    long both = value << (bit & 7);
    into.set(ValueLayout.JAVA_BYTE, at, (byte) (into.get(ValueLayout.JAVA_BYTE, at) | both));
    if (both > 0xFF) {
      into.set(ValueLayout.JAVA_BYTE, at + 1, (byte) (both >>> 8));
    }
  }
}
