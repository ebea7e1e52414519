package dev.oplab.report.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The first and the last items of a collection, the only ones that were looked at.
///
/// @param total how many items the collection has
record Ends<T>(List<T> first, List<T> last, int total) {

  /// {@return all items if there are at most `most`, otherwise three quarters of `most` from the
  /// start and the rest from the end; all from the start where there is no way back from the end}
  static <T> Ends<T> of(Collection<? extends T> items, int most) {
    int total = items.size();
    int tail = total > most && items instanceof List ? most / 4 : 0;
    List<T> first = new ArrayList<>();
    Iterator<? extends T> walk = items.iterator();
    while (walk.hasNext() && first.size() < most - tail) {
      first.add(walk.next());
    }
    List<T> last = new ArrayList<>();
    if (tail > 0 && items instanceof List<? extends T> list) {
      ListIterator<? extends T> back = list.listIterator(total);
      while (back.hasPrevious() && last.size() < tail) {
        last.add(back.previous());
      }
      Collections.reverse(last);
    }
    return new Ends<>(first, last, total);
  }

  /// {@return the items that were looked at}
  List<T> shown() {
    return Stream.concat(first.stream(), last.stream()).toList();
  }

  int left() {
    return total - first.size() - last.size();
  }

  /// {@return the place in the collection of the item at place `i` of [#shown()]}
  int place(int i) {
    return i < first.size() ? i : i + left();
  }

  /// {@return what `change` makes of the items}
  <R extends @Nullable Object> Ends<R> map(Function<? super T, ? extends R> change) {
    List<R> head = new ArrayList<>();
    first.forEach(item -> head.add(change.apply(item)));
    List<R> tail = new ArrayList<>();
    last.forEach(item -> tail.add(change.apply(item)));
    return new Ends<>(head, tail, total);
  }
}
