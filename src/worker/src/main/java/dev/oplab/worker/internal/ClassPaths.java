package dev.oplab.worker.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.worker.WorkerMain;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds a class path that a worker can be started with.
public final class ClassPaths {
  private static final List<Class<?>> OWN =
      List.of(WorkerMain.class, JSON.class, JsonFactory.class);

  private ClassPaths() {}

  /// {@return a class path that holds `needed` and what a worker itself needs}
  public static List<Path> holding(Class<?>... needed) {
    String property = System.getProperty("oplab.worker.classpath", "");
    if (!property.isEmpty()) {
      return split(property);
    }
    List<Class<?>> all = Stream.concat(OWN.stream(), Arrays.stream(needed)).toList();
    List<Path> own = split(System.getProperty("java.class.path", ""));
    Set<Path> sources = new LinkedHashSet<>();
    all.forEach(each -> source(each).ifPresent(sources::add));
    if (Set.copyOf(own).containsAll(sources)) {
      return own;
    }
    // Notebook kernels load a user's jars through a URLClassLoader of their own.
    Set<Path> found = new LinkedHashSet<>(sources);
    all.forEach(each -> addAll(each.getClassLoader(), found));
    return List.copyOf(found);
  }

  private static List<Path> split(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .toList();
  }

  private static Optional<Path> source(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? Optional.empty() : path(source.getLocation());
  }

  private static void addAll(@Nullable ClassLoader loader, Set<Path> found) {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each instanceof URLClassLoader urls) {
        Arrays.stream(urls.getURLs()).flatMap(url -> path(url).stream()).forEach(found::add);
      }
    }
  }

  private static Optional<Path> path(@Nullable URL url) {
    if (url == null || !url.getProtocol().equals("file")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(new URI(url.toString())).toAbsolutePath().normalize());
    } catch (URISyntaxException | IllegalArgumentException e) {
      // A URL with a raw space or the like: take its path as it is written.
      return Optional.of(Path.of(url.getPath()).toAbsolutePath().normalize());
    }
  }
}
