package dev.oplab.onnx.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file mapped into memory, read-only: its bytes, and what tells whether the file that has the
/// name now is still the one mapped. `key` is null where the file system has no such identity.
public record MappedFile(Path path, @Nullable Object key, MemorySegment bytes) {

  /// {@return the file opened with these options and mapped}
  public static MappedFile open(Path path, OpenOption... options) throws IOException {
    try (FileChannel channel = FileChannel.open(path, options)) {
      MemorySegment bytes =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return new MappedFile(path.toAbsolutePath(), key(path), bytes);
    }
  }

  /// {@return a channel on the very file that is mapped, empty if it has been replaced or removed}
  public Optional<FileChannel> channel() throws IOException {
    // The map keeps the file's inode, so that no other file can get the same key meanwhile.
    if (key == null || !Files.exists(path) || !key.equals(key(path))) {
      return Optional.empty();
    }
    FileChannel channel = FileChannel.open(path, java.nio.file.StandardOpenOption.READ);
    if (key.equals(key(path)) && channel.size() == bytes.byteSize()) {
      return Optional.of(channel);
    }
    channel.close();
    return Optional.empty();
  }

  /// {@return where in the file this slice of its bytes begins, -1 if it is none}
  public long offset(MemorySegment slice) {
    if (!bytes.isNative() || !slice.isNative()) {
      return -1;
    }
    long offset = slice.address() - bytes.address();
    return offset >= 0 && offset <= bytes.byteSize() - slice.byteSize() ? offset : -1;
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }
}
