package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads types (`TypeProto`) of which some message comes in several pieces; see [Joined]. A later
/// kind of type takes the place of an earlier one. [TypeReader] has found the bytes to be in order.
final class JoinedType {
  private JoinedType() {}

  /// {@return the type that these pieces make}
  static ValueType of(List<MemorySegment> pieces) {
    int kind = 0;
    List<MemorySegment> bodies = new ArrayList<>();
    for (RawFields.Field field : new RawFields(pieces).fields()) {
      switch (field.tag()) {
        case 1 << 3 | BYTES, 4 << 3 | BYTES, 5 << 3 | BYTES -> {}
        case 7 << 3 | BYTES, 8 << 3 | BYTES, 9 << 3 | BYTES -> {}
        default -> {
          continue;
        }
      }
      if (field.number() != kind) {
        bodies.clear();
      }
      kind = field.number();
      bodies.add(field.payload());
    }
    RawFields body = new RawFields(bodies);
    return switch (kind) {
      case 1 -> new ValueType.TensorType(elements(body), shape(body));
      case 8 -> new ValueType.SparseTensorType(elements(body), shape(body));
      case 4 -> new ValueType.SequenceType(of(body.payloads(1)));
      case 9 -> new ValueType.OptionalType(of(body.payloads(1)));
      case 5 -> new ValueType.MapType(elements(body), of(body.payloads(2)));
      case 7 -> new ValueType.OpaqueType(body.text(1), body.text(2));
      default -> Value.UNKNOWN;
    };
  }

  private static DataType elements(RawFields body) {
    return TypeReader.dataType((int) body.number(1));
  }

  private static @Nullable Shape shape(RawFields body) {
    List<MemorySegment> shapes = body.payloads(2);
    if (shapes.isEmpty()) {
      return null;
    }
    List<Dim> dims = new ArrayList<>();
    for (MemorySegment dim : new RawFields(shapes).payloads(1)) {
      dims.add(TypeReader.dim(new WireReader(dim)));
    }
    return new Shape(dims);
  }
}
