package dev.oplab.ort.internal;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.ort.OrtException;
import dev.oplab.worker.Scratch;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/// Where the worker finds a model as it is now: in the file that it was read from, as long as that
/// says the same, otherwise in a private one that refers to the weights in the files they are in.
/// The private one is kept as long as the model, and written anew when that has changed.
///
/// @param linked whether it is private: its references to data start at the root of the file system
/// @param differs whether the model has a file of its own that says something else
record ModelFile(Path path, boolean linked, boolean differs) {
  /// ONNX Runtime reads no larger model in one file; one that refers to its weights is small.
  private static final long LARGEST = Integer.MAX_VALUE;

  private static final Map<Model, Scratch> FOLDERS = new WeakHashMap<>();
  private static final Cleaner CLEANER = Cleaner.create();

  /// {@return the file of `model`}
  ///
  /// @throws OrtException if the model cannot be written
  static ModelFile of(Model model) {
    Optional<Path> own = model.header().path();
    boolean same = OnnxIo.isInFile(model);
    if (same && own.isPresent() && model.header().byteSize() <= LARGEST) {
      return new ModelFile(own.get().toAbsolutePath(), false, false);
    }
    try {
      synchronized (FOLDERS) {
        Path written = OnnxIo.writeLinked(model, folder(model).path());
        return new ModelFile(written, true, own.isPresent() && !same);
      }
    } catch (OnnxException e) {
      throw new OrtException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Scratch folder(Model model) {
    Scratch known = FOLDERS.get(model);
    if (known == null || !Files.isDirectory(known.path())) {
      known = Scratch.create();
      FOLDERS.put(model, known);
      CLEANER.register(model, known::close);
    }
    return known;
  }
}
