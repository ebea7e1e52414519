package dev.oplab.onnx;

import dev.oplab.onnx.internal.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Maps tensors kept in files beside the model, and only there: a model must not be able to show
/// whoever opens it another file of theirs.
final class ExternalData {
  private static final String MOVE =
      "put the data file itself into the model's folder and name it by its plain file name.";

  private ExternalData() {}

  static MemorySegment map(Tensor tensor, TensorBytes.External external, long size) {
    Map<String, String> entries = external.entries();
    String location = entries.getOrDefault("location", "");
    long offset = number(tensor, entries, "offset", 0);
    long length = number(tensor, entries, "length", size);
    if (length != size) {
      throw tensor.error(
          "says its external data has %,d bytes, but its type and shape need %,d"
              .formatted(length, size),
          "export the model again.");
    }
    MappedFile file = file(tensor, external);
    MemorySegment whole = file.bytes();
    if (offset > whole.byteSize() || length > whole.byteSize() - offset) {
      throw tensor.error(
          "needs bytes %,d to %,d of its external data file '%s', which has %,d"
              .formatted(offset, offset + length, location, whole.byteSize()),
          "copy or download the data file again, it seems cut short.");
    }
    return whole.asSlice(offset, length);
  }

  /// {@return the data file of this tensor, mapped}
  static MappedFile file(Tensor tensor, TensorBytes.External external) {
    String location = external.entries().getOrDefault("location", "");
    Path file = locate(tensor, external.source(), location);
    return whole(tensor, external.source(), location, file);
  }

  private static long number(
      Tensor tensor, Map<String, String> entries, String key, long otherwise) {
    String text = entries.get(key);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notANumber(tensor, key, text, e);
    }
    throw notANumber(tensor, key, text, null);
  }

  private static OnnxException notANumber(
      Tensor tensor, String key, String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return tensor.error(
        "gives the %s of its external data as '%s', which is no size".formatted(key, text),
        "export the model again.",
        cause);
  }

  private static Path locate(Tensor tensor, SourceFile source, String location) {
    Path folder = source.folder();
    if (folder == null) {
      throw tensor.error(
          "has its data in the file '%s', but the model was not read from a file"
              .formatted(location),
          "read the model with OnnxIo.read(Path), from the folder that holds the data file, or name that folder: OnnxIo.fromProto(proto, folder), Model.parse(text, folder).");
    }
    Path file = folder.resolve(relative(tensor, location));
    if (!Files.exists(file)) {
      throw tensor.error(
          "has its data in the file '%s', which is missing in %s".formatted(location, folder),
          "copy the data file into that folder, under that name.");
    }
    try {
      Path real = file.toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        throw refused(tensor, location, "is a link that leads out of the model's folder");
      }
      if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(tensor, location, "is not a plain file");
      }
      if (hardLinks(real) > 1) {
        throw refused(
            tensor, location, "is a hard link to a file that may be outside the model's folder");
      }
      return real;
    } catch (IOException e) {
      throw unreadable(tensor, location, e);
    }
  }

  private static Path relative(Tensor tensor, String location) {
    Path path;
    try {
      path = Path.of(location.replace('\\', '/'));
    } catch (InvalidPathException e) {
      throw tensor.error(
          "names its external data file '%s', which is no file name".formatted(location), MOVE, e);
    }
    if (location.isEmpty()) {
      throw tensor.error("has external data but names no file", "export the model again.");
    }
    boolean drive = location.length() > 1 && location.charAt(1) == ':';
    if (path.isAbsolute() || drive || location.startsWith("/") || location.startsWith("\\")) {
      throw refused(tensor, location, "is an absolute path");
    }
    for (Path part : path) {
      if (part.toString().equals("..")) {
        throw refused(tensor, location, "leads out of the model's folder");
      }
    }
    return path;
  }

  private static int hardLinks(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return 1;
    }
    return Files.getAttribute(file, "unix:nlink") instanceof Integer links ? links : 1;
  }

  private static MappedFile whole(Tensor tensor, SourceFile source, String location, Path file) {
    MappedFile known = source.mapped().get(file);
    if (known != null) {
      return known;
    }
    try {
      MappedFile mapped = MappedFile.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      source.mapped().put(file, mapped);
      return mapped;
    } catch (IOException e) {
      throw unreadable(tensor, location, e);
    }
  }

  private static OnnxException refused(Tensor tensor, String location, String why) {
    return tensor.error(
        "is not read from its external data file '%s', which %s".formatted(location, why), MOVE);
  }

  private static OnnxException unreadable(Tensor tensor, String location, IOException e) {
    return tensor.error(
        "cannot read its external data file '%s' (%s)".formatted(location, e),
        "check that you may read the file.",
        e);
  }
}
