package dev.oplab.onnx.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// What a file that is no ONNX model is instead, guessed from its first bytes: `start` shows them,
/// `text` names the kind (empty if unknown), `fix` says what to do. Immutable.
public record FileKind(String start, String text, String fix) {
  private static final String GIVE = "give the .onnx file.";
  private static final int LOOKED_AT = 512;

  /// The bytes `magic` (in ISO-8859-1) at `offset`.
  private record Magic(int offset, String magic, String text, String fix) {}

  private static final List<Magic> MAGICS =
      List.of(
          new Magic(
              0,
              "version https://git-lfs.github.com/spec/",
              "a Git LFS pointer that stands for the model",
              "fetch the model itself with 'git lfs pull' in its repository."),
          new Magic(0, "\u0089PNG", "a PNG picture", GIVE),
          new Magic(0, "\u00ff\u00d8\u00ff", "a JPEG picture", GIVE),
          new Magic(0, "GIF8", "a GIF picture", GIVE),
          new Magic(0, "%PDF", "a PDF document", GIVE),
          new Magic(
              0,
              "PK\3\4",
              "a zip archive (PyTorch .pt / .pth?)",
              "unpack the archive, or export the PyTorch model to ONNX."),
          new Magic(0, "\u001f\u008b", "a gzip archive", "unpack it first, with gunzip or tar."),
          new Magic(0, "(\u00b5/\u00fd", "a Zstandard archive", "unpack it with unzstd."),
          new Magic(0, "7z\u00bc\u00af", "a 7z archive", "unpack it first."),
          new Magic(0, "ftrt", "a TensorRT engine", "give the model the engine was built from."),
          new Magic(0, "ptrt", "a TensorRT engine", "give the model the engine was built from."),
          new Magic(0, "\u0089HDF", "an HDF5 file (Keras?)", "export the model to ONNX."),
          new Magic(0, "\u0093NUMPY", "a NumPy array", "read it with NpyIo, or " + GIVE),
          new Magic(0, "GGUF", "a GGUF model", "export the model to ONNX."),
          new Magic(4, "TFL3", "a TensorFlow Lite model", "convert it to ONNX with tf2onnx."),
          new Magic(4, "ORTM", "a model in ONNX Runtime's own format", GIVE),
          new Magic(0, "\u007fELF", "a program or library", GIVE),
          new Magic(8, "{\"", "a safetensors file", "export the model to ONNX."),
          new Magic(0, "\u0080\2", "a Python pickle (old PyTorch .pt?)", "export it to ONNX."));

  /// {@return what the file with these bytes seems to be}
  public static FileKind of(MemorySegment file) {
    byte[] head =
        file.asSlice(0, Math.min(LOOKED_AT, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    String raw = new String(head, StandardCharsets.ISO_8859_1);
    for (Magic magic : MAGICS) {
      if (raw.startsWith(magic.magic(), magic.offset())) {
        return new FileKind(isText(raw) ? quoted(raw) : hex(head), magic.text(), magic.fix());
      }
    }
    if (!isText(raw)) {
      return new FileKind(hex(head), "", "give the .onnx file, or download it again.");
    }
    String lower = raw.strip().toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
      return new FileKind(
          quoted(raw),
          "an HTML page, as a download that needs a login or another link gives",
          "download the model again, from the link to the raw file.");
    }
    if (lower.startsWith("<?xml")) {
      return new FileKind(quoted(raw), "an XML file (OpenVINO .xml?)", GIVE);
    }
    if (lower.startsWith("{")) {
      return new FileKind(quoted(raw), "a JSON file", GIVE);
    }
    return new FileKind(quoted(raw), "a text file", GIVE);
  }

  /// {@return whether the guess has a name}
  public boolean isKnown() {
    return !text.isEmpty();
  }

  private static boolean isText(String raw) {
    return raw.chars()
        .allMatch(c -> (c >= ' ' && c != 0x7F) || c == '\n' || c == '\r' || c == '\t');
  }

  private static String quoted(String raw) {
    String line = raw.strip().lines().findFirst().orElse("");
    return "'" + (line.length() > 48 ? line.substring(0, 48) + "..." : line) + "'";
  }

  private static String hex(byte[] head) {
    int shown = Math.min(8, head.length);
    return "the bytes " + HexFormat.ofDelimiter(" ").formatHex(head, 0, shown);
  }
}
