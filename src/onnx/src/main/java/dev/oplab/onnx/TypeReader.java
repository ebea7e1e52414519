package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;
import static dev.oplab.onnx.internal.WireReader.VARINT;

import dev.oplab.onnx.internal.Repeats;
import dev.oplab.onnx.internal.WireException;
import dev.oplab.onnx.internal.WireReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads types (`TypeProto`) and shapes.
final class TypeReader {
  private static final int DEEPEST = 200;

  private static final int TENSOR = 1 << 3 | BYTES;
  private static final int SEQUENCE = 4 << 3 | BYTES;
  private static final int MAP = 5 << 3 | BYTES;
  private static final int OPAQUE = 7 << 3 | BYTES;
  private static final int SPARSE_TENSOR = 8 << 3 | BYTES;
  private static final int OPTIONAL = 9 << 3 | BYTES;

  private final Reading reading;
  private final WireReader in;
  private final Repeats<ValueType> repeats;
  private int depth;

  /// Whether a field that holds one message comes again: the pieces then make one.
  private boolean inPieces;

  TypeReader(Reading reading) {
    this.reading = reading;
    this.in = reading.in();
    this.repeats = reading.types();
  }

  /// {@return the type in the message entered, the same object for the same bytes}
  ValueType repeated() {
    ValueType known = in.known(repeats);
    if (known != null) {
      return known;
    }
    long from = in.position();
    inPieces = false;
    ValueType type = type();
    if (inPieces) {
      type = JoinedType.of(List.of(reading.slice(from)));
    }
    in.remember(repeats, from, type);
    return type;
  }

  private ValueType type() {
    if (++depth > DEEPEST) {
      throw WireException.malformed("types are nested more than 200 deep", in.position());
    }
    ValueType type = Value.UNKNOWN;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case TENSOR, SPARSE_TENSOR, SEQUENCE, MAP, OPAQUE, OPTIONAL -> {
          inPieces |= !(type instanceof ValueType.UnknownType);
          long outer = in.enter();
          type = body(tag);
          in.leave(outer);
        }
        default -> in.skip(tag);
      }
    }
    depth--;
    return type;
  }

  private ValueType body(int kind) {
    return switch (kind) {
      case TENSOR -> tensor(false);
      case SPARSE_TENSOR -> tensor(true);
      case SEQUENCE -> new ValueType.SequenceType(element());
      case OPTIONAL -> new ValueType.OptionalType(element());
      case MAP -> map();
      default -> opaque();
    };
  }

  private ValueType tensor(boolean sparse) {
    DataType elements = DataType.UNDEFINED;
    Shape shape = null;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | VARINT -> elements = dataType((int) in.varint());
        case 2 << 3 | BYTES -> {
          inPieces |= shape != null;
          long outer = in.enter();
          shape = shape();
          in.leave(outer);
        }
        default -> in.skip(tag);
      }
    }
    return sparse
        ? new ValueType.SparseTensorType(elements, shape)
        : new ValueType.TensorType(elements, shape);
  }

  private ValueType element() {
    ValueType element = Value.UNKNOWN;
    boolean given = false;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == (1 << 3 | BYTES)) {
        inPieces |= given;
        given = true;
        element = nested();
      } else {
        in.skip(tag);
      }
    }
    return element;
  }

  private ValueType map() {
    DataType key = DataType.UNDEFINED;
    ValueType value = Value.UNKNOWN;
    boolean given = false;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | VARINT -> key = dataType((int) in.varint());
        case 2 << 3 | BYTES -> {
          inPieces |= given;
          given = true;
          value = nested();
        }
        default -> in.skip(tag);
      }
    }
    return new ValueType.MapType(key, value);
  }

  private ValueType opaque() {
    String domain = "";
    String name = "";
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | BYTES -> domain = in.string();
        case 2 << 3 | BYTES -> name = in.string();
        default -> in.skip(tag);
      }
    }
    return new ValueType.OpaqueType(domain, name);
  }

  private ValueType nested() {
    long outer = in.enter();
    ValueType type = type();
    in.leave(outer);
    return type;
  }

  private Shape shape() {
    List<Dim> dims = new ArrayList<>(4);
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == (1 << 3 | BYTES)) {
        long outer = in.enter();
        dims.add(dim(in));
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
    return new Shape(dims);
  }

  /// {@return the dimension in the message entered}
  static Dim dim(WireReader in) {
    Dim dim = Dim.unknown();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | VARINT -> {
          long size = in.varint();
          // Some exporters write -1 for a size they do not know; runtimes read it so too.
          dim = size < 0 ? Dim.unknown() : Dim.of(size);
        }
        case 2 << 3 | BYTES -> dim = Dim.of(in.string());
        default -> in.skip(tag);
      }
    }
    return dim;
  }

  static DataType dataType(int code) {
    @Nullable DataType known = DataType.ofCode(code).orElse(null);
    return known == null ? DataType.UNDEFINED : known;
  }
}
