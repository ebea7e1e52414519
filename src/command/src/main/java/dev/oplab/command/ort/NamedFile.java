package dev.oplab.command.ort;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.UsageException;
import dev.oplab.command.internal.Quoted;
import java.io.File;
import java.nio.file.Path;

/// A file that holds the values of an input: `input=x.npy`.
///
/// @param name the input, empty where only the file was given
record NamedFile(String name, Path file) {

  /// {@return the type of `--inputs`}
  static ArgumentType<NamedFile> type() {
    return new Type();
  }

  /// {@return whether a word can be nothing else, so that `--inputs` may take several}
  static boolean looksLike(String word) {
    return Quoted.first(word, '=') > 0 || word.endsWith(".npy");
  }

  private record Type() implements ArgumentType<NamedFile> {
    @Override
    public String metavar() {
      return "NAME=FILE";
    }

    @Override
    public NamedFile parse(String text) {
      int equals = Quoted.first(text, '=');
      String name = equals < 0 ? "" : Quoted.strip(text.substring(0, equals));
      String file = text.substring(equals + 1);
      if (file.isEmpty() || (equals >= 0 && name.isEmpty())) {
        throw UsageException.expected("NAME=FILE such as input=x.npy", text);
      }
      return new NamedFile(name, Path.of(file));
    }

    @Override
    public NamedFile convert(Object value) {
      return switch (value) {
        case Path path -> new NamedFile("", path);
        case File file -> new NamedFile("", file.toPath());
        default -> parse(value.toString());
      };
    }
  }
}
