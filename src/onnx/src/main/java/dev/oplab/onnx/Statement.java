package dev.oplab.onnx;

import dev.oplab.onnx.internal.RawFields;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// One place that states a value's name and type (`ValueInfoProto`): an input or output of a graph,
/// or an entry of `value_info`. `name` and `message` are those of the file, `message` null for a
/// place made since; `value` is null for an entry about a value that the graph does not have.
/// Immutable.
record Statement(@Nullable Value value, String name, @Nullable MemorySegment message) {
  /// {@return whether the file says a type here}
  boolean hasType() {
    return message != null
        && !(JoinedType.of(RawFields.of(message).payloads(2)) instanceof ValueType.UnknownType);
  }

  /// {@return whether this entry of `value_info` goes into the file. What is said of a value
  /// elsewhere too need not be said again, unless the file did}
  boolean isWritten() {
    if (value == null) {
      return true;
    }
    boolean saidElsewhere =
        !value.graph.function
            && (value.input || value.constant != null || value.outputOf.contains(value.graph));
    return !value.removed && (message != null || !saidElsewhere);
  }
}
