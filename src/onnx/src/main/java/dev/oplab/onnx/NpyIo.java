package dev.oplab.onnx;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads and writes NumPy's `.npy` files, versions 1.0 to 3.0: booleans, integers, floats and
/// complex numbers of either byte order, in C or Fortran layout, scalars included.
public final class NpyIo {
  private static final int MOST_HEADER = 1 << 20;

  private NpyIo() {}

  /// Reads an array as a tensor named after the file. Its elements stay in the mapped file where
  /// they are little-endian and in C layout; otherwise they are copied.
  ///
  /// @throws OnnxException if the file is missing, cut short, no `.npy` file, or of a type that
  ///   ONNX tensors of numbers do not have
  public static Tensor read(Path path) {
    Path file = path.getFileName();
    String name = file == null ? "" : file.toString();
    return read(path, name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name);
  }

  /// Reads an array as a tensor called `name`; see [#read(Path)].
  public static Tensor read(Path path, String name) {
    MemorySegment file = OnnxIo.map(path).bytes();
    NpyHeader header =
        NpyHeader.read(path, file.asSlice(0, Math.min(MOST_HEADER, file.byteSize())));
    NpyType type = NpyType.of(path, header.descr());
    Shape shape = header.shape();
    long count = shape.elementCount().orElseThrow();
    long left = file.byteSize() - header.size();
    if (count > left / type.width()) {
      throw error(
          path,
          "The file is cut short: its header promises %s%s, %,d elements of %d bytes, but only %,d bytes follow"
              .formatted(type.dataType(), shape, count, type.width(), left),
          "copy the file again",
          null);
    }
    MemorySegment elements = file.asSlice(header.size(), count * type.width());
    if (type.bigEndian() || (header.fortranOrder() && shape.rank() > 1)) {
      MemorySegment copy = Arena.ofAuto().allocate(elements.byteSize(), 8);
      NpyLayout.copy(elements, copy, type, shape, header.fortranOrder());
      elements = copy;
    }
    return Tensor.of(name, type.dataType(), shape, elements);
  }

  /// Writes a tensor, little-endian and in C layout, so that `numpy.load` reads it; a file of that
  /// name is replaced once the new one is complete.
  ///
  /// @throws OnnxException if NumPy has no such type (strings, `bfloat16`, 8-bit floats and smaller
  ///   types) or the tensor's data cannot be had
  public static void write(Tensor tensor, Path path) {
    String descr = NpyType.descr(tensor);
    MemorySegment elements = tensor.data();
    byte[] header = NpyHeader.write(descr, tensor.shape());
    Path target = path.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        writeAll(channel, ByteBuffer.wrap(header));
        long step = 1L << 28;
        for (long at = 0; at < elements.byteSize(); at += step) {
          long length = Math.min(step, elements.byteSize() - at);
          writeAll(channel, elements.asSlice(at, length).asByteBuffer());
        }
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw error(
          path,
          "The tensor %s cannot be written here (%s)".formatted(tensor, e),
          "check that the folder exists, may be written and has room",
          e);
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  static OnnxException error(Path path, String what, String fix, @Nullable Throwable cause) {
    return new OnnxException("%s: %s.%nFix: %s.".formatted(path, what, fix), cause);
  }
}
