package dev.oplab.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An operator that the model itself defines (`FunctionProto`): nodes call it by domain, name and
/// overload. Its `body` is a graph whose inputs and outputs have no stated type; `attributes` are
/// the names a caller must give, `attributeDefaults` those with a default, `opsets` the versions
/// its nodes mean.
public record LocalFunction(
    String domain,
    String name,
    String overload,
    List<String> attributes,
    Map<String, Attribute> attributeDefaults,
    Map<String, Long> opsets,
    String docString,
    Graph body) {

  /// {@return a function of this domain and name with an empty body and these inputs; its nodes
  /// mean the operators of the version `opset`}
  public static LocalFunction create(String domain, String name, long opset, String... inputs) {
    Graph body = new Graph(null).name(name);
    body.function = true;
    for (String input : inputs) {
      body.addInput(input, new ValueType.UnknownType());
    }
    return new LocalFunction(domain, name, "", List.of(), Map.of(), Map.of("", opset), "", body);
  }

  /// {@return this function, whose callers must also give an attribute of this name; its nodes take
  /// it with [Attribute.Reference]}
  public LocalFunction requires(String attribute) {
    List<String> more = new ArrayList<>(attributes);
    more.add(attribute);
    return new LocalFunction(
        domain, name, overload, more, attributeDefaults, opsets, docString, body);
  }

  /// {@return this function, whose callers may also give an attribute of this name; `value` is
  /// meant where they do not}
  public LocalFunction defaults(String attribute, Attribute value) {
    Map<String, Attribute> more = new LinkedHashMap<>(attributeDefaults);
    more.put(attribute, value);
    return new LocalFunction(
        domain,
        name,
        overload,
        attributes,
        Collections.unmodifiableMap(more),
        opsets,
        docString,
        body);
  }

  /// {@return this function, whose nodes mean the operators of these versions}
  public LocalFunction opsets(Map<String, Long> versions) {
    Map<String, Long> all = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    return new LocalFunction(
        domain, name, overload, attributes, attributeDefaults, all, docString, body);
  }

  /// {@return this function under another name; nodes that call it are not looked for}
  public LocalFunction named(String other) {
    return new LocalFunction(
        domain, other, overload, attributes, attributeDefaults, opsets, docString, body);
  }

  /// {@return whether this node calls the function}
  public boolean isCalledBy(Node node) {
    return node.opType().equals(name)
        && node.overload().equals(overload)
        && node.domain().equals(Model.canonicalDomain(domain));
  }

  /// {@return whether this is what the file said, and not another function with the same body}
  @SuppressWarnings("ReferenceEquality")
  boolean isAsRead() {
    return body.functionRead == this;
  }

  /// {@return whether both cannot be in one model}
  boolean isSameAs(LocalFunction other) {
    return domain.equals(other.domain)
        && name.equals(other.name)
        && overload.equals(other.overload);
  }

  public List<Value> inputs() {
    return body.inputs();
  }

  public List<Value> outputs() {
    return body.outputs();
  }

  public List<Node> nodes() {
    return body.nodes();
  }

  /// {@return the function as `function my.domain.Gelu (5 nodes)`}
  @Override
  public String toString() {
    String full = domain.isEmpty() ? name : domain + "." + name;
    return "function %s%s (%,d nodes)"
        .formatted(full, overload.isEmpty() ? "" : ":" + overload, body.nodes().size());
  }
}
