package dev.oplab.onnx;

import java.util.Locale;
import java.util.Optional;

/// The element types of ONNX (`TensorProto.DataType`), with ONNX's own names. `label` is the name
/// people use (`float32`), `bits` the size of one element in a packed tensor, 0 where elements have
/// no fixed size.
public enum DataType {
  UNDEFINED(0, "undefined", 0),
  FLOAT(1, "float32", 32),
  UINT8(2, "uint8", 8),
  INT8(3, "int8", 8),
  UINT16(4, "uint16", 16),
  INT16(5, "int16", 16),
  INT32(6, "int32", 32),
  INT64(7, "int64", 64),
  STRING(8, "string", 0),
  BOOL(9, "bool", 8),
  FLOAT16(10, "float16", 16),
  DOUBLE(11, "float64", 64),
  UINT32(12, "uint32", 32),
  UINT64(13, "uint64", 64),
  COMPLEX64(14, "complex64", 64),
  COMPLEX128(15, "complex128", 128),
  BFLOAT16(16, "bfloat16", 16),
  FLOAT8E4M3FN(17, "float8e4m3fn", 8),
  FLOAT8E4M3FNUZ(18, "float8e4m3fnuz", 8),
  FLOAT8E5M2(19, "float8e5m2", 8),
  FLOAT8E5M2FNUZ(20, "float8e5m2fnuz", 8),
  UINT4(21, "uint4", 4),
  INT4(22, "int4", 4),
  FLOAT4E2M1(23, "float4e2m1", 4),
  FLOAT8E8M0(24, "float8e8m0", 8),
  UINT2(25, "uint2", 2),
  INT2(26, "int2", 2),
  FLOAT6E2M3(27, "float6e2m3", 6),
  FLOAT6E3M2(28, "float6e3m2", 6);

  private static final DataType[] ALL = values();

  private final int code;
  private final String label;
  private final int bits;

  DataType(int code, String label, int bits) {
    this.code = code;
    this.label = label;
    this.bits = bits;
  }

  /// {@return the number that stands for this type in an ONNX file}
  public int code() {
    return code;
  }

  /// {@return the everyday name, such as `float32`}
  public String label() {
    return label;
  }

  /// {@return the size of one packed element in bits, 0 for strings and undefined}
  public int bits() {
    return bits;
  }

  /// {@return the type with this number in an ONNX file, empty for a number ONNX added later}
  public static Optional<DataType> ofCode(int code) {
    return code >= 0 && code < ALL.length ? Optional.of(ALL[code]) : Optional.empty();
  }

  /// {@return the type called `name`: its label, its ONNX name, or a common alias (`float`,
  /// `double`, `half`), in any case}
  public static Optional<DataType> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (DataType type : ALL) {
      if (type.label.equals(lower) || type.name().toLowerCase(Locale.ROOT).equals(lower)) {
        return Optional.of(type);
      }
    }
    return lower.equals("half") ? Optional.of(FLOAT16) : Optional.empty();
  }

  @Override
  public String toString() {
    return label;
  }
}
