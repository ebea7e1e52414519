package dev.oplab.ort.internal;

import ai.onnxruntime.TensorInfo.OnnxTensorType;
import dev.oplab.onnx.DataType;

/// ONNX Runtime's words for element types in ONNX's.
final class DataTypes {
  private DataTypes() {}

  /// {@return the type that a tensor has, undefined if ONNX has none}
  ///
  /// Its Java type says less: there, uint32 is the same as int32.
  static DataType of(OnnxTensorType runtimeType) {
    return DataType.named(runtimeType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", ""))
        .orElse(DataType.UNDEFINED);
  }

  /// {@return `float32` for a profile's `float`}
  static String label(String runtimeWord) {
    return switch (runtimeWord) {
      case "float" -> DataType.FLOAT.label();
      case "double" -> DataType.DOUBLE.label();
      default -> runtimeWord;
    };
  }
}
