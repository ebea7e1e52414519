package dev.oplab.command.internal;

import dev.oplab.command.CommandException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Writes whole files: beside the target first, then renamed, so that nobody sees half of one.
public final class FileWriter {
  private FileWriter() {}

  /// Says now what would only come to light after the work.
  ///
  /// @throws CommandException if `file` is a folder or lies in none
  public static void check(Path file) {
    Path folder = folder(file);
    if (Files.isDirectory(file)) {
      throw new CommandException(
          "cannot write %s: it is a folder\nFix: name a file in it.".formatted(file));
    }
    if (!Files.isDirectory(folder)) {
      throw new CommandException(
          "cannot write %s: there is no folder %s\nFix: make it first, with mkdir -p."
              .formatted(file, folder));
    }
  }

  /// Writes a file, or writes it anew.
  ///
  /// @throws CommandException if the file cannot be written: which one, and why
  public static void write(Path file, byte[] bytes) {
    Path part = null;
    try {
      // a link is followed, and a device or pipe is written to as it is
      Path target = Files.exists(file) ? file.toRealPath() : file;
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        Files.write(target, bytes);
        return;
      }
      part = folder(target).resolve("." + target.getFileName() + "." + suffix() + ".part");
      Files.write(part, bytes, StandardOpenOption.CREATE_NEW);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      remove(part, e);
      String why =
          switch (e) {
            case AccessDeniedException _ -> "not allowed in " + folder(file);
            case NoSuchFileException _ -> "no file can be made in " + folder(file);
            default -> String.valueOf(e.getMessage());
          };
      throw new CommandException(
          "cannot write %s: %s\nFix: name a file in a folder you may write to."
              .formatted(file, why),
          e);
    }
  }

  private static String suffix() {
    return Long.toString(ProcessHandle.current().pid(), 36) + "-" + System.nanoTime() % 1_000_000;
  }

  private static void remove(@Nullable Path part, IOException cause) {
    if (part != null) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }
}
