package dev.oplab.onnx;

import dev.oplab.onnx.internal.Chain;
import java.lang.foreign.MemorySegment;
import java.util.AbstractSequentialList;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The constants of one graph, dense and sparse, each kind in order. Mutable.
final class Constants {
  final Chain<Value> dense = new Chain<>();
  final Chain<Value> sparse = new Chain<>();
  private final Graph graph;

  Constants(Graph graph) {
    this.graph = graph;
  }

  List<Tensor> tensors() {
    return new View<>(dense, value -> java.util.Objects.requireNonNull(value.initializer));
  }

  List<SparseTensor> sparseTensors() {
    return new View<>(sparse, value -> java.util.Objects.requireNonNull(value.sparse));
  }

  /// Enters a constant from a file, where a name may come twice.
  void read(Tensor tensor) {
    Value value = entered(tensor.name());
    value.initializer = tensor;
    value.constant = dense.append(value);
    typed(value, new ValueType.TensorType(tensor.dataType(), tensor.shape()));
  }

  /// Enters a constant from a file, where a name may come twice.
  void read(SparseTensor tensor, MemorySegment message) {
    Value value = entered(tensor.name());
    value.sparse = tensor;
    value.sparseMessage = message;
    value.constant = sparse.append(value);
    typed(value, new ValueType.SparseTensorType(tensor.values().dataType(), tensor.shape()));
  }

  private Value entered(String name) {
    Value known = graph.names.find(name);
    return known == null || known.constant != null ? graph.names.define(name) : known;
  }

  private static void typed(Value value, ValueType type) {
    if (value.type instanceof ValueType.UnknownType) {
      value.type = type;
    }
  }

  Value add(Tensor tensor) {
    Value value = graph.names.defineNew(tensor.name());
    set(value, tensor);
    return value;
  }

  Value add(SparseTensor tensor) {
    Value value = graph.names.defineNew(tensor.name());
    value.sparse = tensor;
    value.constant = sparse.append(value);
    value.type = new ValueType.SparseTensorType(tensor.values().dataType(), tensor.shape());
    return value;
  }

  void set(Value value, Tensor tensor) {
    Refused.ifRemoved(value);
    refuseIfProduced(value);
    refuseInFunction();
    if (value.sparse != null) {
      drop(value);
    }
    if (value.input) {
      value.restate();
    }
    value.initializer = tensor.named(value.name);
    if (value.constant == null) {
      value.constant = dense.append(value);
    }
    ValueType type = new ValueType.TensorType(tensor.dataType(), tensor.shape());
    if (!type.equals(value.type) && !agrees(value)) {
      value.type = type;
      value.retyped = true;
    }
  }

  /// An input with a default keeps a type that leaves sizes open.
  private static boolean agrees(Value value) {
    return value.input
        && value.type instanceof ValueType.TensorType(DataType elements, Shape shape)
        && value.initializer != null
        && elements == value.initializer.dataType()
        && (shape == null || shape.accepts(value.initializer.shape()));
  }

  private void refuseIfProduced(Value value) {
    if (value.producer != null) {
      throw Refused.at(
          graph,
          "'%s' cannot become a constant: node %s puts it out"
              .formatted(value.name, value.producer),
          "add the constant under another name and use value.replaceAllUses(constant)");
    }
  }

  private void refuseInFunction() {
    if (graph.function) {
      throw Refused.at(
          graph,
          "the body of a function cannot hold initializers",
          "add a node 'Constant' with the tensor as its attribute 'value'");
    }
  }

  void release(Value value) {
    own(value);
    drop(value);
  }

  private void own(Value value) {
    Refused.ifRemoved(value);
    if (value.constant == null || value.graph != graph) {
      throw Refused.at(
          graph, "%s is no constant of it".formatted(value), "name a value of initializers()");
    }
  }

  void remove(Value value) {
    own(value);
    if (!value.input && !value.isUnused()) {
      throw Refused.stillUsed(graph, "the constant '%s'".formatted(value.name), value);
    }
    drop(value);
    if (!value.input) {
      graph.names.remove(value);
    } else {
      value.restate();
    }
  }

  private void drop(Value value) {
    if (value.constant != null) {
      (value.sparse == null ? dense : sparse).unlink(value.constant);
    }
    value.constant = null;
    value.initializer = null;
    value.sparse = null;
    value.sparseMessage = null;
  }

  /// The constants in the place of the values that hold them.
  private static final class View<E> extends AbstractSequentialList<E> {
    private final Chain<Value> values;
    private final Function<Value, E> constant;

    View(Chain<Value> values, Function<Value, E> constant) {
      this.values = values;
      this.constant = constant;
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public E get(int index) {
      return constant.apply(values.get(index));
    }

    @Override
    public ListIterator<E> listIterator(int index) {
      ListIterator<Value> walk = values.listIterator(index);
      return new ListIterator<>() {
        @Override
        public boolean hasNext() {
          return walk.hasNext();
        }

        @Override
        public E next() {
          return constant.apply(walk.next());
        }

        @Override
        public boolean hasPrevious() {
          return walk.hasPrevious();
        }

        @Override
        public E previous() {
          return constant.apply(walk.previous());
        }

        @Override
        public int nextIndex() {
          return walk.nextIndex();
        }

        @Override
        public int previousIndex() {
          return walk.previousIndex();
        }

        @Override
        public void remove() {
          walk.remove();
        }

        @Override
        public void set(E item) {
          throw new UnsupportedOperationException("a view: use value.initializer(tensor)");
        }

        @Override
        public void add(E item) {
          throw new UnsupportedOperationException("a view: use graph.addInitializer(tensor)");
        }
      };
    }
  }

  /// {@return the value that holds a constant of this name, null for none}
  @Nullable Value find(String name) {
    Value value = graph.names.find(name);
    return value == null || value.constant == null ? null : value;
  }
}
