package dev.oplab.ort.internal;

import dev.oplab.ort.internal.TraceReader.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts the events of a profile together: which node ran inside which, and how long each took in
/// each run.
final class TraceBuilder {
  private final int warmUp;
  private int runs;
  private long[] runMicros = new long[16];
  private final Entry root = new Entry(new Event());

  /// What has ended but is not yet known to belong to anything: executions of nodes, and graphs.
  private final ArrayDeque<Open> open = new ArrayDeque<>();

  private record Open(boolean isGraph, Event event, List<Open> inside) {}

  private record Key(String name, String op, int index) {}

  /// A node, with the nodes of its subgraphs.
  private static final class Entry {
    final Event first;
    final Map<Key, Entry> children = new LinkedHashMap<>();
    long calls;
    long[] micros = new long[16];

    Entry(Event first) {
      this.first = first;
    }

    void add(int run, long time) {
      calls++;
      if (run >= micros.length) {
        micros = Arrays.copyOf(micros, Math.max(run + 1, micros.length * 2));
      }
      micros[run] += time;
    }
  }

  TraceBuilder(int warmUp) {
    this.warmUp = warmUp;
  }

  void node(Event event) {
    open.addLast(new Open(false, event, takeSince(event, true)));
  }

  void graph(Event event) {
    open.addLast(new Open(true, event, takeSince(event, false)));
  }

  void run(Event event) {
    int measured = runs - warmUp;
    runs++;
    if (measured >= 0) {
      if (measured == runMicros.length) {
        runMicros = Arrays.copyOf(runMicros, measured * 2);
      }
      runMicros[measured] = event.micros;
      record(List.copyOf(open), root, measured);
    }
    open.clear();
  }

  /// Takes back what began within `event`, oldest first. A node takes graphs only: the node before
  /// it may share its microsecond.
  private List<Open> takeSince(Event event, boolean graphsOnly) {
    ArrayDeque<Open> taken = new ArrayDeque<>();
    while (!open.isEmpty()
        && open.getLast().event().start >= event.start
        && (!graphsOnly || open.getLast().isGraph())) {
      taken.addFirst(open.removeLast());
    }
    return List.copyOf(taken);
  }

  private static void record(List<Open> executed, Entry parent, int run) {
    for (Open each : executed) {
      if (each.isGraph()) {
        record(each.inside(), parent, run);
      } else {
        Event event = each.event();
        Key key = new Key(event.name, event.op, event.index);
        Entry entry = parent.children.computeIfAbsent(key, _ -> new Entry(event));
        entry.add(run, event.micros);
        record(each.inside(), entry, run);
      }
    }
  }

  Trace build() {
    int measured = runs - warmUp;
    if (measured <= 0) {
      throw new TraceException(
          "the profile holds %d whole runs, %d of them warm-up: nothing was measured"
              .formatted(runs, Math.min(runs, warmUp)));
    }
    List<TraceNode> nodes = new ArrayList<>();
    root.children.values().forEach(entry -> append(entry, -1, measured, nodes));
    return new Trace(List.copyOf(nodes), firstOf(runMicros, measured));
  }

  private static void append(Entry entry, int parent, int measured, List<TraceNode> nodes) {
    long[] nested = new long[measured];
    for (Entry child : entry.children.values()) {
      for (int run = 0; run < Math.min(measured, child.micros.length); run++) {
        nested[run] += child.micros[run];
      }
    }
    Event event = entry.first;
    int place = nodes.size();
    nodes.add(
        new TraceNode(
            parent,
            event.name,
            event.op,
            event.provider,
            event.index,
            entry.calls,
            firstOf(entry.micros, measured),
            firstOf(nested, measured),
            event.inputs,
            event.outputs));
    entry.children.values().forEach(child -> append(child, place, measured, nodes));
  }

  private static List<Long> firstOf(long[] values, int count) {
    return Arrays.stream(Arrays.copyOf(values, count)).boxed().toList();
  }
}
