package dev.oplab.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads and writes NumPy's `.npy` files, versions 1.0 to 3.0: booleans, integers, floats, complex
/// numbers and text of either byte order, in C or Fortran layout, scalars included.
public final class NpyIo {
  private static final int MOST_HEADER = 1 << 20;
  private static final long STEP = 1L << 28;

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
    return read(path, name, OnnxIo.map(path).bytes());
  }

  /// Reads an array as a tensor called `name` from the bytes of a file, which stay in use.
  ///
  /// @throws OnnxException as [#read(Path)] does
  public static Tensor read(MemorySegment file, String name) {
    return read(Path.of(name.replace('\0', ' ')), name, file.asReadOnly());
  }

  /// Reads an array from the bytes of a file.
  ///
  /// @param path what errors call the file
  static Tensor read(Path path, String name, MemorySegment file) {
    NpyHeader header =
        NpyHeader.read(path, file.asSlice(0, Math.min(MOST_HEADER, file.byteSize())));
    NpyType type = NpyType.of(path, header.descr());
    Shape shape = header.shape();
    long count = shape.elementCount().orElseThrow();
    long left = file.byteSize() - header.size();
    if (type.width() > 0 && count > left / type.width()) {
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
    return type.dataType() == DataType.STRING
        ? NpyText.read(path, name, type, shape, elements)
        : Tensor.of(name, type.dataType(), shape, elements);
  }

  /// Writes a tensor, little-endian and in C layout, so that `numpy.load` reads it; a file of that
  /// name is replaced once the new one is complete.
  ///
  /// @throws OnnxException if NumPy has no such type (`bfloat16`, 8-bit floats and smaller types)
  ///   or the tensor's data cannot be had
  public static void write(Tensor tensor, Path path) {
    Content content = content(tensor);
    Path target = path.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.to(channel);
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

  /// {@return the bytes of the file that [#write(Tensor, Path)] writes}
  ///
  /// @throws OnnxException as that does, or if it takes more than 2 GiB
  public static byte[] toBytes(Tensor tensor) {
    Content content = content(tensor);
    if (content.byteSize() > Integer.MAX_VALUE - 8) {
      throw tensor.error("does not fit into an array of bytes", "write it to a file.");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) content.byteSize());
    try {
      content.to(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written: " + e, e);
    }
    return bytes.toByteArray();
  }

  static Content content(Tensor tensor) {
    if (tensor.dataType() == DataType.STRING) {
      return NpyText.content(tensor);
    }
    return new Content(NpyHeader.write(NpyType.descr(tensor), tensor.shape()), tensor.data());
  }

  /// A whole file: the header and then the elements. Immutable.
  static final class Content {
    private final byte[] header;
    private final MemorySegment elements;

    Content(byte[] header, MemorySegment elements) {
      this.header = header;
      this.elements = elements;
    }

    long byteSize() {
      return header.length + elements.byteSize();
    }

    void to(WritableByteChannel channel) throws IOException {
      writeAll(channel, ByteBuffer.wrap(header));
      for (long at = 0; at < elements.byteSize(); at += STEP) {
        long length = Math.min(STEP, elements.byteSize() - at);
        writeAll(channel, elements.asSlice(at, length).asByteBuffer());
      }
    }

    private static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  static OnnxException error(Path path, String what, String fix, @Nullable Throwable cause) {
    return new OnnxException("%s: %s.%nFix: %s.".formatted(path, what, fix), cause);
  }
}
