package dev.oplab.report.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.SparseTensor;
import dev.oplab.onnx.Storage;
import dev.oplab.onnx.Tensor;
import dev.oplab.report.Report;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How a tensor prints: type and shape, where its elements lie, the first and last of them, and
/// what they are like. A tensor that cannot be read prints why.
public final class TensorView {
  private TensorView() {}

  public static Report of(Tensor tensor) {
    String name = tensor.name().isEmpty() ? "" : " '" + tensor.name() + "'";
    return Report.titled(tensor.name())
        .with("", Heading.of(type(tensor) + name, size(tensor)))
        .with("", new TensorContent(tensor));
  }

  public static Report of(SparseTensor tensor) {
    String name = tensor.name().isEmpty() ? "" : " '" + tensor.name() + "'";
    String kept = "of its elements only those are kept that are not zero";
    return Report.titled(tensor.name())
        .with("", Heading.of("sparse_" + type(tensor.values(), tensor.shape()) + name, kept))
        .with("", content("values", tensor.values()))
        .with("", content("indices", tensor.indices()));
  }

  /// {@return the elements below `heading` and a line that says what they are and where they lie}
  static Report content(String heading, Tensor tensor) {
    return Report.titled("")
        .with("", Heading.of(heading, Origin.joined(type(tensor), size(tensor))))
        .with("", new TensorContent(tensor));
  }

  /// {@return the type and shape as `float32[64, 3, 7, 7]`}
  static String type(Tensor tensor) {
    return type(tensor, tensor.shape());
  }

  private static String type(Tensor tensor, Shape shape) {
    boolean unknown = tensor.dataType() == DataType.UNDEFINED && tensor.dataTypeCode() != 0;
    return (unknown ? "type#" + tensor.dataTypeCode() : tensor.dataType().label()) + shape;
  }

  /// {@return the size in bytes, 0 for a shape that no tensor can have}
  static long bytes(Tensor tensor) {
    try {
      return tensor.byteSize();
    } catch (OnnxException e) {
      return 0;
    }
  }

  private static String size(Tensor tensor) {
    try {
      long count = tensor.shape().elementCount().orElse(0);
      return "%,d element%s, %s, %s"
          .formatted(
              count,
              count == 1 ? "" : "s",
              Cells.bytes(tensor.byteSize()),
              stored(tensor.storage()));
    } catch (OnnxException e) { // a shape that no tensor can have
      return stored(tensor.storage());
    }
  }

  /// {@return where the elements lie, as `in resnet.onnx from byte 1,024`}
  static String stored(Storage storage) {
    return switch (storage) {
      case Storage.InFile(Path file, long offset) ->
          "in %s from byte %,d".formatted(name(file), offset);
      case Storage.InField(Optional<Path> file) ->
          file.map(path -> "in " + name(path)).orElse("in the model") + ", one by one";
      case Storage.InOtherFile(Map<String, String> entries) ->
          "in the external file '%s' from byte %s"
              .formatted(entries.getOrDefault("location", ""), entries.getOrDefault("offset", "0"));
      case Storage.InMemory() -> "in memory";
    };
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return (name == null ? file : name).toString();
  }
}
