package dev.oplab.onnx;

import dev.oplab.onnx.UseList.Slot;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// What one node takes in and puts out. Mutable; keeps the values' uses and producers in step.
final class Edges {
  private static final @Nullable Slot[] NO_SLOTS = {};
  private static final @Nullable Value[] NO_VALUES = {};

  private final Node node;
  private @Nullable Slot[] inputs = NO_SLOTS;
  private @Nullable Value[] outputs = NO_VALUES;

  Edges(Node node) {
    this.node = node;
  }

  int inputCount() {
    return inputs.length;
  }

  int outputCount() {
    return outputs.length;
  }

  @Nullable Value input(int index) {
    Slot slot = inputs[index];
    return slot == null ? null : slot.value;
  }

  boolean has(Slot slot, int index) {
    return index < inputs.length && inputs[index] == slot;
  }

  @Nullable Value output(int index) {
    return outputs[index];
  }

  void resizeInputs(int count) {
    for (int i = count; i < inputs.length; i++) {
      input(i, null);
    }
    inputs = Arrays.copyOf(inputs, count);
  }

  void input(int index, @Nullable Value value) {
    Slot old = inputs[index];
    if (old != null) {
      if (old.value == value) {
        return;
      }
      UseList.remove(old);
    }
    Slot slot = value == null ? null : new Slot(node, index, value);
    inputs[index] = slot;
    if (slot != null) {
      UseList.append(slot);
    }
  }

  void resizeOutputs(int count) {
    outputs = Arrays.copyOf(outputs, count);
  }

  void output(int index, @Nullable Value value) {
    Value old = outputs[index];
    if (old != null) {
      old.producer = null;
    }
    outputs[index] = value;
    if (value != null) {
      value.producer = node;
    }
  }

  int indexOfOutput(Value value) {
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i] == value) {
        return i;
      }
    }
    return -1;
  }

  /// The inputs, as they are at any time.
  final class Inputs extends AbstractList<Optional<Value>> implements RandomAccess {
    @Override
    public Optional<Value> get(int index) {
      return Optional.ofNullable(input(index));
    }

    @Override
    public int size() {
      return inputs.length;
    }
  }

  /// The outputs, as they are at any time.
  final class Outputs extends AbstractList<Optional<Value>> implements RandomAccess {
    @Override
    public Optional<Value> get(int index) {
      return Optional.ofNullable(outputs[index]);
    }

    @Override
    public int size() {
      return outputs.length;
    }
  }
}
