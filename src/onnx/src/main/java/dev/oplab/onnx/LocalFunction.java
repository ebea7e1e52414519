package dev.oplab.onnx;

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
