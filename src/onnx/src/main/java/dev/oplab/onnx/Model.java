package dev.oplab.onnx;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// An ONNX model (`ModelProto`): a main [Graph] and what surrounds it. Obtained from
/// [OnnxIo#read(Path)].
public final class Model {
  private final Header header;
  private final Graph graph;

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

  Model(Header header, Graph graph) {
    this.header = header;
    this.graph = graph;
  }

  public Header header() {
    return header;
  }

  /// {@return the main graph}
  public Graph graph() {
    return graph;
  }

  /// {@return the file's name without its folder, or the graph's name for a model not from a file}
  public String name() {
    return header.path().map(Path::getFileName).map(Path::toString).orElse(graph.name());
  }
}
