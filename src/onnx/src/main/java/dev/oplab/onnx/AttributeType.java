package dev.oplab.onnx;

/// The kinds of attribute (`AttributeProto.AttributeType`), with ONNX's own names.
public enum AttributeType {
  UNDEFINED(0),
  FLOAT(1),
  INT(2),
  STRING(3),
  TENSOR(4),
  GRAPH(5),
  FLOATS(6),
  INTS(7),
  STRINGS(8),
  TENSORS(9),
  GRAPHS(10),
  SPARSE_TENSOR(11),
  SPARSE_TENSORS(12),
  TYPE_PROTO(13),
  TYPE_PROTOS(14);

  private static final AttributeType[] ALL = values();

  private final int code;

  AttributeType(int code) {
    this.code = code;
  }

  /// {@return the number that stands for this kind in an ONNX file}
  public int code() {
    return code;
  }

  /// {@return the kind with this number, [#UNDEFINED] for a number ONNX added later}
  public static AttributeType ofCode(int code) {
    return code >= 0 && code < ALL.length ? ALL[code] : UNDEFINED;
  }
}
