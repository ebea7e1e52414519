package dev.oplab.onnx;

import dev.oplab.onnx.internal.MappedFile;
import dev.oplab.onnx.internal.Sizes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A constant tensor (`TensorProto`): an initializer or an attribute's value. Immutable. Its bytes
/// stay where they are, in the mapped model file or in an external data file, until asked for.
public final class Tensor implements Datum {
  private final String name;
  private final int code;
  private final Shape shape;
  private final TensorBytes bytes;
  private final SourceFile source;
  private final @Nullable MemorySegment message;
  private final boolean renamed;

  /// `message` is the tensor as it is in the file, but for its name if that is said to have
  /// changed.
  Tensor(
      String name,
      int code,
      Shape shape,
      TensorBytes bytes,
      SourceFile source,
      @Nullable MemorySegment message,
      boolean renamed) {
    this.name = name;
    this.code = code;
    this.shape = shape;
    this.bytes = bytes;
    this.source = source;
    this.message = message;
    this.renamed = renamed;
  }

  private Tensor(String name, DataType type, Shape shape, TensorBytes bytes) {
    this(name, type.code(), shape, bytes, SourceFile.NONE, null, false);
  }

  /// {@return what stands for a tensor that the file leaves out}
  static Tensor empty(SourceFile source) {
    return new Tensor("", 0, Shape.of(), TensorBytes.NONE, source, null, false);
  }

  /// {@return a tensor over `elements`, little-endian and packed, which are not copied}
  ///
  /// @throws OnnxException if the size of `elements` is not that of the type and shape
  public static Tensor of(String name, DataType type, Shape shape, MemorySegment elements) {
    Tensor tensor = new Tensor(name, type, shape, new TensorBytes.InPlace(elements.asReadOnly()));
    tensor.data();
    return tensor;
  }

  /// {@return an unnamed tensor of this element type and shape with these elements, each rounded to
  /// the nearest that the type has; `named(...)` names it}
  ///
  /// @throws OnnxException if there are fewer or more than the shape says, or the type has no such
  ///   number
  public static Tensor of(DataType type, Shape shape, double... elements) {
    return TensorMaker.of(type, shape, elements);
  }

  /// {@return an unnamed tensor of this element type and shape with these elements}
  public static Tensor of(DataType type, Shape shape, long... elements) {
    return TensorMaker.of(type, shape, elements);
  }

  /// {@return an unnamed tensor of zeros, a scalar where no sizes are given}
  public static Tensor zeros(DataType type, long... shape) {
    return full(type, 0, shape);
  }

  /// {@return an unnamed tensor of ones}
  public static Tensor ones(DataType type, long... shape) {
    return full(type, 1, shape);
  }

  /// {@return an unnamed tensor in which every element is `value`}
  public static Tensor full(DataType type, double value, long... shape) {
    return TensorMaker.full(type, value, Shape.of(shape));
  }

  /// {@return the unnamed list of the numbers from 0 up to but without `to`}
  public static Tensor arange(DataType type, double to) {
    return arange(type, 0, to, 1);
  }

  /// {@return the unnamed list of the numbers from `from` up to but without `to`}
  public static Tensor arange(DataType type, double from, double to, double step) {
    return TensorMaker.arange(type, from, to, step);
  }

  /// {@return an unnamed tensor of normally distributed random numbers; a program that asks for the
  /// same tensors in the same order gets the same numbers in every run}
  public static Tensor randn(DataType type, long... shape) {
    return TensorMaker.randn(type, Shape.of(shape));
  }

  /// {@return an unnamed tensor of normally distributed random numbers, the same for the same seed}
  public static Tensor randn(long seed, DataType type, long... shape) {
    return TensorMaker.randn(new Random(seed), type, Shape.of(shape));
  }

  /// {@return a `float32` tensor of this shape, a scalar where no sizes are given}
  public static Tensor of(String name, float[] elements, long... shape) {
    MemorySegment copy = Arena.ofAuto().allocate(elements.length * 4L, 8);
    MemorySegment.copy(elements, 0, copy, TensorDecoder.FLOAT, 0, elements.length);
    return of(name, DataType.FLOAT, Shape.of(shape), copy);
  }

