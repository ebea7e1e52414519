package dev.oplab.ort.internal;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps ONNX Runtime's native library unpacked between runs: its jar unpacks it anew at every
/// start otherwise, which takes longer than everything else at that point.
///
/// The folder is `onnxruntime-VERSION` under the system property `oplab.home`, the environment
/// variable `OPLAB_HOME`, or `~/.cache/oplab`. Where it cannot be written, the jar's own way stays.
final class NativeLibrary {
  private static final String PATH_PROPERTY = "onnxruntime.native.path";

  private NativeLibrary() {}

  /// Points ONNX Runtime at an unpacked library; to be called before anything of it is loaded.
  static void prepare() {
    if (System.getProperty(PATH_PROPERTY) != null) {
      return;
    }
    unpacked(home(), platform())
        .ifPresent(folder -> System.setProperty(PATH_PROPERTY, folder.toString()));
  }

  /// {@return the folder with the library for `platform`, empty if it cannot be had}
  static Optional<Path> unpacked(Path home, String platform) {
    try {
      List<String> names = names(platform);
      Path folder = home.resolve("onnxruntime-" + version() + "-" + platform);
      if (isComplete(folder, names)) {
        return Optional.of(folder);
      }
      Files.createDirectories(home);
      Path fresh = Files.createTempDirectory(home, "onnxruntime-unpacking");
      try {
        for (String name : names) {
          try (InputStream in = resource(platform, name)) {
            Files.copy(in, fresh.resolve(name));
          }
        }
        publish(fresh, folder);
      } finally {
        remove(fresh, names);
      }
      return isComplete(folder, names) ? Optional.of(folder) : Optional.empty();
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /// Renames the folder into its place in one step, unless another process was faster.
  private static void publish(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void remove(Path folder, List<String> names) throws IOException {
    for (String name : names) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }

  /// {@return ONNX Runtime's version, as its jar states it}
  static String version() {
    String version = OrtEnvironment.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /// {@return this machine in the words of ONNX Runtime's jar: `linux-x64`}
  static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.contains("win") ? "win" : os.contains("mac") ? "osx" : "linux";
    return system + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
  }

  private static List<String> names(String platform) {
    if (platform.startsWith("win")) {
      return List.of(
          "onnxruntime.dll", "onnxruntime4j_jni.dll", "onnxruntime_providers_shared.dll");
    }
    String suffix = platform.startsWith("osx") ? ".dylib" : ".so";
    return List.of("libonnxruntime" + suffix, "libonnxruntime4j_jni" + suffix);
  }

  private static boolean isComplete(Path folder, List<String> names) {
    return names.stream().allMatch(name -> Files.isReadable(folder.resolve(name)));
  }

  private static InputStream resource(String platform, String name) throws IOException {
    @Nullable InputStream in =
        OrtEnvironment.class.getResourceAsStream("native/" + platform + "/" + name);
    if (in == null) {
      throw new IOException("the ONNX Runtime jar has no " + platform + "/" + name);
    }
    return in;
  }

  private static Path home() {
    String property = System.getProperty("oplab.home", "");
    if (!property.isEmpty()) {
      return Path.of(property);
    }
    String variable = System.getenv().getOrDefault("OPLAB_HOME", "");
    return variable.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "oplab")
        : Path.of(variable);
  }
}
