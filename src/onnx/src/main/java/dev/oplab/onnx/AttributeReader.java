package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;
import static dev.oplab.onnx.internal.WireReader.FIXED32;
import static dev.oplab.onnx.internal.WireReader.VARINT;

import dev.oplab.onnx.internal.FloatList;
import dev.oplab.onnx.internal.LongList;
import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one attribute (`AttributeProto`): every field it may have, then the one its type names.
/// Files older than the type field name none; there the field that is set tells. Mutable, made anew
/// for each attribute.
final class AttributeReader {
  private static final int LONGEST_TEXT = 1 << 20;

  private final Reading reading;
  private final WireReader in;
  private final Graph graph;

  private String name = "";
  private String reference = "";
  private int type;
  private int inferred;
  private float floatValue;
  private long intValue;
  private Attribute string = new Attribute.StringValue("");
  private @Nullable Tensor tensor;
  private @Nullable List<Reading.Part> subgraph;
  private @Nullable ValueType valueType;
  private @Nullable SparseTensor sparse;
  private @Nullable FloatList floats;
  private @Nullable LongList ints;
  private @Nullable List<String> strings;
  private @Nullable List<Tensor> tensors;
  private @Nullable List<Reading.Part> subgraphs;
  private @Nullable List<ValueType> valueTypes;
  private @Nullable List<SparseTensor> sparses;

  /// Whether a field that holds one message comes again: the pieces then make one.
  private boolean inPieces;

  private AttributeReader(Reading reading, Graph graph) {
    this.reading = reading;
    this.in = reading.in();
    this.graph = graph;
  }

  /// {@return the attribute in the message entered, which belongs to a node of `graph`}
  static Attributes.Named read(Reading reading, Graph graph) {
    Attributes.Named known = reading.in().known(reading.attributes());
    if (known != null) {
      return known;
    }
    long from = reading.in().position();
    AttributeReader reader = new AttributeReader(reading, graph);
    Attribute value = reader.read(from);
    Attributes.Named read = new Attributes.Named(reader.name, value, reading.slice(from));
    if (mayBeShared(value)) {
      reading.in().remember(reading.attributes(), from, read);
    }
    return read;
  }

  /// Graphs have identity, and what points into the file stays with its own place there.
  private static boolean mayBeShared(Attribute value) {
    // No pattern switch: the first one in a process costs more than reading a network.
    return value instanceof Attribute.FloatValue
        || value instanceof Attribute.IntValue
        || value instanceof Attribute.StringValue
        || value instanceof Attribute.Floats
        || value instanceof Attribute.Ints
        || value instanceof Attribute.Strings
        || value instanceof Attribute.TypeValue
        || value instanceof Attribute.Types
        || value instanceof Attribute.Reference;
  }

