package dev.oplab.onnx;

import java.util.AbstractSequentialList;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The uses of one value as a linked list through the input slots themselves: an edge costs one
/// object and is added or removed without looking at the others. The list itself is made when asked
/// for; it is read-only to callers, who may remove uses through their nodes while they walk.
final class UseList extends AbstractSequentialList<Value.Use> {

  /// One input of one node: an edge of the graph. Keeps its neighbours when removed, for the
  /// iterators on it.
  static final class Slot {
    final Node node;
    final Value value;
    private final int index;
    private @Nullable Slot previous;
    private @Nullable Slot next;

    Slot(Node node, int index, Value value) {
      this.node = node;
      this.index = index;
      this.value = value;
    }

    /// {@return whether it was removed: its node has another slot in that place then, or none}
    private boolean isGone() {
      return !node.edges.has(this, index);
    }
  }

  private final Value value;

  UseList(Value value) {
    this.value = value;
  }

  static void append(Slot slot) {
    Value value = slot.value;
    slot.previous = value.lastUse;
    if (value.lastUse == null) {
      value.firstUse = slot;
    } else {
      value.lastUse.next = slot;
    }
    value.lastUse = slot;
    value.useCount++;
  }

  static void remove(Slot slot) {
    Value value = slot.value;
    if (slot.previous == null) {
      value.firstUse = slot.next;
    } else {
      slot.previous.next = slot.next;
    }
    if (slot.next == null) {
      value.lastUse = slot.previous;
    } else {
      slot.next.previous = slot.previous;
    }
    value.useCount--;
  }

  @Override
  public int size() {
    return value.useCount;
  }

  @Override
  public ListIterator<Value.Use> listIterator(int index) {
    Objects.checkIndex(index, size() + 1);
    Slot behind = index == size() ? value.lastUse : null;
    if (index < size()) {
      for (int i = 0; i < index; i++) {
        behind = behind == null ? value.firstUse : behind.next;
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
      Slot slot = behind == null ? value.firstUse : behind.next;
      while (slot != null && slot.isGone()) {
        slot = slot.next;
      }
      return slot;
    }

    private @Nullable Slot passed() {
      Slot slot = behind;
      while (slot != null && slot.isGone()) {
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
