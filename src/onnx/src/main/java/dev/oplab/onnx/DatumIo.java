package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;
import static dev.oplab.onnx.internal.WireReader.VARINT;

import dev.oplab.onnx.internal.LongList;
import dev.oplab.onnx.internal.WireException;
import dev.oplab.onnx.internal.WireReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the files that hold one value each, as ONNX's backend tests keep them (`input_0.pb`):
/// tensors, sequences, maps and optionals. A file does not say which of them it is.
public final class DatumIo {
  private static final int VALUE_TENSOR = 3 << 3 | BYTES;
  private static final int VALUE_SPARSE = 4 << 3 | BYTES;
  private static final int VALUE_SEQUENCE = 5 << 3 | BYTES;
  private static final int VALUE_MAP = 6 << 3 | BYTES;
  private static final int VALUE_OPTIONAL = 7 << 3 | BYTES;
  private static final int DEEPEST = 100;

  private final WireReader in;
  private final Reading reading;
  private int depth;

  private DatumIo(Reading reading) {
    this.reading = reading;
    this.in = reading.in();
  }

  /// Reads a value of this type; the bytes of tensors stay in the mapped file.
  ///
  /// @param type what the model says it is; a type that is not known is taken for a tensor
  /// @throws OnnxException if the file is missing, cut short or holds something else
  public static Datum read(Path path, ValueType type) {
    SourceFile source = new SourceFile(path, OnnxIo.map(path));
    try {
      Reading reading = new Reading(new WireReader(source.bytes()), source);
      reading.trail().enter("value");
      return new DatumIo(reading).value(type);
    } catch (WireException e) {
      throw Malformed.error(
          source,
          "The file does not hold a value of the type %s: %s, at byte %,d."
              .formatted(type, e.getMessage(), e.position()),
          "name a file that a value of this type was written to, as input_0.pb in ONNX's backend tests.",
          e);
    }
  }

  private Datum value(ValueType type) {
    return switch (type) {
      case ValueType.SequenceType _ -> sequence();
      case ValueType.MapType _ -> map();
      case ValueType.OptionalType _ -> optional();
      default -> tensor();
    };
  }

  private Tensor tensor() {
    Tensor tensor = new TensorReader(reading).tensor();
    if (tensor.dataTypeCode() == 0) {
      throw WireException.malformed("it has no element type, so it is no tensor", in.position());
    }
    return tensor;
  }

  private Datum.Sequence sequence() {
    List<Datum> elements = new ArrayList<>();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      Datum element = element(tag);
      if (element != null) {
        elements.add(element);
      }
    }
    return new Datum.Sequence(elements);
  }

  private Datum optional() {
    Datum value = new Datum.Absent();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      Datum found = element(tag);
      value = found == null ? value : found;
    }
    return value;
  }

  /// {@return the value in a field of a sequence or an optional, null if it is another field}
  private @Nullable Datum element(int tag) {
    return switch (tag) {
      case VALUE_TENSOR, VALUE_SEQUENCE, VALUE_MAP, VALUE_OPTIONAL -> nested(tag);
      case VALUE_SPARSE ->
          throw WireException.malformed("it holds sparse tensors", in.tagPosition());
      default -> {
        in.skip(tag);
        yield null;
      }
    };
  }

  private Datum nested(int tag) {
    if (++depth > DEEPEST) {
      throw WireException.malformed("values are nested too deeply", in.position());
    }
    long outer = in.enter();
    Datum value =
        switch (tag) {
          case VALUE_TENSOR -> tensor();
          case VALUE_SEQUENCE -> sequence();
          case VALUE_MAP -> map();
          default -> optional();
        };
    in.leave(outer);
    depth--;
    return value;
  }

  private Datum.Mapping map() {
    LongList numbers = new LongList();
    List<String> texts = new ArrayList<>();
    Datum values = new Datum.Sequence(List.of());
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 3 << 3 | VARINT, 3 << 3 | BYTES -> Fields.integers(in, tag, numbers);
        case 4 << 3 | BYTES ->
            texts.add(StandardCharsets.UTF_8.decode(in.slice().asByteBuffer()).toString());
        case 5 << 3 | BYTES -> {
          long outer = in.enter();
          values = sequence();
          in.leave(outer);
        }
        default -> in.skip(tag);
      }
    }
    return new Datum.Mapping(keys(numbers, texts), values);
  }

  private static Tensor keys(LongList numbers, List<String> texts) {
    if (!texts.isEmpty()) {
      return Tensor.of("", texts.toArray(String[]::new), texts.size());
    }
    long[] all = new long[numbers.size()];
    int count = 0;
    for (long number : numbers) {
      all[count++] = number;
    }
    return Tensor.of("", all, count);
  }
}
