package dev.oplab.onnx;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;

/// A constant tensor (`TensorProto`): an initializer or an attribute's value. Immutable. Its bytes
/// stay where they are, in the mapped model file or in an external data file, until asked for.
public interface Tensor {

  /// {@return the tensor's name, empty for an unnamed attribute value}
  String name();

  /// {@return the element type}
  DataType dataType();

  /// {@return the shape, always static}
  Shape shape();

  /// {@return the size in bytes that the elements take when packed as ONNX packs them}
  long byteSize();

  /// {@return the file that holds the bytes when they are not in the model file itself, as the
  /// entries ONNX keeps (`location`, `offset`, `length`)}
  Optional<Map<String, String>> externalData();

  /// The elements, little-endian and packed, as a read-only view where the file allows it.
  ///
  /// @throws OnnxException if external data is missing, too short or outside the model's folder
  MemorySegment data();
}
