package dev.oplab.onnx;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Gives data files names that no file in the folder has: another model, or the one that is being
/// replaced, may still be read from those there are. Mutable.
final class DataNames {
  private final @Nullable Path folder;
  private final String stem;
  private final String ending;
  private int number;

  DataNames(WriteOptions options, @Nullable Path model) {
    String wanted = options.dataFile();
    if (wanted.isEmpty()) {
      wanted = model == null ? "model.data" : model.getFileName() + ".data";
    }
    checkPlain(wanted);
    this.folder = model == null ? null : Folders.of(model);
    int dot = wanted.lastIndexOf('.');
    this.stem = dot <= 0 ? wanted : wanted.substring(0, dot);
    this.ending = dot <= 0 ? "" : wanted.substring(dot);
  }

  private static void checkPlain(String name) {
    boolean plain = !name.equals("..") && !name.equals(".") && !name.contains("\\");
    try {
      plain &= Path.of(name).getNameCount() == 1 && !Path.of(name).isAbsolute();
    } catch (InvalidPathException e) {
      throw refused(name, e);
    }
    if (!plain) {
      throw refused(name, null);
    }
  }

  private static OnnxException refused(String name, @Nullable Throwable cause) {
    return new OnnxException(
        "Weights cannot be written to '%s': the data file must be in the model's own folder.%nFix: give a plain file name, such as weights.data."
            .formatted(name),
        cause);
  }

  /// {@return the name for the next data file}
  String next() {
    String name;
    do {
      name = number == 0 ? stem + ending : stem + "-" + number + ending;
      number++;
    } while (folder != null && Files.exists(folder.resolve(name)));
    return name;
  }
}
