package dev.oplab.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One operator call in a graph (`NodeProto`). Mutable, with identity.
public interface Node {
  /// {@return the name, possibly empty: ONNX does not require one}
  String name();

  String opType();

  /// {@return the operator's domain, empty for ONNX's own}
  String domain();

  /// {@return the inputs in order; an omitted optional input is empty}
  List<Optional<Value>> inputs();

  /// {@return the outputs in order; an omitted optional output is empty}
  List<Optional<Value>> outputs();

  /// {@return the attributes by name, in the order of the file}
  Map<String, Attribute> attributes();
}
