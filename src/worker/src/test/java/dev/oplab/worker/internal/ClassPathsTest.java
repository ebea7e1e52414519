package dev.oplab.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.worker.EchoJob;
import dev.oplab.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassPathsTest {
  private final String own = System.getProperty("java.class.path");

  @AfterEach
  void restore() {
    System.setProperty("java.class.path", own);
    System.clearProperty("oplab.worker.classpath");
  }

  @Test
  void theClassPathOfThisJvmServesWhenItHasWhatIsNeeded() {
    assertThat(ClassPaths.holding(EchoJob.class)).contains(folderOf(EchoJob.class));
  }

  @Test
  void thePropertyComesFirst() {
    System.setProperty("oplab.worker.classpath", "/a/one.jar" + File.pathSeparator + "/b");
    assertThat(ClassPaths.holding(EchoJob.class))
        .containsExactly(Path.of("/a/one.jar"), Path.of("/b"));
  }

  @Test
  void otherwiseTheClassesSayWhereTheyCameFrom() {
    System.setProperty("java.class.path", "kernel.jar");
    assertThat(ClassPaths.holding(EchoJob.class))
        .startsWith(folderOf(WorkerMain.class))
        .contains(folderOf(EchoJob.class))
        .doesNotContain(Path.of("kernel.jar").toAbsolutePath());
  }

  @Test
  void allJarsOfANotebooksClassLoaderCome(@TempDir Path folder) throws Exception {
    Path jar = Files.createFile(folder.resolve("with space.jar"));
    URL[] urls = {folderOf(EchoJob.class).toUri().toURL(), jar.toUri().toURL()};
    System.setProperty("java.class.path", "kernel.jar");
    try (URLClassLoader notebook = new ChildFirst(urls)) {
      Class<?> loaded = notebook.loadClass(EchoJob.class.getName());
      assertThat(ClassPaths.holding(loaded)).contains(jar, folderOf(WorkerMain.class));
    }
  }

  private static Path folderOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /// Loads the test's own job itself, as a notebook's loader does with a user's jar.
  private static final class ChildFirst extends URLClassLoader {
    ChildFirst(URL[] urls) {
      super(urls, ClassPathsTest.class.getClassLoader());
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      return name.equals(EchoJob.class.getName()) ? findClass(name) : super.loadClass(name);
    }

    @Override
    public void close() throws IOException {
      super.close();
    }
  }
}
