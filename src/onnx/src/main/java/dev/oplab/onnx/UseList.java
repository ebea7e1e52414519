package dev.oplab.onnx;

import java.util.AbstractSequentialList;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The uses of one value as a linked list through the input slots themselves: an edge costs one
/// object and is added or removed without looking at the others. Read-only to callers.
final class UseList extends AbstractSequentialList<Value.Use> {

  /// One input of one node: an edge of the graph.
  static final class Slot {
    final Node node;
    final int index;
    final Value value;
    private @Nullable Slot previous;
    private @Nullable Slot next;

    Slot(Node node, int index, Value value) {
      this.node = node;
      this.index = index;
      this.value = value;
    }
  }

  private @Nullable Slot first;
  private @Nullable Slot last;
  private int size;

  void append(Slot slot) {
    slot.previous = last;
    if (last == null) {
      first = slot;
    } else {
      last.next = slot;
    }
    last = slot;
    size++;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public ListIterator<Value.Use> listIterator(int index) {
    Objects.checkIndex(index, size + 1);
    Slot start = first;
    for (int i = 0; i < index && start != null; i++) {
      start = start.next;
    }
    return new Walk(start, index == 0 ? null : start == null ? last : start.previous, index);
  }

  private static final class Walk implements ListIterator<Value.Use> {
    private @Nullable Slot ahead;
    private @Nullable Slot behind;
    private int index;

    Walk(@Nullable Slot ahead, @Nullable Slot behind, int index) {
      this.ahead = ahead;
      this.behind = behind;
      this.index = index;
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public Value.Use next() {
      if (ahead == null) {
        throw new NoSuchElementException("no use after " + index);
      }
      behind = ahead;
      ahead = ahead.next;
      index++;
      return new Value.Use(behind.node, behind.index);
    }

    @Override
    public boolean hasPrevious() {
      return behind != null;
    }

    @Override
    public Value.Use previous() {
      if (behind == null) {
        throw new NoSuchElementException("no use before the first");
      }
      ahead = behind;
      behind = behind.previous;
      index--;
      return new Value.Use(ahead.node, ahead.index);
    }

    @Override
    public int nextIndex() {
      return index;
    }

    @Override
    public int previousIndex() {
      return index - 1;
    }

    @Override
    public void remove() {
      throw new UnsupportedOperationException("uses are changed through their nodes");
    }

    @Override
    public void set(Value.Use use) {
      throw new UnsupportedOperationException("uses are changed through their nodes");
    }

    @Override
    public void add(Value.Use use) {
      throw new UnsupportedOperationException("uses are changed through their nodes");
    }
  }
}
