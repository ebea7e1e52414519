package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;
import static dev.oplab.onnx.internal.WireReader.FIXED32;
import static dev.oplab.onnx.internal.WireReader.FIXED64;
import static dev.oplab.onnx.internal.WireReader.VARINT;

import dev.oplab.onnx.internal.LongList;
import dev.oplab.onnx.internal.WireReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a tensor (`TensorProto`) says of itself and notes where its elements lie.
final class TensorReader {
  private static final int DIMS = 1 << 3 | VARINT;
  private static final int DIMS_PACKED = 1 << 3 | BYTES;
  private static final int DATA_TYPE = 2 << 3 | VARINT;
  private static final int STRING_DATA = 6 << 3 | BYTES;
  private static final int NAME = 8 << 3 | BYTES;
  private static final int RAW_DATA = 9 << 3 | BYTES;
  private static final int EXTERNAL_DATA = 13 << 3 | BYTES;
  private static final int DATA_LOCATION = 14 << 3 | VARINT;

  private final Reading reading;
  private final WireReader in;
  private final Trail trail;
  private final SourceFile source;

  TensorReader(Reading reading) {
    this.reading = reading;
    this.in = reading.in();
    this.trail = reading.trail();
    this.source = reading.source();
  }

  /// {@return the tensor in the message entered}
  Tensor tensor() {
    long from = in.position();
    String name = "";
    int code = 0;
    LongList dims = new LongList();
    boolean typed = false;
    @Nullable MemorySegment raw = null;
    @Nullable Map<String, String> external = null;
    @Nullable List<MemorySegment> strings = null;
    boolean outside = false;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case DIMS, DIMS_PACKED -> Fields.integers(in, tag, dims);
        case DATA_TYPE -> code = (int) in.varint();
        case NAME -> {
          name = in.string();
          trail.name(name);
        }
        case RAW_DATA -> {
          trail.enter("raw_data");
          raw = in.slice();
          trail.leave();
        }
        case STRING_DATA -> {
          strings = strings == null ? new ArrayList<>() : strings;
          strings.add(in.slice());
        }
        case EXTERNAL_DATA -> {
          external = external == null ? new LinkedHashMap<>() : external;
          long outer = in.enter();
          Fields.entry(in, external);
          in.leave(outer);
        }
        case DATA_LOCATION -> {
          // A number that is no place is an unknown field to protobuf, and says nothing.
          int place = (int) in.varint();
          outside = place == 1 || (outside && place != 0);
        }
        default -> {
          String field = typedField(tag);
          if (field.isEmpty()) {
            in.skip(tag);
          } else {
            trail.enter(field);
            in.skip(tag);
            trail.leave();
            typed = true;
          }
        }
      }
    }
    TensorBytes bytes;
    if (outside) {
      bytes = new TensorBytes.External(source, external == null ? Map.of() : external);
    } else if (raw != null) {
      bytes = new TensorBytes.InPlace(raw);
    } else if (strings != null) {
      bytes = new TensorBytes.Text(strings);
    } else if (typed) {
      bytes = new TensorBytes.Typed(source.bytes().asSlice(from, in.position() - from));
    } else {
      bytes = TensorBytes.NONE;
    }
    MemorySegment message = source.bytes().asSlice(from, in.position() - from);
    return new Tensor(name, code, shape(dims), bytes, source, message, false);
  }

  /// {@return the sparse tensor (`SparseTensorProto`) in the message entered}
  SparseTensor sparse() {
    @Nullable Tensor values = null;
    @Nullable Tensor indices = null;
    LongList dims = new LongList();
    boolean inPieces = false;
    long from = in.position();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | BYTES -> {
          inPieces |= values != null;
          values = nested("values");
        }
        case 2 << 3 | BYTES -> {
          inPieces |= indices != null;
          indices = nested("indices");
        }
        case 3 << 3 | VARINT, 3 << 3 | BYTES -> Fields.integers(in, tag, dims);
        default -> in.skip(tag);
      }
    }
    if (inPieces) {
      MemorySegment message = reading.slice(from);
      values = values == null ? null : Joined.tensor(reading, message, 1);
      indices = indices == null ? null : Joined.tensor(reading, message, 2);
    }
    Tensor none = Tensor.empty(source);
    return new SparseTensor(
        values == null ? none : values, indices == null ? none : indices, shape(dims));
  }

  private Tensor nested(String field) {
    long outer = in.enter();
    trail.enter(field);
    Tensor tensor = tensor();
    trail.leave();
    in.leave(outer);
    return tensor;
  }

  private static Shape shape(LongList dims) {
    List<Dim> known = new ArrayList<>(dims.size());
    for (long size : dims) {
      known.add(Dim.of(size));
    }
    return new Shape(known);
  }

  private static String typedField(int tag) {
    return switch (tag) {
      case 4 << 3 | BYTES, 4 << 3 | FIXED32 -> "float_data";
      case 5 << 3 | BYTES, 5 << 3 | VARINT -> "int32_data";
      case 7 << 3 | BYTES, 7 << 3 | VARINT -> "int64_data";
      case 10 << 3 | BYTES, 10 << 3 | FIXED64 -> "double_data";
      case 11 << 3 | BYTES, 11 << 3 | VARINT -> "uint64_data";
      default -> "";
    };
  }
}
