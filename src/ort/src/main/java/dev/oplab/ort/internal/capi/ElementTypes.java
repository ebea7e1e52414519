package dev.oplab.ort.internal.capi;

import dev.oplab.onnx.DataType;

/// ONNX Runtime's numbers for element types: ONNX's own, but for the latest types, which it numbers
/// in the order in which it got them.
final class ElementTypes {
  private static final int UINT2 = 24;
  private static final int INT2 = 25;
  private static final int FLOAT8E8M0 = 26;

  private ElementTypes() {}

  static int code(DataType type) {
    return switch (type) {
      case UINT2 -> UINT2;
      case INT2 -> INT2;
      case FLOAT8E8M0 -> FLOAT8E8M0;
      default -> type.code();
    };
  }

  /// {@return the type with this number, undefined if ONNX has none}
  static DataType of(int code) {
    return switch (code) {
      case UINT2 -> DataType.UINT2;
      case INT2 -> DataType.INT2;
      case FLOAT8E8M0 -> DataType.FLOAT8E8M0;
      default -> DataType.ofCode(code).orElse(DataType.UNDEFINED);
    };
  }
}
