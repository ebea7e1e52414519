package dev.oplab.onnx;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// An element type as `.npy` files name it: `width` bytes, made of parts of `part` bytes whose
/// order the byte order says (a complex number has two, text one for each letter). Immutable.
record NpyType(DataType dataType, int width, int part, boolean bigEndian) {
  private static final Pattern TEXT = Pattern.compile(".[US]\\d{1,8}");

  /// {@return the type that `descr` names, such as `<f4`}
  static NpyType of(Path path, String descr) {
    if (descr.length() < 2 || "<>|=".indexOf(descr.charAt(0)) < 0) {
      throw unsupported(path, descr);
    }
    boolean big =
        descr.charAt(0) == '>'
            || (descr.charAt(0) == '=' && ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
    if (TEXT.matcher(descr).matches()) {
      int part = descr.charAt(1) == 'U' ? 4 : 1;
      int width = part * Integer.parseInt(descr.substring(2));
      return new NpyType(DataType.STRING, width, part, big && part > 1);
    }
    DataType type =
        switch (descr.substring(1)) {
          case "b1" -> DataType.BOOL;
          case "i1" -> DataType.INT8;
          case "i2" -> DataType.INT16;
          case "i4" -> DataType.INT32;
          case "i8" -> DataType.INT64;
          case "u1" -> DataType.UINT8;
          case "u2" -> DataType.UINT16;
          case "u4" -> DataType.UINT32;
          case "u8" -> DataType.UINT64;
          case "f2" -> DataType.FLOAT16;
          case "f4" -> DataType.FLOAT;
          case "f8" -> DataType.DOUBLE;
          case "c8" -> DataType.COMPLEX64;
          case "c16" -> DataType.COMPLEX128;
          default -> throw unsupported(path, descr);
        };
    int width = type.bits() / 8;
    boolean complex = type == DataType.COMPLEX64 || type == DataType.COMPLEX128;
    return new NpyType(type, width, complex ? width / 2 : width, big && width > 1);
  }

  /// {@return how `.npy` files name the tensor's type}
  static String descr(Tensor tensor) {
    return switch (tensor.dataType()) {
      case BOOL -> "|b1";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16 -> "<i2";
      case INT32 -> "<i4";
      case INT64 -> "<i8";
      case UINT16 -> "<u2";
      case UINT32 -> "<u4";
      case UINT64 -> "<u8";
      case FLOAT16 -> "<f2";
      case FLOAT -> "<f4";
      case DOUBLE -> "<f8";
      case COMPLEX64 -> "<c8";
      case COMPLEX128 -> "<c16";
      default ->
          throw tensor.error(
              "cannot be written as .npy: NumPy has no type like " + tensor.typeLabel(),
              "convert it to float32 or an integer type first.");
    };
  }

  private static OnnxException unsupported(Path path, String descr) {
    if (descr.endsWith("O")) {
      return NpyIo.error(
          path,
          "The file holds Python objects (dtype '%s'), which only Python can read".formatted(descr),
          "save it with a type of numbers or text, as in np.save(file, array.astype('float32')) or array.astype(str)",
          null);
    }
    return NpyIo.error(
        path,
        "The file's elements are of NumPy's type '%s', which no ONNX tensor of numbers has"
            .formatted(descr),
        "save it as bool, int, uint, float or complex numbers, as in np.save(file, array.astype('float32'))",
        null);
  }
}
