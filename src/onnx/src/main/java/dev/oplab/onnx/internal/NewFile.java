package dev.oplab.onnx.internal;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A file on its way: written under another name beside its place, which it takes at once when it
/// is complete. What is there before stays whole until then, and if this is closed without
/// [#complete]. Not for several threads.
public final class NewFile implements Rope.Target, Closeable {
  private static final long STEP = 64L << 20;

  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final Map<MappedFile, Optional<FileChannel>> sources = new HashMap<>();
  private boolean done;

  public NewFile(Path target) throws IOException {
    this.target = target;
    long number = ThreadLocalRandom.current().nextLong() >>> 1;
    this.part = target.resolveSibling("." + target.getFileName() + "." + number + ".part");
    this.channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /// {@return the number of bytes written so far}
  public long position() throws IOException {
    return channel.position();
  }

  /// Leaves a gap up to this position.
  public void pad(long position) throws IOException {
    channel.position(position);
  }

  @Override
  public void heap(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Writes bytes; from one file to the other within the system where that is possible.
  @Override
  public void slice(MemorySegment bytes, @Nullable MappedFile file) throws IOException {
    long copied = 0;
    if (file != null && file.offset(bytes) >= 0) {
      FileChannel source = source(file);
      long from = file.offset(bytes);
      while (source != null && copied < bytes.byteSize()) {
        long step =
            source.transferTo(from + copied, Math.min(STEP, bytes.byteSize() - copied), channel);
        if (step <= 0) {
          break;
        }
        copied += step;
      }
    }
    for (; copied < bytes.byteSize(); ) {
      long step = Math.min(STEP, bytes.byteSize() - copied);
      heap(bytes.asSlice(copied, step).asByteBuffer());
      copied += step;
    }
  }

  private @Nullable FileChannel source(MappedFile file) throws IOException {
    Optional<FileChannel> known = sources.get(file);
    if (known == null) {
      known = file.channel();
      sources.put(file, known);
    }
    return known.orElse(null);
  }

  /// Gives the file its name; `sync` waits until it is on the disk.
  public void complete(boolean sync) throws IOException {
    if (sync) {
      channel.force(true);
    }
    channel.close();
    keepPermissions();
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    done = true;
    Path folder = target.toAbsolutePath().getParent();
    if (sync && folder != null) {
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  private void keepPermissions() throws IOException {
    if (Files.exists(target)
        && target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(target);
      Files.setPosixFilePermissions(part, permissions);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    for (Optional<FileChannel> source : sources.values()) {
      if (source.isPresent()) {
        source.get().close();
      }
    }
    if (!done) {
      Files.deleteIfExists(part);
    }
  }
}
