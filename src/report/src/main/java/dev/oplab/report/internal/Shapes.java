package dev.oplab.report.internal;

import dev.oplab.profile.Layer.TensorInfo;
import java.util.List;
import java.util.stream.Collectors;

/// Shapes as they are typed on a command line: `1x3x224x224`.
final class Shapes {
  private Shapes() {}

  /// {@return the shapes of several tensors, `?` where one is not known}
  static String of(List<TensorInfo> tensors) {
    return tensors.stream().map(Shapes::of).collect(Collectors.joining(", "));
  }

  /// {@return the data types of several tensors, each once}
  static String types(List<TensorInfo> tensors) {
    return distinct(tensors.stream().map(TensorInfo::dataType).toList());
  }

  /// {@return the memory formats of several tensors, each once}
  static String formats(List<TensorInfo> tensors) {
    return distinct(tensors.stream().map(tensor -> tensor.format().orElse("")).toList());
  }

  private static String of(TensorInfo tensor) {
    return tensor
        .shape()
        .map(dims ->
            dims.isEmpty()
                ? "scalar"
                : dims.stream().map(Shapes::dim).collect(Collectors.joining("x")))
        .orElse("?");
  }

  private static String dim(long size) {
    return size < 0 ? "?" : Long.toString(size);
  }

  private static String distinct(List<String> words) {
    return words.stream()
        .filter(word -> !word.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
