package dev.oplab.onnx;

import dev.oplab.onnx.internal.MappedFile;
import dev.oplab.onnx.internal.NewFile;
import dev.oplab.onnx.internal.Rope;
import dev.oplab.onnx.internal.Sizes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes models to files: new data files first, under names of their own, then the model, which
/// takes its name when all is there.
final class FileWriter {
  private static final long MOST = Integer.MAX_VALUE;

  private FileWriter() {}

  /// {@return the files written, data files first}
  static List<Path> write(Model model, Path path, WriteOptions options) {
    Path folder = Folders.of(path);
    if (folder == null) {
      throw error(path, "there is no such folder", "create the folder first", null);
    }
    if (Files.isDirectory(path)) {
      throw error(path, "this is a folder", "name a file", null);
    }
    DataLayout layout = new DataLayout(options, folder, new DataNames(options, path));
    layout.plan(model);
    Rope rope = new ModelWriter(new Placement.Plan(layout.placements)).write(model);
    if (rope.size() > MOST && !options.over2GiB()) {
      throw error(
          path,
          "the model takes %s in one file, and other programs read at most 2 GiB"
              .formatted(Sizes.text(rope.size())),
          "keep the weights in a data file with WriteOptions.external(), or allow it with over2GiB(true)",
          null);
    }
    List<Path> written = new ArrayList<>();
    try {
      for (Map.Entry<String, List<DataLayout.Part>> file : layout.files.entrySet()) {
        Path data = folder.resolve(file.getKey());
        data(data, file.getValue(), options);
        written.add(data);
      }
      for (Map.Entry<String, MappedFile> copy : layout.copies.entrySet()) {
        Path data = folder.resolve(copy.getKey());
        copy(data, copy.getValue(), options);
        written.add(data);
      }
      model(target(path), rope, options);
    } catch (IOException e) {
      remove(written, e);
      throw error(
          path,
          "the model cannot be written here (" + e + ")",
          "check that the folder may be written and has room; what was there before is unchanged",
          e);
    } catch (RuntimeException | Error e) {
      remove(written, e);
      throw e;
    }
    List<Path> all = new ArrayList<>();
    layout.files.keySet().forEach(name -> all.add(path.resolveSibling(name)));
    layout.copies.keySet().forEach(name -> all.add(path.resolveSibling(name)));
    all.add(path);
    return all;
  }

  /// A link goes on leading to the model.
  private static Path target(Path path) throws IOException {
    return Files.isSymbolicLink(path) && Files.exists(path) ? path.toRealPath() : path;
  }

  private static void model(Path path, Rope rope, WriteOptions options) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(path)) {
      throw new java.nio.file.AccessDeniedException(path.toString(), null, "read-only file");
    }
    try (NewFile file = new NewFile(path)) {
      rope.to(file);
      file.complete(options.sync());
    }
  }

  private static void data(Path path, List<DataLayout.Part> parts, WriteOptions options)
      throws IOException {
    try (NewFile file = new NewFile(path)) {
      for (DataLayout.Part part : parts) {
        file.pad(part.offset());
        MemorySegment elements = part.tensor().data();
        file.slice(elements, part.tensor().fileOf(elements));
      }
      file.complete(options.sync());
    }
  }

  private static void copy(Path path, MappedFile from, WriteOptions options) throws IOException {
    Path folder = path.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (NewFile file = new NewFile(path)) {
      file.slice(from.bytes(), from);
      file.complete(options.sync());
    }
    // Tells a later writing that this is the same file.
    Files.setLastModifiedTime(path, Files.getLastModifiedTime(from.path()));
  }

  private static void remove(List<Path> written, Throwable because) {
    for (Path file : written) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        because.addSuppressed(e);
      }
    }
  }

  private static OnnxException error(
      Path path, String what, String fix, @org.jspecify.annotations.Nullable Throwable cause) {
    return new OnnxException("%s: %s.%nFix: %s.".formatted(path, what, fix), cause);
  }
}