  private Attribute read(long from) {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      field(tag);
    }
    if (inPieces) {
      join(reading.slice(from));
    }
    return reference.isEmpty()
        ? value()
        : new Attribute.Reference(reference, AttributeType.ofCode(type));
  }

  private void join(MemorySegment message) {
    tensor = tensor == null ? null : Joined.tensor(reading, message, 5);
    valueType = valueType == null ? null : JoinedType.of(RawFields.of(message).payloads(14));
    sparse = sparse == null ? null : Joined.sparse(reading, message, 22);
  }

  private void field(int tag) {
    switch (tag) {
      case 1 << 3 | BYTES -> {
        name = in.string();
        reading.trail().name(name);
      }
      case 2 << 3 | FIXED32 -> {
        floatValue = Float.intBitsToFloat(in.fixed32());
        inferred = 1;
      }
      case 3 << 3 | VARINT -> {
        intValue = in.varint();
        inferred = 2;
      }
      case 4 << 3 | BYTES -> {
        string = text();
        inferred = 3;
      }
      case 5 << 3 | BYTES -> {
        inPieces |= tensor != null;
        tensor = tensor("t", -1);
        inferred = 4;
      }
      case 6 << 3 | BYTES -> {
        subgraph = subgraph == null ? new ArrayList<>(1) : subgraph;
        subgraph.add(graph("g", -1));
        inferred = 5;
      }
      case 7 << 3 | BYTES, 7 << 3 | FIXED32 -> {
        floats = floats == null ? new FloatList() : floats;
        Fields.floats(in, tag, floats);
        inferred = 6;
      }
      case 8 << 3 | BYTES, 8 << 3 | VARINT -> {
        ints = ints == null ? new LongList() : ints;
        Fields.integers(in, tag, ints);
        inferred = 7;
      }
      case 9 << 3 | BYTES -> {
        strings = strings == null ? new ArrayList<>() : strings;
        strings.add(in.string());
        inferred = 8;
      }
      case 20 << 3 | VARINT -> {
        // A number that is none of the types is an unknown field to protobuf, and says nothing.
        int code = (int) in.varint();
        type = code >= 0 && code <= 14 ? code : type;
      }
      case 21 << 3 | BYTES -> reference = in.string();
      default -> rareField(tag);
    }
  }

  private void rareField(int tag) {
    switch (tag) {
      case 10 << 3 | BYTES -> {
        tensors = tensors == null ? new ArrayList<>() : tensors;
        tensors.add(tensor("tensors", tensors.size()));
        inferred = 9;
      }
      case 11 << 3 | BYTES -> {
        subgraphs = subgraphs == null ? new ArrayList<>() : subgraphs;
        subgraphs.add(graph("graphs", subgraphs.size()));
        inferred = 10;
      }
      case 22 << 3 | BYTES -> {
        inPieces |= sparse != null;
        sparse = sparse("sparse_tensor", -1);
        inferred = 11;
      }
      case 23 << 3 | BYTES -> {
        sparses = sparses == null ? new ArrayList<>() : sparses;
        sparses.add(sparse("sparse_tensors", sparses.size()));
        inferred = 12;
      }
      case 14 << 3 | BYTES -> {
        inPieces |= valueType != null;
        valueType = type("tp", -1);
        inferred = 13;
      }
      case 15 << 3 | BYTES -> {
        valueTypes = valueTypes == null ? new ArrayList<>() : valueTypes;
        valueTypes.add(type("type_protos", valueTypes.size()));
        inferred = 14;
      }
      default -> in.skip(tag);
    }
  }

  private Attribute value() {
    return switch (type == 0 ? inferred : type) {
      case 1 -> new Attribute.FloatValue(floatValue);
      case 2 -> new Attribute.IntValue(intValue);
      case 3 -> string;
      case 4 -> new Attribute.TensorValue(tensor == null ? emptyTensor() : tensor);
      case 5 -> new Attribute.GraphValue(read(subgraph));
      case 6 -> new Attribute.Floats(floats == null ? List.of() : floats);
      case 7 -> new Attribute.Ints(ints == null ? List.of() : ints);
      case 8 -> new Attribute.Strings(strings == null ? List.of() : List.copyOf(strings));
      case 9 -> new Attribute.Tensors(tensors == null ? List.of() : List.copyOf(tensors));
      case 10 -> new Attribute.Graphs(readEach(subgraphs));
      case 11 -> new Attribute.SparseTensorValue(sparse == null ? emptySparse() : sparse);
      case 12 -> new Attribute.SparseTensors(sparses == null ? List.of() : List.copyOf(sparses));
      case 13 -> new Attribute.TypeValue(valueType == null ? Value.UNKNOWN : valueType);
      case 14 -> new Attribute.Types(valueTypes == null ? List.of() : List.copyOf(valueTypes));
      default -> new Attribute.Undefined();
    };
  }

  private Attribute text() {
    MemorySegment bytes = in.slice();
    if (bytes.byteSize() > LONGEST_TEXT) {
      return new Attribute.BytesValue(bytes);
    }
    try {
      ByteBuffer heap = ByteBuffer.wrap(bytes.toArray(ValueLayout.JAVA_BYTE));
      return new Attribute.StringValue(StandardCharsets.UTF_8.newDecoder().decode(heap).toString());
    } catch (CharacterCodingException notText) {
      return new Attribute.BytesValue(bytes);
    }
  }

  private Tensor tensor(String field, int index) {
    long outer = in.enter();
    reading.trail().enter(field, index);
    Tensor read = new TensorReader(reading).tensor();
    reading.trail().leave();
    in.leave(outer);
    return read;
  }

  private SparseTensor sparse(String field, int index) {
    long outer = in.enter();
    reading.trail().enter(field, index);
    SparseTensor read = new TensorReader(reading).sparse();
    reading.trail().leave();
    in.leave(outer);
    return read;
  }

  private ValueType type(String field, int index) {
    long outer = in.enter();
    reading.trail().enter(field, index);
    ValueType read = new TypeReader(reading).repeated();
    reading.trail().leave();
    in.leave(outer);
    return read;
  }

  private Reading.Part graph(String field, int index) {
    long outer = in.enter();
    reading.trail().enter(field, index);
    Reading.Part part = reading.later();
    reading.trail().leave();
    in.leave(outer);
    return part;
  }

  /// One graph, which may come in several parts.
  private Graph read(@Nullable List<Reading.Part> parts) {
    Graph inner = new Graph(graph);
    inner.implied = parts == null;
    if (parts != null) {
      reading.waiting().add(new Reading.Subgraph(inner, parts));
    }
    return inner;
  }

  private List<Graph> readEach(@Nullable List<Reading.Part> parts) {
    return parts == null ? List.of() : parts.stream().map(part -> read(List.of(part))).toList();
  }

  private Tensor emptyTensor() {
    return Tensor.empty(reading.source());
  }

  private SparseTensor emptySparse() {
    return new SparseTensor(emptyTensor(), emptyTensor(), Shape.of());
  }
}
