package dev.oplab.surgeon;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.internal.AttributeOf;
import dev.oplab.surgeon.internal.LayerBuild;
import dev.oplab.surgeon.internal.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node being described; it is added by the last word, which says what it puts out: [#out()] for
/// one value, [#outs(Object...)] for several, [#node(Object...)] for the node itself. Mutable.
///
/// ```java
/// Value y = g.layer("Conv").in(x, weights).attr("kernel_shape", 3, 3).name("conv1").out("y");
/// ```
///
/// An input is a value, the name of one, what a layer of one output gave, a
/// [dev.oplab.onnx.Tensor], or a constant: a number or boolean, a (nested) array of these, which
/// keep their type, or a list of numbers, which is float32 if one has a fraction type and int64
/// otherwise. Null or an empty name omits an optional input.
///
/// An output is a name, to which a number is added if it is taken, or a value that nothing defines.
/// Null or an empty name omits an optional output.
public final class Layer {
  private final LayerBuild build;
  private final String opType;
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private List<? extends @Nullable Object> inputs = List.of();
  private String name = "";
  private String domain = "";
  private String overload = "";

  Layer(LayerBuild build, String opType) {
    this.build = build;
    this.opType = opType;
  }

  /// Says what the node takes in; [Arguments] stand for each of them.
  public Layer in(@Nullable Object... items) {
    inputs = Arguments.of(items);
    return this;
  }

  /// Like [#in(Object...)], one item for each input.
  public Layer in(List<? extends @Nullable Object> items) {
    inputs = Arguments.of(items);
    return this;
  }

  /// Sets an attribute: a number, boolean, text, tensor, graph, [dev.oplab.onnx.DataType] (its
  /// number), [Attribute], or an array or list of one kind of these. A list of a single number is
  /// `List.of(3)`; a plain 3 is a number.
  public Layer attr(String key, @Nullable Object value) {
    attributes.put(key, AttributeOf.of(key, value));
    return this;
  }

  /// Sets an attribute that is a list, as in `attr("pads", 0, 0, 1, 1)`.
  public Layer attr(String key, Object first, Object second, Object... more) {
    attributes.put(key, AttributeOf.list(key, first, second, more));
    return this;
  }

  public Layer attrs(Map<String, ? extends @Nullable Object> all) {
    all.forEach(this::attr);
    return this;
  }

  /// Names the node; a name that another node has gets a number.
  public Layer name(String to) {
    name = to;
    return this;
  }

  /// Takes the operator from this domain, which the model then imports if it does not yet.
  public Layer domain(String to) {
    domain = to;
    return this;
  }

  /// Says which of the model's functions of one name is called.
  public Layer overload(String to) {
    overload = to;
    return this;
  }

  /// Adds the node.
  ///
  /// @return its only output, under a name of its own
  /// @throws dev.oplab.onnx.OnnxException if something given fits nothing; nothing is added then
  public Value out() {
    return added(Result.of(1)).output();
  }

  /// Adds the node.
  ///
  /// @return its only output, under this name
  public Value out(String called) {
    return added(List.of(Result.named(called))).output();
  }

  /// Adds the node, which puts out a value that nothing defines, as [Surgeon#release] leaves it.
  ///
  /// @return that value
  public Value out(Value free) {
    return added(Result.of(free)).output();
  }

  /// Adds the node with so many outputs.
  public List<Value> outs(int count) {
    return present(added(Result.of(count)));
  }

  /// Adds the node.
  ///
  /// @return its outputs, without those that are omitted
  public List<Value> outs(@Nullable Object... outputs) {
    return present(added(Result.of(outputs)));
  }

  /// Adds the node with these outputs, or one if none is given.
  public Node node(@Nullable Object... outputs) {
    return added(outputs.length == 0 ? Result.of(1) : Result.of(outputs));
  }

  private static List<Value> present(Node node) {
    return node.outputs().stream().flatMap(Optional::stream).toList();
  }

  private Node added(List<Result> outputs) {
    Node node = build.add(opType, domain, name, inputs, outputs, attributes);
    return overload.isEmpty() ? node : node.overload(overload);
  }
}
