package dev.oplab.onnx;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An ONNX model (`ModelProto`): a main [Graph] and what surrounds it. Obtained from
/// [OnnxIo#read(Path)].
public final class Model {
  private final Header header;
  private final Graph graph;
  private final List<LocalFunction> functions;

  /// What a model file says beside its graph. `opsets` maps each imported domain to its version,
  /// the default domain being the empty string. `byteSize` is the file's size.
  public record Header(
      Optional<Path> path,
      long byteSize,
      long irVersion,
      String producerName,
      String producerVersion,
      String domain,
      long modelVersion,
      String docString,
      Map<String, Long> opsets,
      Map<String, String> metadata) {}

  Model(Header header, Graph graph, List<LocalFunction> functions) {
    this.header = header;
    this.graph = graph;
    this.functions = List.copyOf(functions);
  }

  public Header header() {
    return header;
  }

  /// {@return the main graph}
  public Graph graph() {
    return graph;
  }

  /// {@return the operators that the model itself defines, in the order of the file}
  public List<LocalFunction> functions() {
    return functions;
  }

  /// {@return the file's name without its folder, or the graph's name for a model not from a file}
  public String name() {
    return header.path().map(Path::getFileName).map(Path::toString).orElse(graph.name());
  }

  /// {@return the nodes of the main graph and of every graph inside it, each followed by those of
  /// its own subgraphs; the bodies of functions are left out}
  public List<Node> allNodes() {
    List<Node> all = new ArrayList<>(graph.nodes().size());
    Deque<Iterator<Node>> open = new ArrayDeque<>();
    open.push(graph.nodes().iterator());
    while (!open.isEmpty()) {
      if (!open.peek().hasNext()) {
        open.pop();
        continue;
      }
      Node node = open.peek().next();
      all.add(node);
      for (Graph inner : node.subgraphs().reversed()) {
        open.push(inner.nodes().iterator());
      }
    }
    return Collections.unmodifiableList(all);
  }

  /// {@return the model as `resnet.onnx (ONNX, IR 8, opset 17, 142 nodes)`}
  @Override
  public String toString() {
    return "%s (ONNX, IR %d, opset %s, %,d nodes)"
        .formatted(
            name(), header.irVersion(), header.opsets().getOrDefault("", 0L), graph.nodes().size());
  }

  /// {@return `domain`, empty if it is one of the two names of ONNX's own operators}
  static String canonicalDomain(String domain) {
    return domain.equals("ai.onnx") ? "" : domain;
  }
}
