package dev.oplab.worker.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Private folders of processes that were killed together with their workers, so that nobody was
/// left to remove them.
///
/// A folder is called `oplab-PID-...` and has a file in it that its process keeps locked; the
/// system unlocks it when the process is gone. Only a folder of this user goes, and only when no
/// process has that id and nobody holds the lock: an id alone says nothing where containers share a
/// folder.
final class LeftBehind {
  private static final String LOCK = "lock";
  private static final Pattern NAME = Pattern.compile("oplab-(\\d{1,18})-.+");

  /// Held as long as this process lives: a channel that is forgotten is closed, and with it goes
  /// the lock.
  private static final List<FileChannel> CLAIMS = new ArrayList<>();

  private LeftBehind() {}

  /// {@return how the name of a folder of this process begins}
  static String prefix() {
    return "oplab-" + ProcessHandle.current().pid() + "-";
  }

  /// Keeps other processes from removing `folder` for as long as this one lives.
  static synchronized void claim(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      CLAIMS.add(channel);
      channel.tryLock();
    } catch (IOException unsupported) {
      // Then nobody else can lock it either, and it stays.
    }
  }

  /// Removes what is left behind beside `own`, the folder of this process.
  static void sweep(Path own) {
    Path parent = own.getParent();
    if (parent == null) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "oplab-*")) {
      for (Path folder : folders) {
        if (isLeftBehind(folder, own)) {
          Folders.delete(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // Tidying up after others is no reason to fail.
    }
  }

  private static boolean isLeftBehind(Path folder, Path own) {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    try {
      return name.matches()
          && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
          && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
          && isUnlocked(folder.resolve(LOCK));
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  private static boolean isUnlocked(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (NoSuchFileException neverLocked) {
      return true;
    } catch (IOException | OverlappingFileLockException held) {
      return false;
    }
  }
}
