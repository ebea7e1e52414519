package dev.oplab.onnx;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// Where a tensor's elements lie. Immutable.
sealed interface TensorBytes {
  TensorBytes NONE = new InPlace(MemorySegment.ofArray(new byte[0]).asReadOnly());

  /// The elements as they are wanted: in the mapped model file (`raw_data`) or in memory.
  record InPlace(MemorySegment elements) implements TensorBytes {}

  /// A whole tensor message whose elements are in the field made for their type.
  record Typed(MemorySegment message) implements TensorBytes {}

  /// In another file.
  record External(SourceFile source, Map<String, String> entries) implements TensorBytes {}

  /// Strings (`string_data`).
  record Text(List<MemorySegment> strings) implements TensorBytes {}
}
