package dev.oplab.surgeon;

import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Value;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// What an [Operation] was called with, as a list that can be handed on as a whole: as the inputs
/// of a layer, or to another operation. The result of a former call that gave one value stands for
/// that value. Immutable.
public final class Arguments extends AbstractList<@Nullable Object> implements RandomAccess {
  private final List<@Nullable Object> items;

  private Arguments(List<@Nullable Object> items) {
    this.items = items;
  }

  /// {@return these as arguments; those that are arguments themselves are put in one by one}
  public static Arguments of(@Nullable Object... given) {
    // Java takes a lone float[2][3] for a list of two rows.
    boolean oneMatrix = given.getClass().getComponentType().isArray();
    return of(oneMatrix ? Collections.singletonList(given) : Arrays.asList(given));
  }

  /// {@return these as arguments; those that are arguments themselves are put in one by one}
  public static Arguments of(List<? extends @Nullable Object> given) {
    List<@Nullable Object> items = new ArrayList<>(given.size());
    for (Object item : given) {
      if (item instanceof Arguments several) {
        items.addAll(several.items);
      } else {
        items.add(item instanceof List<?> list && isOneValue(list) ? list.getFirst() : item);
      }
    }
    return new Arguments(items);
  }

  private static boolean isOneValue(List<?> list) {
    return list.size() == 1 && list.getFirst() instanceof Value;
  }

  @Override
  public @Nullable Object get(int index) {
    if (index < 0 || index >= items.size()) {
      throw new OnnxException(
          "Argument %d was asked for, but the call gave %d.%nFix: give more arguments, or ask size() first."
              .formatted(index, items.size()));
    }
    return items.get(index);
  }

  @Override
  public int size() {
    return items.size();
  }

  /// {@return the value given at this place}
  ///
  /// @throws OnnxException if it is something else, such as a number
  public Value value(int index) {
    if (get(index) instanceof Value value) {
      return value;
    }
    throw new OnnxException(
        "Argument %d is %s, where a value of the graph is expected.%nFix: give g.tensor(\"name\") or the result of a call."
            .formatted(index, get(index)));
  }

  /// {@return what was given at this place as a list: itself if it is one, otherwise of one item}
  public List<?> list(int index) {
    Object item = get(index);
    return item instanceof List<?> list ? list : Collections.singletonList(item);
  }

  /// {@return the arguments from this place on}
  public Arguments from(int index) {
    return new Arguments(items.subList(Math.min(index, items.size()), items.size()));
  }
}
