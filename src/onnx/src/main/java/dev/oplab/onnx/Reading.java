package dev.oplab.onnx;

import dev.oplab.onnx.internal.Repeats;
import dev.oplab.onnx.internal.WireException;
import dev.oplab.onnx.internal.WireReader;
import java.util.ArrayDeque;
import java.util.Deque;

/// What the readers of one model's parts share: the cursor, the way it came, the file, and the
/// subgraphs met but not read yet, and the attributes and types that keep coming back. Subgraphs
/// wait so that the names around them are all known, and so that depth costs no stack. Mutable.
record Reading(
    WireReader in,
    Trail trail,
    SourceFile source,
    Deque<Subgraph> waiting,
    Repeats<AttributeReader.Named> attributes,
    Repeats<ValueType> types) {
  private static final int DEEPEST = 4_000;

  /// A subgraph and where its bytes lie.
  record Subgraph(Graph graph, long from, long to, Trail.Step at) {}

  Reading(WireReader in, SourceFile source) {
    this(in, new Trail(), source, new ArrayDeque<>(), new Repeats<>(), new Repeats<>());
  }

  /// Puts off reading the message entered, which is the graph `inner`.
  void later(Graph inner) {
    Trail.Step at = trail.mark();
    if (at.depth() > DEEPEST) {
      throw WireException.malformed(
          "graphs are nested more than %,d deep".formatted(DEEPEST), in.position());
    }
    waiting.add(new Subgraph(inner, in.position(), in.limit(), at));
    in.skipMessage();
  }
}
