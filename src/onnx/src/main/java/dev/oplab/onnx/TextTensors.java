package dev.oplab.onnx;

import dev.oplab.onnx.internal.Utf8;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// Constants as ONNX's text syntax has them: `float[2] w = {1.0, 2.5}`, elements left out where
/// there are more than `longest`. Integers and `float` and `double` numbers stand for themselves;
/// of shorter floats the bits of each element are printed, as a whole number. Where nothing is to
/// be left out, elements that share a byte are printed by the byte, as `onnx.parser` reads them.
record TextTensors(int longest) {
  static final String LEFT_OUT = "{...}";

  /// {@return the type, name and elements of an initializer}
  String named(Tensor tensor) {
    return type(tensor) + " " + TextNames.of(tensor.name()) + " = " + content(tensor);
  }

  /// {@return the type, elements and, if it has one, the name of a constant in an attribute}
  String of(Tensor tensor) {
    String name = tensor.name().isEmpty() ? "" : " " + TextNames.of(tensor.name());
    boolean outside = tensor.externalData().isPresent();
    return type(tensor) + name + (outside ? " = " : " ") + content(tensor);
  }

  /// {@return a sparse initializer, with the place of each of its elements}
  String named(SparseTensor sparse) {
    return type(sparse) + " " + TextNames.of(sparse.name()) + " = " + content(sparse);
  }

  /// {@return a sparse constant in an attribute, with the place of each of its elements}
  String of(SparseTensor sparse) {
    String name = sparse.name().isEmpty() ? "" : " " + TextNames.of(sparse.name());
    return type(sparse) + name + " " + content(sparse);
  }

  private static String type(Tensor tensor) {
    return TextTypes.of(tensor.dataType()) + TextTypes.of(tensor.shape());
  }

  private static String type(SparseTensor sparse) {
    return TextTypes.of(new ValueType.SparseTensorType(sparse.values().dataType(), sparse.shape()));
  }

  private String content(Tensor tensor) {
    if (tensor.externalData().isPresent()) {
      return entries(tensor.externalData().get());
    }
    try {
      if (tensor.elementCount() > longest) {
        return LEFT_OUT;
      }
      if (tensor.dataTypeCode() == 0 && tensor.bytes().equals(TensorBytes.NONE)) {
        return "{}";
      }
      return tensor.dataType() == DataType.STRING ? strings(tensor) : numbers(tensor);
    } catch (OnnxException damaged) {
      return LEFT_OUT;
    }
  }

  private static String strings(Tensor tensor) {
    return tensor.stringBytes().stream()
        .map(Utf8::decode)
        .map(TextNames::quoted)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private String numbers(Tensor tensor) {
    MemorySegment data = tensor.data();
    int bits = tensor.dataType().bits();
    boolean bytes = longest == Integer.MAX_VALUE && (bits == 4 || bits == 2);
    DataType shown = bytes ? DataType.UINT8 : tensor.dataType();
    long count = bytes ? data.byteSize() : tensor.elementCount();
    StringJoiner all = new StringJoiner(", ", "{", "}");
    for (long i = 0; i < count; i++) {
      all.add(element(shown, data, i));
    }
    return all.toString();
  }

  static String entries(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(one -> TextNames.quoted(one.getKey()) + ": " + TextNames.quoted(one.getValue()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String content(SparseTensor sparse) {
    Tensor values = sparse.values();
    Tensor indices = sparse.indices();
    try {
      long count = values.elementCount();
      int rank = sparse.shape().rank();
      boolean flat = indices.shape().equals(Shape.of(count));
      boolean byAxis = indices.shape().equals(Shape.of(count, rank));
      if (count > longest
          || indices.dataType() != DataType.INT64
          || !values.shape().equals(Shape.of(count))
          || !(flat || byAxis)) {
        return LEFT_OUT;
      }
      MemorySegment data = values.data();
      MemorySegment places = indices.data();
      StringJoiner all = new StringJoiner(", ", "{", "}");
      for (long i = 0; i < count; i++) {
        String place = flat ? place(places, i) : places(places, i, rank);
        all.add(place + ": " + element(values.dataType(), data, i));
      }
      return all.toString();
    } catch (OnnxException damaged) {
      return LEFT_OUT;
    }
  }

  private static String place(MemorySegment places, long index) {
    return Long.toString(places.getAtIndex(TensorDecoder.LONG, index));
  }

  private static String places(MemorySegment places, long index, int rank) {
    StringJoiner all = new StringJoiner(",", "[", "]");
    for (int axis = 0; axis < rank; axis++) {
      all.add(place(places, index * rank + axis));
    }
    return all.toString();
  }

  private static String element(DataType type, MemorySegment data, long i) {
    return switch (type) {
      case FLOAT -> number(data.getAtIndex(TensorDecoder.FLOAT, i));
      case DOUBLE -> number(data.getAtIndex(TensorDecoder.DOUBLE, i));
      case COMPLEX64 ->
          number(data.getAtIndex(TensorDecoder.FLOAT, 2 * i))
              + ", "
              + number(data.getAtIndex(TensorDecoder.FLOAT, 2 * i + 1));
      case COMPLEX128 ->
          number(data.getAtIndex(TensorDecoder.DOUBLE, 2 * i))
              + ", "
              + number(data.getAtIndex(TensorDecoder.DOUBLE, 2 * i + 1));
      case INT64 -> Long.toString(data.getAtIndex(TensorDecoder.LONG, i));
      case UINT64 -> Long.toUnsignedString(data.getAtIndex(TensorDecoder.LONG, i));
      case INT32 -> Integer.toString(data.getAtIndex(TensorDecoder.INT, i));
      case UINT32 -> Integer.toUnsignedString(data.getAtIndex(TensorDecoder.INT, i));
      case INT16 -> Short.toString(data.getAtIndex(TensorDecoder.SHORT, i));
      case INT8 -> Byte.toString(data.get(ValueLayout.JAVA_BYTE, i));
      case INT4, INT2 -> Long.toString(signed(bits(type.bits(), data, i), type.bits()));
      default -> Long.toString(bits(type.bits(), data, i));
    };
  }

  /// {@return the bits of an element that has at most 16}
  private static long bits(int width, MemorySegment data, long i) {
    long bit = i * width;
    long at = bit >>> 3;
    long two = data.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
    if (at + 1 < data.byteSize()) {
      two |= (data.get(ValueLayout.JAVA_BYTE, at + 1) & 0xFFL) << 8;
    }
    return two >>> (bit & 7) & ((1L << width) - 1);
  }

  private static long signed(long bits, int width) {
    return bits << (64 - width) >> (64 - width);
  }

  static String number(float value) {
    if (Float.isNaN(value)) {
      return Float.floatToRawIntBits(value) < 0 ? "-nan" : "nan";
    }
    return Float.isInfinite(value) ? infinity(value) : Float.toString(value);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return Double.doubleToRawLongBits(value) < 0 ? "-nan" : "nan";
    }
    return Double.isInfinite(value) ? infinity(value) : Double.toString(value);
  }

  private static String infinity(double value) {
    return value < 0 ? "-inf" : "inf";
  }
}
