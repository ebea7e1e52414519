package dev.oplab.onnx;

import dev.oplab.onnx.internal.MappedFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The bytes that a model was read from, and the files beside it that hold more. `file` is null for
/// a model that did not come from a file. Safe for several threads.
record SourceFile(
    @Nullable Path path,
    @Nullable MappedFile file,
    MemorySegment bytes,
    Map<Path, MappedFile> mapped) {
  /// The source of tensors made in memory.
  static final SourceFile NONE = new SourceFile(MemorySegment.NULL);

  SourceFile(Path path, MappedFile file) {
    this(path, file, file.bytes(), new ConcurrentHashMap<>());
  }

  SourceFile(MemorySegment bytes) {
    this(null, null, bytes, new ConcurrentHashMap<>());
  }

  /// {@return this source as that of bytes which are not a part of it as they are}
  SourceFile holding(MemorySegment other) {
    return new SourceFile(path, null, other, mapped);
  }

  /// {@return the name that errors begin with}
  String label() {
    if (path == null) {
      return "model in memory";
    }
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  /// {@return where the bytes came from, in full}
  String where() {
    return path == null ? "model in memory" : path.toString();
  }
}
