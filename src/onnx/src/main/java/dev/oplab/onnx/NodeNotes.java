package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;

import dev.oplab.onnx.internal.Utf8;
import dev.oplab.onnx.internal.WireReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an exporter wrote about a node for people: often longer than the node itself, so the text
/// stays in the file until asked for. Immutable.
record NodeNotes(@Nullable MemorySegment doc, List<Note> notes) {
  static final NodeNotes NONE = new NodeNotes(null, List.of());

  /// One entry of `metadata_props`; a value of null is an empty text.
  record Note(String key, @Nullable MemorySegment value) {

    /// Reads the entry in the message entered.
    static Note read(WireReader in) {
      String key = "";
      MemorySegment value = null;
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        switch (tag) {
          case 1 << 3 | BYTES -> key = in.string();
          case 2 << 3 | BYTES -> value = in.slice();
          default -> in.skip(tag);
        }
      }
      return new Note(key, value);
    }
  }

  String docString() {
    return text(doc);
  }

  Map<String, String> metadata() {
    if (notes.isEmpty()) {
      return Map.of();
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Note note : notes) {
      metadata.put(note.key(), text(note.value()));
    }
    return Collections.unmodifiableMap(metadata);
  }

  private static String text(@Nullable MemorySegment bytes) {
    return bytes == null ? "" : Utf8.decode(bytes.toArray(ValueLayout.JAVA_BYTE));
  }
}
