package dev.oplab.onnx;

import dev.oplab.onnx.internal.FileKind;
import dev.oplab.onnx.internal.WireException;
import org.jspecify.annotations.Nullable;

/// The errors about files that are not whole ONNX models.
final class Malformed {
  private static final String AGAIN = "copy or download the file again.";

  private Malformed() {}

  static OnnxException empty(SourceFile source) {
    return error(source, "The file is empty.", AGAIN, null);
  }

  static OnnxException notOnnx(SourceFile source, String why, @Nullable Throwable cause) {
    FileKind kind = FileKind.of(source.bytes());
    return error(
        source,
        "The file is not an ONNX model: it starts with %s%s."
            .formatted(kind.start(), kind.isKnown() ? ", " + kind.text() : ", and " + why),
        kind.fix(),
        cause);
  }

  static OnnxException cutShort(SourceFile source, String where, WireException e) {
    return error(
        source,
        "The file ends in the middle of %s at byte %,d of %,d: expected %,d more bytes."
            .formatted(where, e.position(), source.bytes().byteSize(), e.missing()),
        AGAIN,
        e);
  }

  static OnnxException field(SourceFile source, String where, WireException e) {
    return error(
        source,
        "The file is damaged in %s at byte %,d of %,d: %s."
            .formatted(where, e.position(), source.bytes().byteSize(), e.getMessage()),
        AGAIN,
        e);
  }

  static OnnxException error(
      SourceFile source, String what, String fix, @Nullable Throwable cause) {
    return new OnnxException("%s: %s%nFix: %s".formatted(source.where(), what, fix), cause);
  }
}
