package dev.oplab.onnx;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Messages that come in several pieces although a field holds one: protobuf takes the pieces, put
/// together, for the message. No writer makes them, but a parser must read them.
final class Joined {
  private Joined() {}

  /// {@return the bytes of the pieces, one behind the other}
  static MemorySegment of(List<MemorySegment> pieces) {
    if (pieces.size() == 1) {
      return pieces.getFirst();
    }
    long size = pieces.stream().mapToLong(MemorySegment::byteSize).sum();
    MemorySegment all = Arena.ofAuto().allocate(size);
    long at = 0;
    for (MemorySegment piece : pieces) {
      MemorySegment.copy(piece, 0, all, at, piece.byteSize());
      at += piece.byteSize();
    }
    return all.asReadOnly();
  }

  /// {@return the tensor in the fields of this number of a message}
  static Tensor tensor(Reading reading, MemorySegment message, int number) {
    return new TensorReader(reading(reading, of(RawFields.of(message).payloads(number)))).tensor();
  }

  /// {@return the sparse tensor in the fields of this number of a message}
  static SparseTensor sparse(Reading reading, MemorySegment message, int number) {
    return new TensorReader(reading(reading, of(RawFields.of(message).payloads(number)))).sparse();
  }

  /// {@return a reading of bytes that were put together}
  private static Reading reading(Reading reading, MemorySegment bytes) {
    Reading joined = new Reading(new WireReader(bytes), reading.source().holding(bytes));
    joined.trail().enter("pieces");
    return joined;
  }
}
