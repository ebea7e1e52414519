package dev.oplab.onnx;

import dev.oplab.onnx.internal.Repeats;
import dev.oplab.onnx.internal.WireException;
import dev.oplab.onnx.internal.WireReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What the readers of one model's parts share: the cursor, the way it came, the file, and the
/// subgraphs met but not read yet, and the attributes and types that keep coming back. Subgraphs
/// wait so that the names around them are all known, and so that depth costs no stack. Mutable.
record Reading(
    WireReader in,
    Trail trail,
    SourceFile source,
    Deque<Subgraph> waiting,
    Repeats<Attributes.Named> attributes,
    Repeats<ValueType> types) {
  private static final int DEEPEST = 4_000;

  /// A subgraph and where its bytes lie, mostly in one piece.
  record Subgraph(Graph graph, List<Part> parts) {}

  /// Where bytes lie, and the way there.
  record Part(long from, long to, Trail.Step at) {}

  Reading(WireReader in, SourceFile source) {
    this(in, new Trail(), source, new ArrayDeque<>(), new Repeats<>(), new Repeats<>());
  }

  /// Passes over the message entered, which is a graph.
  ///
  /// @return where it is, to be read later
  Part later() {
    Trail.Step at = trail.mark();
    if (at.depth() > DEEPEST) {
      throw WireException.malformed(
          "graphs are nested more than %,d deep".formatted(DEEPEST), in.position());
    }
    Part part = new Part(in.position(), in.limit(), at);
    in.skipMessage();
    return part;
  }

  /// {@return the bytes from there to where the reader is}
  MemorySegment slice(long from) {
    return source.bytes().asSlice(from, in.position() - from);
  }
}