  /// {@return a `float64` tensor of this shape, a scalar where no sizes are given}
  public static Tensor of(String name, double[] elements, long... shape) {
    MemorySegment copy = Arena.ofAuto().allocate(elements.length * 8L, 8);
    MemorySegment.copy(elements, 0, copy, TensorDecoder.DOUBLE, 0, elements.length);
    return of(name, DataType.DOUBLE, Shape.of(shape), copy);
  }

  /// {@return an `int32` tensor of this shape, a scalar where no sizes are given}
  public static Tensor of(String name, int[] elements, long... shape) {
    MemorySegment copy = Arena.ofAuto().allocate(elements.length * 4L, 8);
    MemorySegment.copy(elements, 0, copy, TensorDecoder.INT, 0, elements.length);
    return of(name, DataType.INT32, Shape.of(shape), copy);
  }

  /// {@return an `int64` tensor of this shape, a scalar where no sizes are given}
  public static Tensor of(String name, long[] elements, long... shape) {
    MemorySegment copy = Arena.ofAuto().allocate(elements.length * 8L, 8);
    MemorySegment.copy(elements, 0, copy, TensorDecoder.LONG, 0, elements.length);
    return of(name, DataType.INT64, Shape.of(shape), copy);
  }

  /// {@return a `string` tensor of this shape, a scalar where no sizes are given}
  public static Tensor of(String name, String[] elements, long... shape) {
    List<MemorySegment> strings =
        Arrays.stream(elements)
            .map(text -> MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)).asReadOnly())
            .toList();
    Shape dims = Shape.of(shape);
    Tensor tensor = new Tensor(name, DataType.STRING, dims, new TensorBytes.Text(strings));
    tensor.stringBytes();
    return tensor;
  }

  /// {@return the same tensor under another name; its elements are not copied}
  public Tensor named(String other) {
    return other.equals(name)
        ? this
        : new Tensor(other, code, shape, bytes, source, message, message != null);
  }

  /// {@return the tensor's name, empty for an unnamed attribute value}
  public String name() {
    return name;
  }

  /// {@return the element type, [DataType#UNDEFINED] for one that ONNX added later}
  public DataType dataType() {
    return TypeReader.dataType(code);
  }

  /// {@return the number of the element type in the file, also where [#dataType()] is undefined}
  public int dataTypeCode() {
    return code;
  }

  /// {@return the shape, always static}
  public Shape shape() {
    return shape;
  }

  /// {@return the size in bytes that the elements take when packed as ONNX packs them; for strings
  /// the length of their text, for an unknown element type what the file holds}
  ///
  /// @throws OnnxException if the shape has a negative size or more elements than can be counted
  public long byteSize() {
    if (bytes instanceof TensorBytes.Text(List<MemorySegment> strings)) {
      return strings.stream().mapToLong(MemorySegment::byteSize).sum();
    }
    long count = elementCount();
    int bits = dataType().bits();
    if (bits == 0) {
      return bytes instanceof TensorBytes.InPlace(MemorySegment held) ? held.byteSize() : 0;
    }
    if (count > Long.MAX_VALUE / bits) {
      throw error("has a size that no 64-bit number can hold", "check how the model was made.");
    }
    return (count * bits + 7) / 8;
  }

  /// {@return the file that holds the bytes when they are not in the model file itself, as the
  /// entries ONNX keeps (`location`, `offset`, `length`)}
  public Optional<Map<String, String>> externalData() {
    return bytes instanceof TensorBytes.External external
        ? Optional.of(Collections.unmodifiableMap(external.entries()))
        : Optional.empty();
  }

  /// {@return where the elements lie; none of them is read}
  public Storage storage() {
    return switch (bytes) {
      case TensorBytes.External(SourceFile _, Map<String, String> entries) ->
          new Storage.InOtherFile(Collections.unmodifiableMap(entries));
      case TensorBytes.InPlace(MemorySegment elements) -> {
        MappedFile file = source.file();
        long offset = file == null ? -1 : file.offset(elements);
        yield file == null || offset < 0
            ? new Storage.InMemory()
            : new Storage.InFile(file.path(), offset);
      }
      case TensorBytes.Text _ when message == null -> new Storage.InMemory();
      case TensorBytes.Typed _, TensorBytes.Text _ ->
          new Storage.InField(Optional.ofNullable(source.path()));
    };
  }

  /// The elements, little-endian and packed, as a read-only view where the file allows it. Not
  /// aligned: read them with layouts such as `JAVA_FLOAT_UNALIGNED`. Elements in a typed field
  /// (`float_data` and the like) are decoded at each call.
  ///
  /// @throws OnnxException if the elements are strings (see [#strings()]), of an unknown type, or
  ///   fewer or more than the shape says, or if external data is missing, too short or outside the
  ///   model's folder
  public MemorySegment data() {
    return TensorDecoder.data(this, bytes);
  }

  /// {@return the elements as numbers, whatever their type: 64-bit integers beyond 2^53 are
  /// rounded, of complex numbers it is the real part}
  ///
  /// @throws OnnxException as [#data()] does, or if there are more than fit into an array
  public double[] toDoubles() {
    MemorySegment elements = data();
    if (elementCount() > Integer.MAX_VALUE) {
      throw error("has more elements than fit into an array", "read them from data().");
    }
    double[] numbers = new double[(int) elementCount()];
    DataType type = dataType();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Elements.get(type, elements, i);
    }
    return numbers;
  }

  /// {@return the elements of a `string` tensor, decoded as UTF-8}
  ///
  /// @throws OnnxException if the elements are not strings or not as many as the shape says
  public List<String> strings() {
    return stringBytes().stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
  }

  /// {@return the elements of a `string` tensor as the bytes that are in the file}
  ///
  /// @throws OnnxException if the elements are not strings or not as many as the shape says
  public List<byte[]> stringBytes() {
    if (dataType() != DataType.STRING) {
      throw error("has no strings: its elements are " + typeLabel(), "use data() instead.");
    }
    List<MemorySegment> strings =
        bytes instanceof TensorBytes.Text(List<MemorySegment> held) ? held : List.of();
    if (strings.size() != elementCount()) {
      throw error(
          "holds %,d strings, but its shape %s needs %,d"
              .formatted(strings.size(), shape, elementCount()),
          "check how the model was made.");
    }
    return strings.stream().map(text -> text.toArray(ValueLayout.JAVA_BYTE)).toList();
  }

  /// {@return the tensor as `float32[64, 3, 7, 7] 'conv1.weight' (37.6 kB)`}
  @Override
  public String toString() {
    String named = name.isEmpty() ? "" : " '" + name + "'";
    return typeLabel() + shape + named + sizeLabel();
  }

  TensorBytes bytes() {
    return bytes;
  }

  SourceFile source() {
    return source;
  }

  /// {@return the tensor as it is in the file, null if it was made in memory}
  @Nullable MemorySegment message() {
    return message;
  }

  /// {@return the file that these bytes of the tensor are mapped from, null if from none}
  @Nullable MappedFile fileOf(MemorySegment data) {
    if (bytes instanceof TensorBytes.External external) {
      return ExternalData.file(this, external);
    }
    MappedFile file = source.file();
    return file != null && file.offset(data) >= 0 ? file : null;
  }

  /// {@return whether it had another name in the file}
  boolean isRenamed() {
    return renamed;
  }

  /// {@return the number of elements that a tensor of this type and static shape has}
  static long countOf(DataType type, Shape shape) {
    Tensor tensor = new Tensor("", type, shape, TensorBytes.NONE);
    tensor.byteSize();
    return tensor.elementCount();
  }

  /// {@return the number of elements}
  long elementCount() {
    for (Dim dim : shape.dims()) {
      if (dim instanceof Dim.Known(long size) && size < 0) {
        throw error("has the negative size " + size, "check how the model was made.");
      }
    }
    return shape
        .elementCount()
        .orElseThrow(() -> error("has a shape that is not static", "give every size."));
  }

  /// {@return an error that says where this tensor is and how it looks}
  OnnxException error(String what, String fix) {
    return error(what, fix, null);
  }

  OnnxException error(String what, String fix, @Nullable Throwable cause) {
    return new OnnxException(
        "%s > %s %s.%nFix: %s".formatted(source.label(), describe(), what, fix), cause);
  }

  private String describe() {
    return (name.isEmpty() ? "unnamed tensor" : "tensor '" + name + "'")
        + " ("
        + typeLabel()
        + shape
        + ")";
  }

  String typeLabel() {
    DataType known = dataType();
    return known == DataType.UNDEFINED && code != 0 ? "type#" + code : known.label();
  }

  private String sizeLabel() {
    try {
      return " (" + Sizes.text(byteSize()) + ")";
    } catch (OnnxException impossible) {
      return " (size unknown)";
    }
  }
}
