package dev.oplab.onnx;

import dev.oplab.onnx.UseList.Slot;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// One operator call in a graph (`NodeProto`). Mutable, with identity.
public final class Node {
  private static final @Nullable Slot[] NO_SLOTS = {};
  private static final @Nullable Value[] NO_VALUES = {};

  private final Graph graph;
  private final String name;
  private final String opType;
  private final String domain;
  private final String overload;
  private final Map<String, Attribute> attributes;
  private final NodeNotes notes;
  private @Nullable Slot[] inputs = NO_SLOTS;
  private @Nullable Value[] outputs = NO_VALUES;

  Node(
      Graph graph,
      String name,
      String opType,
      String domain,
      String overload,
      Map<String, Attribute> attributes,
      NodeNotes notes) {
    this.graph = graph;
    this.name = name;
    this.opType = opType;
    this.domain = domain;
    this.overload = overload;
    this.attributes = attributes;
    this.notes = notes;
  }

  /// {@return the name, possibly empty: ONNX does not require one}
  public String name() {
    return name;
  }

  /// {@return the graph the node stands in}
  public Graph graph() {
    return graph;
  }

  public String opType() {
    return opType;
  }

  /// {@return the operator's domain, empty for ONNX's own (which a file may also call `ai.onnx`)}
  public String domain() {
    return Model.canonicalDomain(domain);
  }

  /// {@return which of the local functions with this domain and name is called, mostly empty}
  public String overload() {
    return overload;
  }

  /// {@return the inputs in order; an omitted optional input is empty}
  public List<Optional<Value>> inputs() {
    return new Inputs();
  }

  /// {@return the outputs in order; an omitted optional output is empty}
  public List<Optional<Value>> outputs() {
    return new Outputs();
  }

  /// {@return the attributes by name, in the order of the file}
  public Map<String, Attribute> attributes() {
    return attributes;
  }

  /// {@return the graphs in this node's attributes, as those of `If`, `Loop` and `Scan`}
  public List<Graph> subgraphs() {
    List<Graph> graphs = new ArrayList<>(0);
    for (Attribute attribute : attributes.values()) {
      switch (attribute) {
        case Attribute.GraphValue(Graph value) -> graphs.add(value);
        case Attribute.Graphs(List<Graph> values) -> graphs.addAll(values);
        default -> {}
      }
    }
    return Collections.unmodifiableList(graphs);
  }

  /// {@return the documentation, empty for none}
  public String docString() {
    return notes.docString();
  }

  /// {@return the exporter's notes on this node (`metadata_props`), in the order of the file}
  public Map<String, String> metadata() {
    return notes.metadata();
  }

  /// {@return the node as `Conv 'conv1'`}
  @Override
  public String toString() {
    String operator = domain().isEmpty() ? opType : domain() + "." + opType;
    return name.isEmpty() ? operator : operator + " '" + name + "'";
  }

  void inputs(@Nullable Value[] values) {
    inputs = new @Nullable Slot[values.length];
    for (int i = 0; i < values.length; i++) {
      Value value = values[i];
      if (value != null) {
        Slot slot = new Slot(this, i, value);
        value.uses.append(slot);
        inputs[i] = slot;
      }
    }
  }

  void outputs(@Nullable Value[] values) {
    outputs = values;
    for (Value value : values) {
      if (value != null) {
        value.producer(this);
      }
    }
  }

  private final class Inputs extends AbstractList<Optional<Value>> implements RandomAccess {
    @Override
    public Optional<Value> get(int index) {
      Slot slot = inputs[index];
      return slot == null ? Optional.empty() : Optional.of(slot.value);
    }

    @Override
    public int size() {
      return inputs.length;
    }
  }

  private final class Outputs extends AbstractList<Optional<Value>> implements RandomAccess {
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
