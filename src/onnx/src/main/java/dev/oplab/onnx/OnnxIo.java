package dev.oplab.onnx;

import dev.oplab.onnx.internal.MappedFile;
import dev.oplab.onnx.internal.Rope;
import dev.oplab.onnx.internal.Sizes;
import dev.oplab.onnx.internal.StreamTarget;
import dev.oplab.onnx.proto.ModelProto;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads and writes ONNX files.
public final class OnnxIo {
  private OnnxIo() {}

  /// Opens an ONNX file by memory map; the time taken does not depend on what the weights weigh,
  /// and the file may be of any size. Nodes and types are read at once, weights when asked;
  /// external data files are not touched. The file must not be cut or overwritten in place while
  /// the model is in use.
  ///
  /// A byte of a name that is not UTF-8 is read as a lone surrogate (U+DC80 to U+DCFF), so that
  /// different names stay different.
  ///
  /// @throws OnnxException if the file is missing, unreadable, cut short or not ONNX
  public static Model read(Path path) {
    SourceFile source = new SourceFile(path, map(path));
    try {
      return read(source);
    } catch (InternalError e) {
      // What the JDK throws when a mapped page is gone.
      throw Malformed.error(
          source, "The file was cut while it was read.", "open it again when it is complete.", e);
    }
  }

  /// Reads a model from bytes in memory, which stay in use and must not change. It has no path, so
  /// tensors in external data files cannot be read.
  ///
  /// @throws OnnxException if the bytes are cut short or not ONNX
  public static Model read(MemorySegment bytes) {
    return read(new SourceFile(bytes.asReadOnly(), null));
  }

  /// Reads a file straight into its raw structure, weights included.
  ///
  /// @throws OnnxException if the file is missing, unreadable, cut short or not ONNX, or has more
  ///   than 2 GiB, which no message holds
  public static ModelProto readProto(Path path) {
    Model model = read(path);
    if (model.header().byteSize() > ProtoBridge.MOST) {
      throw ProtoBridge.tooLarge(
          path.toString(),
          Sizes.text(model.header().byteSize()),
          "use OnnxIo.read(path), which opens files of any size");
    }
    try {
      return ProtoBridge.message(Files.readAllBytes(path), path.toString());
    } catch (IOException e) {
      throw error(path, "The file cannot be read (" + e + ")", "check the disk it is on", e);
    }
  }

  /// {@return the raw structure of a model (`ModelProto`), for code that works on the messages of
  /// the format; weights in data files stay there, others are copied to the heap}
  ///
  /// @throws OnnxException if the model takes more than 2 GiB, which no message holds, or its
  ///   graphs are nested more than 300 deep
  public static ModelProto toProto(Model model) {
    Rope rope = rope(model);
    if (rope.size() > ProtoBridge.MOST) {
      throw ProtoBridge.tooLarge(
          model.name(),
          Sizes.text(rope.size()),
          "keep the weights in a data file: OnnxIo.write(model, path, WriteOptions.external()), then OnnxIo.readProto(path)");
    }
    return ProtoBridge.message(rope.toBytes(), model.name());
  }

  /// {@return the model that a message describes. It has no path and no folder: tensors in data
  /// files keep their place, but cannot be read; see [#fromProto(ModelProto, Path)]}
  ///
  /// @throws OnnxException if the message takes more than 2 GiB
  public static Model fromProto(ModelProto proto) {
    return read(new SourceFile(ProtoBridge.bytes(proto), null));
  }

  /// {@return the model that a message describes, whose data files are in this folder}
  ///
  /// @throws OnnxException if the message takes more than 2 GiB
  public static Model fromProto(ModelProto proto, Path folder) {
    return read(new SourceFile(ProtoBridge.bytes(proto), folder.toAbsolutePath()));
  }

  /// Writes a model, its weights staying where they are; see [WriteOptions.Layout#AS_IS].
  ///
  /// @throws OnnxException if that fails; the file that was there before is then unchanged
  public static void write(Model model, Path path) {
    write(model, path, WriteOptions.asIs());
  }

  /// Writes a model. The bytes of weights are not read into memory but copied from file to file.
  /// The file takes its name when it is complete; it may be the one that the model was read from.
  /// Data files get names that no file has yet.
  ///
  /// @throws OnnxException if that fails, or a value is hidden by another of its name; the file
  ///   that was there before is then unchanged
  public static void write(Model model, Path path, WriteOptions options) {
    FileWriter.write(model, path, options);
  }

  /// Writes a model to `out`, which stays open. Weights in data files stay there.
  ///
  /// @throws OnnxException if that fails
  public static void write(Model model, OutputStream out) {
    try {
      rope(model).to(new StreamTarget(out));
      out.flush();
    } catch (IOException e) {
      throw new OnnxException(
          "%s: cannot be written to the stream (%s).%nFix: check where the stream leads."
              .formatted(model.name(), e),
          e);
    }
  }

  /// {@return the model as the bytes of a file; weights in data files stay there}
  ///
  /// @throws OnnxException if it takes more than 2 GiB
  public static byte[] toBytes(Model model) {
    Rope rope = rope(model);
    if (rope.size() > Integer.MAX_VALUE - 8) {
      throw new OnnxException(
          "%s: the model takes %s, which do not fit into an array.%nFix: write it to a file."
              .formatted(model.name(), Sizes.text(rope.size())));
    }
    return rope.toBytes();
  }

  /// {@return whether the file that the model was read from is there and holds what the model says
  /// now, so that another program may read it instead; the weights are not read for that}
  public static boolean isInFile(Model model) {
    MappedFile file = model.source().file();
    try {
      return file != null
          && file.state() != MappedFile.State.REPLACED
          && rope(model).isContentOf(file);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /// Writes a model for another program on this machine that looks for data files from the root of
  /// the file system on, such as `/`. Weights in files, model files too, stay there, and are named
  /// by their whole path; weights in memory go to a data file. The files are `model.onnx` and
  /// `model.data` in `folder`, which should hold nothing else; what is there with the right content
  /// is not written again. They serve as long as the files they name are left alone.
  ///
  /// @return the model file
  /// @throws OnnxException if that fails, or a file with weights has been overwritten
  public static Path writeLinked(Model model, Path folder) {
    return LinkWriter.write(model, folder);
  }

  private static Rope rope(Model model) {
    return new ModelWriter(Placement.Plan.AS_IS).write(model);
  }

  private static Model read(SourceFile source) {
    if (source.bytes().byteSize() == 0) {
      throw Malformed.empty(source);
    }
    return new ModelReader(source).model();
  }

  /// {@return the bytes of a file that exists and may be read}
  static MappedFile map(Path path) {
    if (Files.isDirectory(path)) {
      throw error(path, "This is a folder, not an ONNX file", "name the file inside it", null);
    }
    if (!Files.exists(path)) {
      throw error(
          path,
          "There is no such file",
          "check the name; relative names start at " + Path.of("").toAbsolutePath(),
          null);
    }
    if (!Files.isRegularFile(path)) {
      throw error(path, "This is not a plain file", "copy its content to a file first", null);
    }
    if (!Files.isReadable(path)) {
      throw error(path, "The file may not be read", "change its permissions", null);
    }
    try {
      return MappedFile.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      throw error(path, "The file cannot be read (" + e + ")", "check the disk it is on", e);
    }
  }

  private static OnnxException error(
      Path path, String what, String fix, @Nullable Throwable cause) {
    return new OnnxException("%s: %s.%nFix: %s.".formatted(path, what, fix), cause);
  }
}
