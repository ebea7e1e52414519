package dev.oplab.onnx;

import dev.oplab.onnx.internal.MappedFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The bytes that a model was read from, and the files beside it that hold more. `path` and `file`
/// are null for a model that did not come from a file, `folder` is where the files beside it are,
/// null if that is not known. Safe for several threads.
record SourceFile(
    @Nullable Path path,
    @Nullable Path folder,
    @Nullable MappedFile file,
    MemorySegment bytes,
    Map<Path, MappedFile> mapped) {
  /// The source of tensors made in memory.
  static final SourceFile NONE = new SourceFile(MemorySegment.NULL, null);

  SourceFile(Path path, MappedFile file) {
    this(path, path.toAbsolutePath().getParent(), file, file.bytes(), new ConcurrentHashMap<>());
  }

  SourceFile(MemorySegment bytes, @Nullable Path folder) {
    this(null, folder, null, bytes, new ConcurrentHashMap<>());
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
