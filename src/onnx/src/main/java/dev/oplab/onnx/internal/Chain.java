package dev.oplab.onnx.internal;

import java.util.AbstractSequentialList;
import java.util.ListIterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A doubly linked list whose elements are added and removed at a place held, without looking at
/// the others. Read-only as a [java.util.List]. Iterating while editing is defined: an iterator
/// stands on the element it returned last, also when that is removed; it goes on with what follows
/// there, so that what is inserted behind it is met and what is removed ahead of it is not.
/// `get(int)` is fast until the next edit. Not for several threads.
public final class Chain<E> extends AbstractSequentialList<E> {

  /// The place of one element. Keeps its neighbours when removed, for the iterators on it.
  public static final class Link<E> {
    private @Nullable E item;
    private Link<E> previous;
    private Link<E> next;

    private Link(@Nullable E item) {
      this.item = item;
      this.previous = this;
      this.next = this;
    }
  }

  private final Link<E> ends = new Link<>(null);
  private int size;
  private Object @Nullable [] indexed;

  /// {@return the place of `item`, which is now the last}
  public Link<E> append(E item) {
    return insert(item, ends.previous);
  }

  /// {@return the place of `item`, which now follows `place`}
  public Link<E> insertAfter(Link<E> place, E item) {
    return insert(item, place);
  }

  /// {@return the place of `item`, which now stands before `place`}
  public Link<E> insertBefore(Link<E> place, E item) {
    return insert(item, place.previous);
  }

  private Link<E> insert(E item, Link<E> after) {
    Link<E> link = new Link<>(item);
    link.previous = after;
    link.next = after.next;
    after.next.previous = link;
    after.next = link;
    size++;
    indexed = null;
    return link;
  }

  /// Takes out the element at this place.
  public void unlink(Link<E> link) {
    link.previous.next = link.next;
    link.next.previous = link.previous;
    link.item = null;
    size--;
    indexed = null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  @SuppressWarnings("unchecked")
  public E get(int index) {
    Objects.checkIndex(index, size);
    if (index == 0) {
      return item(ends.next);
    }
    if (index == size - 1) {
      return item(ends.previous);
    }
    if (indexed == null) {
      indexed = toArray();
    }
    return (E) indexed[index];
  }

  @Override
  public ListIterator<E> listIterator(int index) {
    Objects.checkIndex(index, size + 1);
    Link<E> behind = ends;
    if (index == size) {
      behind = ends.previous;
    } else {
      for (int i = 0; i < index; i++) {
        behind = behind.next;
      }
    }
    return new Walk(behind, index);
  }

  private boolean isLinked(Link<E> link) {
    return link.item != null || link == ends;
  }

  private E item(Link<E> link) {
    return Objects.requireNonNull(link.item, "an element");
  }

  private final class Walk implements ListIterator<E> {
    private Link<E> behind;
    private int index;

    Walk(Link<E> behind, int index) {
      this.behind = behind;
      this.index = index;
    }

    private Link<E> ahead() {
      Link<E> link = behind.next;
      while (!isLinked(link)) {
        link = link.next;
      }
      return link;
    }

    private Link<E> passed() {
      Link<E> link = behind;
      while (!isLinked(link)) {
        link = link.previous;
      }
      return link;
    }

    @Override
    public boolean hasNext() {
      return ahead() != ends;
    }

    @Override
    public E next() {
      Link<E> ahead = ahead();
      if (ahead == ends) {
        throw new NoSuchElementException("no element after number " + index);
      }
      behind = ahead;
      index++;
      return item(ahead);
    }

    @Override
    public boolean hasPrevious() {
      return passed() != ends;
    }

    @Override
    public E previous() {
      Link<E> passed = passed();
      if (passed == ends) {
        throw new NoSuchElementException("no element before the first");
      }
      behind = passed.previous;
      index--;
      return item(passed);
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
    public void set(E item) {
      throw readOnly();
    }

    @Override
    public void add(E item) {
      throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
      return new UnsupportedOperationException("a view: edit through the graph and its nodes");
    }
  }
}
