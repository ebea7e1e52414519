package dev.oplab.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Reads and writes NumPy's `.npz` archives, which hold several arrays by name: a zip file with one
/// `.npy` file for each.
public final class NpzIo {
  private static final String EXTENSION = ".npy";

  /// The earliest time that a zip file can give, so that the same arrays make the same bytes.
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzIo() {}

  /// Reads every array, in the order of the archive, into memory.
  ///
  /// @throws OnnxException if the file is missing, damaged or no archive, or holds something that
  ///   [NpyIo] cannot read
  public static Map<String, Tensor> read(Path path) {
    OnnxIo.map(path); // says what is wrong with a file that cannot be had
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String file = entry.getName();
        if (!file.endsWith(EXTENSION)) {
          throw NpyIo.error(
              path,
              "The archive holds '%s', which is no .npy file".formatted(file),
              "write it with numpy.savez",
              null);
        }
        String name = file.substring(0, file.length() - EXTENSION.length());
        Path label = Path.of(path + "!" + name.replace('\0', ' '));
        arrays.put(name, NpyIo.read(label, name, bytes(zip, entry, path)));
      }
    } catch (ZipException e) {
      throw NpyIo.error(
          path,
          "The file is no .npz archive, or a damaged one (%s)".formatted(e.getMessage()),
          "write it with numpy.savez; numpy.save writes .npy files",
          e);
    } catch (IOException e) {
      throw NpyIo.error(path, "The file cannot be read (" + e + ")", "copy it again", e);
    }
    return arrays;
  }

  private static MemorySegment bytes(ZipFile zip, ZipEntry entry, Path path) throws IOException {
    long size = entry.getSize();
    MemorySegment bytes = Arena.ofAuto().allocate(Math.max(1, size), 8).asSlice(0, size);
    byte[] buffer = new byte[1 << 16];
    long at = 0;
    try (InputStream in = zip.getInputStream(entry)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (read > size - at) {
          throw new ZipException(entry.getName() + " is longer than it says");
        }
        MemorySegment.copy(buffer, 0, bytes, ValueLayout.JAVA_BYTE, at, read);
        at += read;
      }
    }
    if (at < size) {
      throw new ZipException("%s in %s is cut short".formatted(entry.getName(), path));
    }
    return bytes;
  }

  /// Writes tensors under these names, not compressed, so that `numpy.load` reads them; a file of
  /// that name is replaced once the new one is complete. The same tensors make the same bytes.
  ///
  /// @throws OnnxException if NumPy has no such type (`bfloat16`, 8-bit floats and smaller types)
  public static void write(Map<String, Tensor> tensors, Path path) {
    Path target = path.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (ZipOutputStream zip =
          new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16))) {
        // Stored in blocks, since an entry that is stored as a whole needs its checksum first.
        zip.setLevel(Deflater.NO_COMPRESSION);
        WritableByteChannel channel = Channels.newChannel(zip);
        for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
          NpyIo.Content content = NpyIo.content(each.getValue().named(each.getKey()));
          ZipEntry entry = new ZipEntry(each.getKey() + EXTENSION);
          entry.setTimeLocal(NO_TIME);
          zip.putNextEntry(entry);
          content.to(channel);
          zip.closeEntry();
        }
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | IllegalArgumentException e) {
      throw removed(part, path, e);
    } catch (OnnxException e) {
      remove(part, e);
      throw e;
    }
  }

  private static OnnxException removed(Path part, Path path, Exception e) {
    remove(part, e);
    return NpyIo.error(
        path,
        "The tensors cannot be written here (%s)".formatted(e),
        "check that the folder exists, may be written and has room",
        e);
  }

  private static void remove(@Nullable Path part, Exception cause) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
