package dev.oplab.command.onnx;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Positional;
import dev.oplab.command.UsageException;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.surgeon.Surgeon;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

/// A model as a command was given it: the path of a file, or in a notebook the model itself.
public sealed interface ModelSource {
  String IN_A_NOTEBOOK = "; in a notebook also {expr}, a Model, Path or String";
  String HELP = "an ONNX file" + IN_A_NOTEBOOK;

  /// A file, opened when it is wanted.
  record OfFile(Path path) implements ModelSource {
    @Override
    public Model open() {
      return OnnxIo.read(path);
    }
  }

  /// A Java object, `{model}`.
  record OfModel(Model model) implements ModelSource {
    @Override
    public Model open() {
      return model;
    }
  }

  /// {@return the model}
  ///
  /// @throws dev.oplab.onnx.OnnxException if the file is missing, cut short or not ONNX
  Model open();

  /// {@return the `MODEL` argument of a command}
  static Positional<ModelSource> argument() {
    return Positional.of("MODEL", new Type(), HELP);
  }

  /// {@return an argument of a command that is a model}
  static Positional<ModelSource> argument(String label, String help) {
    return Positional.of(label, new Type(), help + IN_A_NOTEBOOK);
  }

  /// {@return a `MODEL` argument that may be left out}
  static Positional<Optional<ModelSource>> optional() {
    return Positional.optional("MODEL", new Type(), HELP);
  }

  /// Reads a path, takes a [Model].
  record Type() implements ArgumentType<ModelSource> {
    @Override
    public String metavar() {
      return "MODEL";
    }

    @Override
    public ModelSource parse(String text) {
      if (text.isEmpty()) {
        throw new UsageException("expected the name of an ONNX file, found nothing");
      }
      return new OfFile(ArgumentTypes.path("MODEL").parse(text));
    }

    @Override
    public ModelSource convert(Object value) {
      return switch (value) {
        case Model model -> new OfModel(model);
        case Surgeon surgeon -> new OfModel(surgeon.model());
        case Path path -> new OfFile(path);
        case File file -> new OfFile(file.toPath());
        default ->
            throw new UsageException(
                "expected a Model, or a Path or String with a file's name, found an object of "
                    + value.getClass().getName());
      };
    }
  }
}
