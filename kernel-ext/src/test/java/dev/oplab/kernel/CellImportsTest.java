package dev.oplab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a cell can name without its package: no name may mean two things.
class CellImportsTest {
  /// What JJava itself imports.
  private static final List<String> KERNEL_S =
      List.of(
          "java.lang",
          "java.util",
          "java.io",
          "java.math",
          "java.net",
          "java.time",
          "java.util.concurrent",
          "java.util.prefs",
          "java.util.regex",
          "java.util.function",
          "java.util.stream");

  @Test
  void noNameIsAmbiguous() throws Exception {
    Map<String, Set<String>> packagesByName = new TreeMap<>();
    List<String> packages = new ArrayList<>(KERNEL_S);
    for (String imported : JJavaHost.IMPORTS) {
      if (imported.endsWith(".*")) {
        packages.add(imported.substring(0, imported.length() - 2));
      }
    }
    for (String name : packages) {
      for (String type : publicTypes(name)) {
        packagesByName.computeIfAbsent(type, _ -> new TreeSet<>()).add(name);
      }
    }
    packagesByName.values().removeIf(all -> all.size() == 1);
    List<String> settled =
        JJavaHost.IMPORTS.stream()
            .filter(imported -> !imported.endsWith(".*"))
            .map(imported -> imported.substring(imported.lastIndexOf('.') + 1))
            .toList();
    packagesByName.keySet().removeAll(settled);
    assertThat(packagesByName).isEmpty();
  }

  @Test
  void whatIsImportedExists() throws Exception {
    for (String imported : JJavaHost.IMPORTS) {
      if (imported.endsWith(".*")) {
        assertThat(publicTypes(imported.substring(0, imported.length() - 2)))
            .as(imported)
            .isNotEmpty();
      } else {
        assertThat(Class.forName(imported).getName()).isEqualTo(imported);
      }
    }
  }

  private static Set<String> publicTypes(String packageName) throws Exception {
    Set<String> types = new TreeSet<>();
    String folder = packageName.replace('.', '/');
    ClassLoader loader = CellImportsTest.class.getClassLoader();
    for (var place : Collections.list(loader.getResources(folder))) {
      types.addAll(types(place.toURI(), packageName));
    }
    if (packageName.startsWith("java.")) {
      Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
      for (String module : List.of("java.base", "java.prefs")) {
        Path place = base.resolve(module).resolve(folder);
        if (Files.isDirectory(place)) {
          types.addAll(types(place, packageName));
        }
      }
    }
    return types;
  }

  private static Set<String> types(URI place, String packageName) throws Exception {
    if (!place.getScheme().equals("jar")) {
      return types(Path.of(place), packageName);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
      return types(jar.getPath("/" + packageName.replace('.', '/')), packageName);
    }
  }

  private static Set<String> types(Path folder, String packageName)
      throws IOException, ClassNotFoundException {
    Set<String> types = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (String file : files.map(path -> path.getFileName().toString()).toList()) {
        String name = file.replace(".class", "");
        if (file.endsWith(".class") && !name.contains("$") && !name.contains("-")) {
          Class<?> type = Class.forName(packageName + "." + name, false, loader());
          if (Modifier.isPublic(type.getModifiers())) {
            types.add(name);
          }
        }
      }
    }
    return types;
  }

  private static ClassLoader loader() {
    return CellImportsTest.class.getClassLoader();
  }
}
