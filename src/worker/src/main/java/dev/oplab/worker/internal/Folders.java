package dev.oplab.worker.internal;

import dev.oplab.worker.WorkerException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The private folder of this process: sockets, crash files and scratch folders live in it. A
/// worker whose caller vanished removes it; otherwise the caller does, at its end.
public final class Folders {
  /// A socket's path has to fit into 104 bytes on macOS, 108 on Linux.
  private static final int LONGEST_SOCKET_PATH = 100;

  private static final List<Runnable> BEFORE_REMOVAL = new ArrayList<>();
  private static @Nullable Path root;
  private static boolean hooked;
  private static boolean ending;

  private Folders() {}

  static synchronized Path root() {
    Path existing = root;
    if (existing != null && Files.isDirectory(existing)) {
      return existing;
    }
    hook();
    try {
      Path created =
          Files.createTempDirectory(parent(), LeftBehind.prefix(), ownerOnly()).toRealPath();
      root = created;
      LeftBehind.claim(created);
      LeftBehind.sweep(created);
      return created;
    } catch (IOException e) {
      throw new WorkerException(
          "no private temporary folder could be made in %s: %s%nFix: make it writable, or choose another with -Djava.io.tmpdir=FOLDER."
              .formatted(parent(), e),
          e);
    }
  }

  /// Has `work` done when this process ends, before its folder is removed.
  ///
  /// @throws WorkerException if it is ending already
  public static synchronized void beforeRemoval(Runnable work) {
    hook();
    BEFORE_REMOVAL.add(work);
  }

  private static void hook() {
    try {
      if (ending) {
        throw new IllegalStateException("the process is ending");
      }
      if (!hooked) {
        Runtime.getRuntime().addShutdownHook(new Thread(Folders::end, "oplab-clean-up"));
        hooked = true;
      }
    } catch (IllegalStateException e) {
      throw new WorkerException("no worker is started while this process ends", e);
    }
  }

  /// One thread for both, since a worker that still runs would write into a removed folder.
  private static void end() {
    List<Runnable> before;
    synchronized (Folders.class) {
      ending = true;
      before = List.copyOf(BEFORE_REMOVAL);
    }
    before.forEach(Runnable::run);
    deleteRoot();
  }

  /// {@return a new folder inside this process's private one}
  public static Path child(String name) {
    try {
      return Files.createTempDirectory(root(), name, ownerOnly());
    } catch (IOException e) {
      throw new WorkerException(
          "no temporary folder could be made in %s: %s%nFix: free some space there, or choose another with -Djava.io.tmpdir=FOLDER."
              .formatted(root(), e),
          e);
    }
  }

  /// Removes a folder and its content as far as possible: what stays is temporary anyway.
  public static void delete(Path folder) {
    try {
      Files.walkFileTree(folder, new Remover());
    } catch (IOException stays) {
      // Nothing to be done about it, and nobody to tell.
    }
  }

  private static synchronized void deleteRoot() {
    if (root != null) {
      delete(root);
    }
  }

  private static Path parent() {
    Path usual = Path.of(System.getProperty("java.io.tmpdir"));
    Path shorter = Path.of("/tmp");
    boolean tooLong = usual.toString().length() + 40 > LONGEST_SOCKET_PATH;
    return tooLong && Files.isWritable(shorter) ? shorter : usual;
  }

  private static FileAttribute<?>[] ownerOnly() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
    };
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      remove(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      remove(folder);
      return FileVisitResult.CONTINUE;
    }

    /// One file that cannot be removed must not keep the others.
    private static void remove(Path path) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException stays) {
        // Nothing to be done about it, and nobody to tell.
      }
    }
  }
}
