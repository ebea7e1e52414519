package dev.oplab.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Text in `.npy` files: each string takes the room of the longest and ends in zeros. NumPy has two
/// kinds, of Unicode (`<U5`, four bytes a letter) and of bytes (`|S5`, read as UTF-8); a zero at
/// the end of a string is lost in both.
final class NpyText {
  private NpyText() {}

  static Tensor read(Path path, String name, NpyType type, Shape shape, MemorySegment elements) {
    int count = Math.toIntExact(shape.elementCount().orElseThrow());
    String[] strings = new String[count];
    for (int i = 0; i < count; i++) {
      MemorySegment element = elements.asSlice((long) i * type.width(), type.width());
      strings[i] = type.part() == 4 ? unicode(path, element) : bytes(element);
    }
    long[] sizes = shape.dims().stream().mapToLong(dim -> ((Dim.Known) dim).size()).toArray();
    return Tensor.of(name, strings, sizes);
  }

  private static String unicode(Path path, MemorySegment element) {
    int[] letters = element.toArray(TensorDecoder.INT);
    int length = letters.length;
    while (length > 0 && letters[length - 1] == 0) {
      length--;
    }
    for (int i = 0; i < length; i++) {
      if (!Character.isValidCodePoint(letters[i])) {
        throw NpyIo.error(
            path,
            "The file holds text with the letter number %d, which is none".formatted(letters[i]),
            "copy the file again",
            null);
      }
    }
    return new String(letters, 0, length);
  }

  private static String bytes(MemorySegment element) {
    byte[] bytes = element.toArray(ValueLayout.JAVA_BYTE);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  static NpyIo.Content content(Tensor tensor) {
    List<int[]> strings = tensor.strings().stream().map(s -> s.codePoints().toArray()).toList();
    int longest = Math.max(1, strings.stream().mapToInt(letters -> letters.length).max().orElse(0));
    long width = longest * 4L;
    MemorySegment elements = Arena.ofAuto().allocate(strings.size() * width, 8);
    for (int i = 0; i < strings.size(); i++) {
      int[] letters = strings.get(i);
      MemorySegment.copy(letters, 0, elements, TensorDecoder.INT, i * width, letters.length);
    }
    return new NpyIo.Content(NpyHeader.write("<U" + longest, tensor.shape()), elements);
  }
}
