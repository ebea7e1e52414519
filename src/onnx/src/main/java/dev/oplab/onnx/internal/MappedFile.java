package dev.oplab.onnx.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file mapped into memory, read-only: its bytes, and what tells whether the file that has the
/// name now is still the one mapped. `key` is null where the file system has no such identity,
/// `modified` is when the file had last been written to.
public record MappedFile(Path path, @Nullable Object key, FileTime modified, MemorySegment bytes) {

  /// What has become of the file since.
  public enum State {
    /// It is there, as it was.
    SAME,
    /// It is gone, or another has its name; the map still shows what it was.
    REPLACED,
    /// It has been written to, and the map shows that.
    OVERWRITTEN
  }

  /// {@return the file opened with these options and mapped}
  public static MappedFile open(Path path, OpenOption... options) throws IOException {
    try (FileChannel channel = FileChannel.open(path, options)) {
      MemorySegment bytes =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      BasicFileAttributes attributes = attributes(path);
      return new MappedFile(
          path.toAbsolutePath(), attributes.fileKey(), attributes.lastModifiedTime(), bytes);
    }
  }

  public State state() throws IOException {
    if (!Files.exists(path)) {
      return State.REPLACED;
    }
    BasicFileAttributes now = attributes(path);
    // Where files have no identity, a mapped one cannot be replaced.
    if (key != null && !key.equals(now.fileKey())) {
      return State.REPLACED;
    }
    boolean same = now.size() == bytes.byteSize() && now.lastModifiedTime().equals(modified);
    return same ? State.SAME : State.OVERWRITTEN;
  }

  /// {@return a channel on the very file that is mapped, empty if it has been replaced or removed}
  public Optional<FileChannel> channel() throws IOException {
    // The map keeps the file's inode, so that no other file can get the same key meanwhile.
    if (key == null || !Files.exists(path) || !key.equals(attributes(path).fileKey())) {
      return Optional.empty();
    }
    FileChannel channel = FileChannel.open(path, java.nio.file.StandardOpenOption.READ);
    if (key.equals(attributes(path).fileKey()) && channel.size() == bytes.byteSize()) {
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

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }
}
