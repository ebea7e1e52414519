package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// What a tensor holds, for comparing: equal to another of the same element type, shape and bytes,
/// whatever their names. A tensor whose bytes cannot be read, or of a type unknown here, equals
/// only itself. Immutable.
public final class TensorContent {
  private static final long BLOCK = 1 << 16;

  private final Tensor tensor;
  private final @Nullable MemorySegment data;
  private final int hash;

  private TensorContent(Tensor tensor) {
    this.tensor = tensor;
    this.data = read(tensor);
    this.hash = 31 * (31 * tensor.dataTypeCode() + tensor.shape().hashCode()) + hash(tensor, data);
  }

  public static TensorContent of(Tensor tensor) {
    return new TensorContent(tensor);
  }

  public Tensor tensor() {
    return tensor;
  }

  /// {@return whether the bytes could be read}
  public boolean isReadable() {
    return data != null || tensor.dataType() == DataType.STRING;
  }

  private static @Nullable MemorySegment read(Tensor tensor) {
    if (tensor.dataType() == DataType.STRING || tensor.dataType() == DataType.UNDEFINED) {
      return null;
    }
    try {
      return tensor.data();
    } catch (OnnxException _) {
      return null; // Bytes that cannot be read are equal to no others.
    }
  }

  private static int hash(Tensor tensor, @Nullable MemorySegment data) {
    if (data == null) {
      return tensor.dataType() == DataType.STRING ? 7 : System.identityHashCode(tensor);
    }
    long size = data.byteSize();
    long sum = size;
    for (long at = 0; at + 8 <= size; at += 8) {
      sum = (sum ^ data.get(ValueLayout.JAVA_LONG_UNALIGNED, at)) * 0x9E3779B97F4A7C15L;
      sum ^= sum >>> 29;
      if (at == BLOCK) {
        at = Math.max(at, ((size - BLOCK) / 8) * 8); // the ends tell most weights apart
      }
    }
    for (long at = size & ~7L; at < size; at++) {
      sum = sum * 31 + data.get(ValueLayout.JAVA_BYTE, at);
    }
    return Long.hashCode(sum);
  }

  @Override
  @SuppressWarnings("ReferenceEquality")
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof TensorContent that)) {
      return false;
    }
    if (tensor == that.tensor) {
      return true;
    }
    if (hash != that.hash
        || tensor.dataTypeCode() != that.tensor.dataTypeCode()
        || !tensor.shape().equals(that.tensor.shape())) {
      return false;
    }
    if (data == null || that.data == null) {
      return tensor.dataType() == DataType.STRING && tensor.strings().equals(that.tensor.strings());
    }
    return data.mismatch(that.data) == -1;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return tensor.toString();
  }
}
