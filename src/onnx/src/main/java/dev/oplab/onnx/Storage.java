package dev.oplab.onnx;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the elements of a [Tensor] lie. Immutable.
public sealed interface Storage {

  /// In the model file, packed as [Tensor#data()] gives them, from byte `offset` on.
  record InFile(Path file, long offset) implements Storage {}

  /// In the model, in the field that ONNX has for their type (`float_data`, `string_data` and the
  /// like): each time they are asked for, all of them are decoded. `file` is empty for a model that
  /// did not come from one.
  record InField(Optional<Path> file) implements Storage {}

  /// In another file, as the entries ONNX keeps say: `location`, `offset`, `length`. Nobody has
  /// looked yet whether that file is there.
  record InOtherFile(Map<String, String> entries) implements Storage {}

  /// In memory, packed.
  record InMemory() implements Storage {}
}
