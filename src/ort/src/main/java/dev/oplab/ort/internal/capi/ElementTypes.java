package dev.oplab.ort.internal.capi;

import dev.oplab.onnx.DataType;

/// ONNX Runtime's numbers for element types. It takes ONNX's own where a tensor is made, and where
/// it is asked for the type of one it answers with its own, which differ for the latest types.
final class ElementTypes {
  private static final int UINT2 = 24;
  private static final int INT2 = 25;

  private ElementTypes() {}

  /// {@return what to ask for when a tensor is made}
  static int code(DataType type) {
    return type.code();
  }

  /// {@return the type that an answer means, undefined if ONNX has none}
  static DataType of(int code) {
    return switch (code) {
      case UINT2 -> DataType.UINT2;
      case INT2 -> DataType.INT2;
      default -> DataType.ofCode(code).orElse(DataType.UNDEFINED);
    };
  }
}
