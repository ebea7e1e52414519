package dev.oplab.ort.internal;

import dev.oplab.onnx.DataType;

/// ONNX Runtime's words for element types (`float`, `double`) in ONNX's (`float32`, `float64`).
final class DataTypes {
  private DataTypes() {}

  static String label(String runtimeWord) {
    return switch (runtimeWord) {
      case "float" -> DataType.FLOAT.label();
      case "double" -> DataType.DOUBLE.label();
      default -> runtimeWord;
    };
  }
}
