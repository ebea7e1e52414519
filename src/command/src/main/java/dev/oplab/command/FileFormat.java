package dev.oplab.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a result can be written as; the end of a file's name says which.
public enum FileFormat {
  JSON(".json"),
  CSV(".csv"),
  MARKDOWN(".md"),
  TEXT(".txt"),
  HTML(".html"),
  SVG(".svg"),
  PNG(".png");

  private final String extension;

  FileFormat(String extension) {
    this.extension = extension;
  }

  /// {@return the end of a file's name, with the dot}
  public String extension() {
    return extension;
  }

  /// {@return the ends of file names that a command's result can be written to}
  public static List<String> extensions(Declaration declaration) {
    return Arrays.stream(values())
        .filter(format -> format.suits(declaration))
        .map(FileFormat::extension)
        .toList();
  }

  /// {@return the format that the name of `file` asks for}
  ///
  /// @throws UsageException if it is none that `declaration` has
  public static FileFormat of(Path file, Declaration declaration) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (FileFormat format : values()) {
      if (name.endsWith(format.extension) && format.suits(declaration)) {
        return format;
      }
    }
    throw UsageException.expected(
        "a file name ending in " + String.join(", ", extensions(declaration)), file.toString());
  }

  private boolean suits(Declaration declaration) {
    return switch (this) {
      case JSON, TEXT, HTML -> true;
      case CSV, MARKDOWN -> !declaration.tables().isEmpty();
      case SVG, PNG -> !declaration.pictures().isEmpty();
    };
  }
}
