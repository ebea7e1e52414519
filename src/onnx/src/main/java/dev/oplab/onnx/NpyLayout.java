package dev.oplab.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Brings the elements of an `.npy` file into little-endian order and C layout.
final class NpyLayout {
  private NpyLayout() {}

  static void copy(
      MemorySegment from, MemorySegment to, NpyType type, Shape shape, boolean fortran) {
    int rank = shape.rank();
    long[] sizes = new long[rank];
    long[] strides = new long[rank];
    long stride = type.width();
    for (int i = 0; i < rank; i++) {
      int axis = fortran ? i : rank - 1 - i;
      sizes[axis] = shape.dims().get(axis) instanceof Dim.Known(long size) ? size : 0;
      strides[axis] = stride;
      stride *= sizes[axis];
    }
    long[] index = new long[rank];
    long source = 0;
    for (long target = 0; target < to.byteSize(); target += type.width()) {
      element(from, source, to, target, type);
      for (int axis = rank - 1; axis >= 0; axis--) {
        source += strides[axis];
        if (++index[axis] < sizes[axis]) {
          break;
        }
        source -= strides[axis] * sizes[axis];
        index[axis] = 0;
      }
    }
  }

  private static void element(
      MemorySegment from, long source, MemorySegment to, long target, NpyType type) {
    for (int i = 0; i < type.width(); i++) {
      int place = i % type.part();
      int taken = type.bigEndian() ? i - place + type.part() - 1 - place : i;
      to.set(ValueLayout.JAVA_BYTE, target + i, from.get(ValueLayout.JAVA_BYTE, source + taken));
    }
  }
}
