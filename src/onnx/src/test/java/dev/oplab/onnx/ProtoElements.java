package dev.oplab.onnx;

import com.google.protobuf.ByteString;
import dev.oplab.onnx.proto.TensorProto;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;

/// The elements of a tensor's message, packed: by the rules of the format, written a second time.
final class ProtoElements {
  private ProtoElements() {}

  /// {@return the elements in hexadecimal, or that they do not fit the type and shape}
  static String of(TensorProto tensor) {
    TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
    long count = count(tensor.getDimsList());
    if (count < 0 || type == null || type == TensorProto.DataType.UNDEFINED) {
      return "unfit";
    }
    if (type == TensorProto.DataType.STRING) {
      List<ByteString> strings = tensor.hasRawData() ? List.of() : tensor.getStringDataList();
      return strings.size() == count
          ? strings.stream().map(ProtoView::text).toList().toString()
          : "unfit";
    }
    if (!tensor.hasRawData() && tensor.getStringDataCount() > 0) {
      return "unfit";
    }
    byte[] bytes = tensor.hasRawData() ? raw(tensor) : typed(tensor, type);
    long needed = (count * bits(type) + 7) / 8;
    return bytes.length == needed ? HexFormat.of().formatHex(bytes) : "unfit";
  }

  /// -1 where the sizes make no sense, or more than a test would hold.
  private static long count(List<Long> dims) {
    BigInteger count = BigInteger.ONE;
    for (long dim : dims) {
      count = count.multiply(BigInteger.valueOf(dim));
    }
    boolean negative = dims.stream().anyMatch(dim -> dim < 0);
    return negative || count.bitLength() > 40 ? -1 : count.longValue();
  }

  private static byte[] raw(TensorProto tensor) {
    ByteString raw = tensor.getRawData();
    return raw.toByteArray();
  }

  private static int bits(TensorProto.DataType type) {
    return switch (type) {
      case UINT2, INT2 -> 2;
      case UINT4, INT4, FLOAT4E2M1 -> 4;
      case FLOAT6E2M3, FLOAT6E3M2 -> 6;
      case UINT16, INT16, FLOAT16, BFLOAT16 -> 16;
      case FLOAT, INT32, UINT32 -> 32;
      case DOUBLE, INT64, UINT64, COMPLEX64 -> 64;
      case COMPLEX128 -> 128;
      default -> 8;
    };
  }

  private static byte[] typed(TensorProto tensor, TensorProto.DataType type) {
    ByteBuffer out = ByteBuffer.allocate(1 << 10).order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case FLOAT, COMPLEX64 -> tensor.getFloatDataList().forEach(out::putFloat);
      case DOUBLE, COMPLEX128 -> tensor.getDoubleDataList().forEach(out::putDouble);
      case INT64 -> tensor.getInt64DataList().forEach(out::putLong);
      case UINT64 -> tensor.getUint64DataList().forEach(out::putLong);
      case UINT32 -> tensor.getUint64DataList().forEach(one -> out.putInt((int) (long) one));
      case INT32 -> tensor.getInt32DataList().forEach(out::putInt);
      case INT16, UINT16, FLOAT16, BFLOAT16 ->
          tensor.getInt32DataList().forEach(one -> out.putShort((short) (int) one));
      case FLOAT6E2M3, FLOAT6E3M2 -> sixBits(tensor, out);
      default -> tensor.getInt32DataList().forEach(one -> out.put((byte) (int) one));
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static void sixBits(TensorProto tensor, ByteBuffer out) {
    BigInteger all = BigInteger.ZERO;
    for (int i = 0; i < tensor.getInt32DataCount(); i++) {
      long six = tensor.getInt32Data(i) & 0x3F;
      all = all.or(BigInteger.valueOf(six).shiftLeft(6 * i));
    }
    for (int i = 0; i < (tensor.getInt32DataCount() * 6 + 7) / 8; i++) {
      out.put(all.shiftRight(8 * i).byteValue());
    }
  }
}
