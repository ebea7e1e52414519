package dev.oplab.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The bytes of an ONNX model, put together for a test without any ONNX library. IR version 8 and
/// opset 17 unless said otherwise. Mutable; every method returns the receiver.
///
/// ```java
/// byte[] relu =
///     OnnxBytes.model(
///             new GraphBytes("g")
///                 .input("x", OnnxBytes.FLOAT, 1, 3)
///                 .output("y", OnnxBytes.FLOAT, "N", 3)
///                 .node(NodeBytes.of("Relu").inputs("x").outputs("y")))
///         .toBytes();
/// ```
public final class OnnxBytes {
  /// Numbers of element types.
  public static final int FLOAT = 1;

  public static final int INT64 = 7;
  public static final int STRING = 8;
  public static final int BOOL = 9;

  private final ProtoBytes graph;
  private final ProtoBytes opsets = new ProtoBytes();
  private final ProtoBytes rest = new ProtoBytes();
  private long irVersion = 8;
  private String producer = "oplab-testkit";

  private OnnxBytes(ProtoBytes graph) {
    this.graph = graph;
  }

  /// {@return a model around `graph`}
  public static OnnxBytes model(GraphBytes graph) {
    return new OnnxBytes(graph.toProto());
  }

  /// {@return a model around a graph that may be broken}
  public static OnnxBytes model(ProtoBytes graph) {
    return new OnnxBytes(graph);
  }

  public OnnxBytes irVersion(long version) {
    irVersion = version;
    return this;
  }

  public OnnxBytes producer(String name) {
    producer = name;
    return this;
  }

  /// Imports a domain; without any, the default domain at version 17 is.
  public OnnxBytes opset(String domain, long version) {
    opsets.message(8, entry(domain, version));
    return this;
  }

  public OnnxBytes metadata(String key, String value) {
    rest.message(14, entry(key, value));
    return this;
  }

  /// Adds a local function (`FunctionProto`).
  public OnnxBytes function(ProtoBytes function) {
    rest.message(25, function);
    return this;
  }

  public ProtoBytes toProto() {
    ProtoBytes model = new ProtoBytes().varint(1, irVersion).text(2, producer).message(7, graph);
    model.append(opsets.size() == 0 ? new ProtoBytes().message(8, entry("", 17)) : opsets);
    return model.append(rest);
  }

  public byte[] toBytes() {
    return toProto().toBytes();
  }

  /// Writes the model to `file`.
  ///
  /// @return `file`
  public Path write(Path file) {
    try {
      return Files.write(file, toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the test model " + file, e);
    }
  }

  /// {@return an opset import (`OperatorSetIdProto`)}
  public static ProtoBytes entry(String domain, long version) {
    ProtoBytes entry = domain.isEmpty() ? new ProtoBytes() : new ProtoBytes().text(1, domain);
    return entry.varint(2, version);
  }

  /// {@return a key with its text (`StringStringEntryProto`)}
  public static ProtoBytes entry(String key, String value) {
    return new ProtoBytes().text(1, key).text(2, value);
  }

  /// {@return a tensor (`TensorProto`) with its elements in `raw_data`}
  public static ProtoBytes tensor(String name, int type, byte[] raw, long... dims) {
    return tensorHead(name, type, dims).bytes(9, raw);
  }

  /// {@return a tensor without elements, to add a field of them to}
  public static ProtoBytes tensorHead(String name, int type, long... dims) {
    ProtoBytes tensor = new ProtoBytes();
    for (long dim : dims) {
      tensor.varint(1, dim);
    }
    return tensor.varint(2, type).text(8, name);
  }

  /// {@return a tensor with its elements in an external file; null leaves an entry out}
  public static ProtoBytes external(
      String name,
      int type,
      String location,
      @Nullable Long offset,
      @Nullable Long length,
      long... dims) {
    ProtoBytes tensor = tensorHead(name, type, dims).message(13, entry("location", location));
    if (offset != null) {
      tensor.message(13, entry("offset", offset.toString()));
    }
    if (length != null) {
      tensor.message(13, entry("length", length.toString()));
    }
    return tensor.varint(14, 1);
  }

  /// {@return a tensor type (`TypeProto`); a dimension is a number, a name, or null if unknown}
  public static ProtoBytes type(int elementType, @Nullable Object... dims) {
    ProtoBytes shape = new ProtoBytes();
    for (Object dim : dims) {
      ProtoBytes one = new ProtoBytes();
      switch (dim) {
        case null -> {}
        case Number number -> one.varint(1, number.longValue());
        default -> one.text(2, dim.toString());
      }
      shape.message(1, one);
    }
    return new ProtoBytes().message(1, new ProtoBytes().varint(1, elementType).message(2, shape));
  }

  /// {@return a value with its type (`ValueInfoProto`)}
  public static ProtoBytes value(String name, ProtoBytes type) {
    return new ProtoBytes().text(1, name).message(2, type);
  }
}
