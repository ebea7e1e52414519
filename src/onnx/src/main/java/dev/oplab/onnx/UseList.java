package dev.oplab.onnx;

import java.util.AbstractSequentialList;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The uses of one value as a linked list through the input slots themselves: an edge costs one
/// object and is added or removed without looking at the others. Read-only to callers, who may
/// remove uses through their nodes while they walk.
final class UseList extends AbstractSequentialList<Value.Use> {

  /// One input of one node: an edge of the graph. Keeps its neighbours when removed, for the
  /// iterators on it.
  static final class Slot {
    final Node node;
    final int index;
    final Value value;
    private @Nullable Slot previous;
    private @Nullable Slot next;
    private boolean gone;

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

  void remove(Slot slot) {
    if (slot.previous == null) {
      first = slot.next;
    } else {
      slot.previous.next = slot.next;
    }
    if (slot.next == null) {
      last = slot.previous;
    } else {
      slot.next.previous = slot.previous;
    }
    slot.gone = true;
    size--;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public ListIterator<Value.Use> listIterator(int index) {
    Objects.checkIndex(index, size + 1);
    Slot behind = index == size ? last : null;
    if (index < size) {
      for (int i = 0; i < index; i++) {
        behind = behind == null ? first : behind.next;
      }
    }
    return new Walk(behind, index);
  }

  private final class Walk implements ListIterator<Value.Use> {
    private @Nullable Slot behind;
    private int index;

    Walk(@Nullable Slot behind, int index) {
      this.behind = behind;
      this.index = index;
    }

    private @Nullable Slot ahead() {
      Slot slot = behind == null ? first : behind.next;
      while (slot != null && slot.gone) {
        slot = slot.next;
      }
      return slot;
    }

    private @Nullable Slot passed() {
      Slot slot = behind;
      while (slot != null && slot.gone) {
        slot = slot.previous;
      }
      return slot;
    }

    @Override
    public boolean hasNext() {
      return ahead() != null;
    }

    @Override
    public Value.Use next() {
      Slot ahead = ahead();
      if (ahead == null) {
        throw new NoSuchElementException("no use after number " + index);
      }
      behind = ahead;
      index++;
      return new Value.Use(ahead.node, ahead.index);
    }

    @Override
    public boolean hasPrevious() {
      return passed() != null;
    }

    @Override
    public Value.Use previous() {
      Slot passed = passed();
      if (passed == null) {
        throw new NoSuchElementException("no use before the first");
      }
      behind = passed.previous;
      index--;
      return new Value.Use(passed.node, passed.index);
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
      throw readOnly();
    }

    @Override
    public void set(Value.Use use) {
      throw readOnly();
    }

    @Override
    public void add(Value.Use use) {
      throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
      return new UnsupportedOperationException("uses are changed through their nodes");
    }
  }
}
