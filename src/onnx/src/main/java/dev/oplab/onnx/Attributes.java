package dev.oplab.onnx;

import java.lang.foreign.MemorySegment;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The attributes of a node by name, in order, each with the message it came in. A file may give a
/// name twice; both are kept, the last one counts. Immutable.
final class Attributes extends AbstractMap<String, Attribute> {
  private static final int FEW = 16;

  static final Attributes NONE = new Attributes(List.of());

  /// One attribute; `message` holds it as it is in the file, null if it was made since.
  record Named(String name, Attribute value, @Nullable MemorySegment message) {}

  private final List<Named> all;
  private final @Nullable Map<String, Attribute> distinct;

  private Attributes(List<Named> all) {
    this.all = all;
    this.distinct = all.size() > FEW || repeats(all) ? distinct(all) : null;
  }

  static Attributes of(List<Named> all) {
    return all.isEmpty() ? NONE : new Attributes(List.copyOf(all));
  }

  /// {@return every attribute, also those whose name comes again}
  List<Named> all() {
    return all;
  }

  /// {@return these attributes with `value` in the place of those of that name, or at the end}
  Attributes with(String name, Attribute value) {
    List<Named> changed = new ArrayList<>(all.size() + 1);
    boolean placed = false;
    for (Named one : all) {
      if (!one.name().equals(name)) {
        changed.add(one);
      } else if (!placed) {
        changed.add(new Named(name, value, null));
        placed = true;
      }
    }
    if (!placed) {
      changed.add(new Named(name, value, null));
    }
    return of(changed);
  }

  Attributes without(String name) {
    return of(all.stream().filter(one -> !one.name().equals(name)).toList());
  }

  List<Graph> graphs() {
    return graphs(all);
  }

  private static List<Graph> graphs(List<Named> all) {
    List<Graph> graphs = List.of();
    for (Named one : all) {
      // No pattern switch: the first one in a process costs more than reading a network.
      if (one.value() instanceof Attribute.GraphValue(Graph graph)) {
        graphs = graphs.isEmpty() ? new ArrayList<>(2) : graphs;
        graphs.add(graph);
      } else if (one.value() instanceof Attribute.Graphs(List<Graph> several)) {
        graphs = graphs.isEmpty() ? new ArrayList<>(several.size()) : graphs;
        graphs.addAll(several);
      }
    }
    return Collections.unmodifiableList(graphs);
  }

  @Override
  public @Nullable Attribute get(@Nullable Object key) {
    if (distinct != null) {
      return distinct.get(key);
    }
    for (Named one : all) {
      if (one.name().equals(key)) {
        return one.value();
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Entry<String, Attribute>> entrySet() {
    return distinct != null ? Collections.unmodifiableMap(distinct).entrySet() : new Entries();
  }

  private static boolean repeats(List<Named> all) {
    for (int i = 1; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (all.get(i).name().equals(all.get(j).name())) {
          return true;
        }
      }
    }
    return false;
  }

  private static Map<String, Attribute> distinct(List<Named> all) {
    Map<String, Attribute> distinct = new LinkedHashMap<>();
    for (Named one : all) {
      distinct.put(one.name(), one.value());
    }
    return distinct;
  }

  private final class Entries extends AbstractSet<Entry<String, Attribute>> {
    @Override
    public int size() {
      return all.size();
    }

    @Override
    public Iterator<Entry<String, Attribute>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < all.size();
        }

        @Override
        public Entry<String, Attribute> next() {
          if (next == all.size()) {
            throw new NoSuchElementException("no attribute after number " + next);
          }
          Named one = all.get(next++);
          return Map.entry(one.name(), one.value());
        }
      };
    }
  }
}
