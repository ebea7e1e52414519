package dev.oplab.surgeon;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.internal.AttributeOf;
import dev.oplab.surgeon.internal.LayerBuild;
import dev.oplab.surgeon.internal.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node being described; nothing is added before [#add()] or [#node()]. Mutable.
///
/// ```java
/// g.layer("Conv").inputs("x", weights).outputs("y").attribute("group", 1).name("conv1").add();
/// ```
///
/// An input is a value, the name of one, the result of a former layer, a [dev.oplab.onnx.Tensor],
/// or a constant: a number or boolean, a (nested) array of these, which keep their type, or a list
/// of numbers, which is float32 if one has a fraction type and int64 otherwise. Null or an empty
/// name omits an optional input.
///
/// An output is a name, to which a number is added if it is taken, a value that nothing defines, or
/// a count of outputs that get names of their own.
public final class Layer {
  private static final List<Result> ONE = Result.of(1);

  private final LayerBuild build;
  private final String opType;
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private List<? extends @Nullable Object> inputs = List.of();
  private List<Result> outputs = ONE;
  private String name = "";
  private String domain = "";

  Layer(LayerBuild build, String opType) {
    this.build = build;
    this.opType = opType;
  }

  public Layer inputs(@Nullable Object... items) {
    return inputs(Arrays.asList(items));
  }

  public Layer inputs(List<? extends @Nullable Object> items) {
    inputs = Collections.unmodifiableList(items);
    return this;
  }

  public Layer outputs(@Nullable Object... items) {
    outputs = Result.of(items);
    return this;
  }

  /// Sets an attribute: a number, boolean, text, tensor, graph, [dev.oplab.onnx.DataType] (its
  /// number), [Attribute], or an array or list of one kind of these.
  public Layer attribute(String key, @Nullable Object value) {
    attributes.put(key, AttributeOf.of(key, value));
    return this;
  }

  public Layer attributes(Map<String, ? extends @Nullable Object> all) {
    all.forEach(this::attribute);
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

  /// Adds the node.
  ///
  /// @return its outputs, without those that are omitted
  /// @throws dev.oplab.onnx.OnnxException if something given fits nothing; nothing is added then
  public List<Value> add() {
    List<Value> given = new ArrayList<>(outputs.size());
    for (Optional<Value> output : node().outputs()) {
      if (output.isPresent()) {
        given.add(output.get());
      }
    }
    return Collections.unmodifiableList(given);
  }

  /// Like [#add()].
  ///
  /// @return the node
  public Node node() {
    return build.add(opType, domain, name, inputs, outputs, attributes);
  }
}
