package dev.oplab.testkit;

/// A node for [GraphBytes]. Mutable; every method returns the receiver.
public final class NodeBytes {
  private final ProtoBytes edges = new ProtoBytes();
  private final ProtoBytes attributes = new ProtoBytes();
  private final String opType;
  private String name = "";
  private String domain = "";

  private NodeBytes(String opType) {
    this.opType = opType;
  }

  public static NodeBytes of(String opType) {
    return new NodeBytes(opType);
  }

  public NodeBytes name(String text) {
    name = text;
    return this;
  }

  public NodeBytes domain(String text) {
    domain = text;
    return this;
  }

  /// Adds inputs; an empty name is an omitted one.
  public NodeBytes inputs(String... names) {
    for (String input : names) {
      edges.text(1, input);
    }
    return this;
  }

  /// Adds outputs; an empty name is an omitted one.
  public NodeBytes outputs(String... names) {
    for (String output : names) {
      edges.text(2, output);
    }
    return this;
  }

  public NodeBytes attribute(String key, long value) {
    return attribute(key, 2, new ProtoBytes().varint(3, value));
  }

  public NodeBytes attribute(String key, float value) {
    return attribute(key, 1, new ProtoBytes().fixed(2, value));
  }

  public NodeBytes attribute(String key, String value) {
    return attribute(key, 3, new ProtoBytes().text(4, value));
  }

  public NodeBytes attribute(String key, long... values) {
    return attribute(key, 7, new ProtoBytes().packed(8, values));
  }

  public NodeBytes attribute(String key, GraphBytes graph) {
    return attribute(key, 5, new ProtoBytes().message(6, graph.toProto()));
  }

  /// Adds an attribute of the type with this number, whose value is in the fields of `value`; type
  /// 0 leaves the type out, as files of old versions do.
  public NodeBytes attribute(String key, int type, ProtoBytes value) {
    ProtoBytes attribute = new ProtoBytes().text(1, key).append(value);
    attributes.message(5, type == 0 ? attribute : attribute.varint(20, type));
    return this;
  }

  public ProtoBytes toProto() {
    ProtoBytes node = new ProtoBytes().append(edges);
    if (!name.isEmpty()) {
      node.text(3, name);
    }
    node.text(4, opType).append(attributes);
    return domain.isEmpty() ? node : node.text(7, domain);
  }
}
