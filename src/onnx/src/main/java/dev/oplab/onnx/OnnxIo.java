package dev.oplab.onnx;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads ONNX files.
public final class OnnxIo {
  private OnnxIo() {}

  /// Opens an ONNX file by memory map; the time taken does not depend on what the weights weigh,
  /// and the file may be of any size. Nodes and types are read at once, weights when asked;
  /// external data files are not touched. The file must not be cut or overwritten in place while
  /// the model is in use.
  ///
  /// A byte of a name that is not UTF-8 is read as a lone surrogate (U+DC80 to U+DCFF), so that
  /// different names stay different.
  ///
  /// @throws OnnxException if the file is missing, unreadable, cut short or not ONNX
  public static Model read(Path path) {
    SourceFile source = new SourceFile(path, map(path));
    try {
      return read(source);
    } catch (InternalError e) {
      // What the JDK throws when a mapped page is gone.
      throw Malformed.error(
          source, "The file was cut while it was read.", "open it again when it is complete.", e);
    }
  }

  /// Reads a model from bytes in memory, which stay in use and must not change. It has no path, so
  /// tensors in external data files cannot be read.
  ///
  /// @throws OnnxException if the bytes are cut short or not ONNX
  public static Model read(MemorySegment bytes) {
    return read(new SourceFile(null, bytes.asReadOnly()));
  }

  private static Model read(SourceFile source) {
    if (source.bytes().byteSize() == 0) {
      throw Malformed.empty(source);
    }
    return new ModelReader(source).model();
  }

  /// {@return the bytes of a file that exists and may be read}
  static MemorySegment map(Path path) {
    if (Files.isDirectory(path)) {
      throw error(path, "This is a folder, not an ONNX file", "name the file inside it", null);
    }
    if (!Files.exists(path)) {
      throw error(
          path,
          "There is no such file",
          "check the name; relative names start at " + Path.of("").toAbsolutePath(),
          null);
    }
    if (!Files.isRegularFile(path)) {
      throw error(path, "This is not a plain file", "copy its content to a file first", null);
    }
    if (!Files.isReadable(path)) {
      throw error(path, "The file may not be read", "change its permissions", null);
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } catch (IOException e) {
      throw error(path, "The file cannot be read (" + e + ")", "check the disk it is on", e);
    }
  }

  private static OnnxException error(
      Path path, String what, String fix, @Nullable Throwable cause) {
    return new OnnxException("%s: %s.%nFix: %s.".formatted(path, what, fix), cause);
  }
}
