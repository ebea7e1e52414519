package dev.oplab.onnx.fuzz;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.WriteOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder with a model in it, a secret outside, and links that lead there: whatever the model
/// says of where its weights are, the secret stays one.
final class Folder {
  private static final byte[] SECRET =
      "What-is-outside-is-nobody's-business. ".repeat(8).getBytes(StandardCharsets.UTF_8);

  private final Path root;
  private final Path inside;

  Folder(Path root) throws IOException {
    this.root = root;
    this.inside = Files.createDirectories(root.resolve("inside"));
    Path outside = Files.createDirectories(root.resolve("outside"));
    Path secret = Files.write(outside.resolve("secret.bin"), SECRET);
    Files.write(inside.resolve("data.bin"), new byte[64]);
    Files.createDirectories(inside.resolve("folder"));
    Files.createSymbolicLink(inside.resolve("link"), outside);
    Files.createSymbolicLink(inside.resolve("link.bin"), secret);
    Files.createLink(inside.resolve("hard.bin"), secret);
  }

  /// Reads the model as a file, looks at all its weights and writes it elsewhere in both ways.
  ///
  /// @return what went wrong, empty for nothing
  String leak(byte[] model) throws IOException {
    Path file = Files.write(inside.resolve("m.onnx"), model);
    Path target = Files.createDirectories(root.resolve("target"));
    try {
      Model read = OnnxIo.read(file);
      Trial.walk(read);
      write(read, target.resolve("inside.onnx"), WriteOptions.inside());
      write(read, target.resolve("outside.onnx"), WriteOptions.external().threshold(0));
      write(read, target.resolve("as-is.onnx"), WriteOptions.asIs());
    } catch (OnnxException refused) {
      // It says so; what may be in the target all the same is looked at.
    } catch (RuntimeException | Error e) {
      return "as a file in a folder: " + e;
    }
    return found(target);
  }

  private static void write(Model model, Path file, WriteOptions options) {
    Trial.mayRefuse(() -> {
      OnnxIo.write(model, file, options);
      return file;
    });
  }

  private String found(Path target) throws IOException {
    String leak = "";
    try (Stream<Path> files = Files.walk(target)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isRegularFile(file) && holdsSecret(Files.readAllBytes(file))) {
          leak = "the secret got into " + file.getFileName();
        }
        Files.delete(file);
      }
    }
    List<Path> places = List.of(root, root.resolve("outside"));
    for (Path place : places) {
      try (Stream<Path> files = Files.list(place)) {
        long expected = place.equals(root) ? 2 : 1;
        if (files.count() != expected) {
          return "a file was written outside, into " + place;
        }
      }
    }
    return leak;
  }

  private static boolean holdsSecret(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains("nobody's-business");
  }
}
