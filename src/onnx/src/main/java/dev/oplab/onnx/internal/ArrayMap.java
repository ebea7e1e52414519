package dev.oplab.onnx.internal;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A small map that keeps the order of its entries and little else in memory. Immutable.
public final class ArrayMap<V> extends AbstractMap<String, V> {
  private static final int MOST = 16;
  private static final String[] NO_KEYS = {};

  private final String[] keys;
  private final Object[] values;

  private ArrayMap(String[] keys, Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  /// Collects the entries of one map after another; a key given again replaces the value and keeps
  /// its place. Mutable.
  public static final class Builder<V> {
    private final List<String> keys = new ArrayList<>();
    private final List<V> values = new ArrayList<>();
    private @Nullable Map<String, V> many;

    public void put(String key, V value) {
      if (many != null) {
        many.put(key, value);
        return;
      }
      int index = keys.indexOf(key);
      if (index >= 0) {
        values.set(index, value);
      } else if (keys.size() < MOST) {
        keys.add(key);
        values.add(value);
      } else {
        many = new LinkedHashMap<>();
        for (int i = 0; i < MOST; i++) {
          many.put(keys.get(i), values.get(i));
        }
        many.put(key, value);
      }
    }

    public int size() {
      return many == null ? keys.size() : many.size();
    }

    /// {@return the entries collected, unmodifiable; the builder starts anew}
    public Map<String, V> build() {
      Map<String, V> built;
      if (many != null) {
        built = Collections.unmodifiableMap(many);
      } else if (keys.isEmpty()) {
        return Map.of();
      } else {
        built = new ArrayMap<>(keys.toArray(NO_KEYS), values.toArray());
      }
      keys.clear();
      values.clear();
      many = null;
      return built;
    }
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int index = Arrays.asList(keys).indexOf(key);
    return index < 0 ? null : value(index);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return Arrays.asList(keys).contains(key);
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return keys.length;
      }

      @Override
      public Iterator<Entry<String, V>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < keys.length;
          }

          @Override
          public Entry<String, V> next() {
            if (next == keys.length) {
              throw new NoSuchElementException("no entry after " + next);
            }
            return Map.entry(keys[next], value(next++));
          }
        };
      }
    };
  }

  @SuppressWarnings("unchecked")
  private V value(int index) {
    return (V) values[index];
  }
}
