package dev.oplab.ort.internal.capi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.oplab.onnx.DataType;
import dev.oplab.ort.internal.capi.Api.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A value in ONNX Runtime's memory (`OrtValue`), freed by [#close()] together with what it was
/// made of.
public final class RuntimeValue implements AutoCloseable {
  private static final int TENSOR = 1;
  private static final int SEQUENCE = 2;
  private static final int MAP = 3;

  private static final int ARENA_ALLOCATOR = 1;
  private static final int DEFAULT_MEMORY = 0;

  private final Api api = Api.get();
  private final MemorySegment pointer;

  /// Kept because ONNX Runtime reads it where it is.
  private final MemorySegment data;

  private final List<RuntimeValue> parts;
  private boolean closed;

  /// What a value can be.
  public enum Kind {
    TENSOR,
    SEQUENCE,
    MAP,
    /// An optional without a value.
    ABSENT,
    OTHER
  }

  private RuntimeValue(MemorySegment pointer, MemorySegment data, List<RuntimeValue> parts) {
    this.pointer = pointer;
    this.data = data;
    this.parts = parts;
  }

  RuntimeValue(MemorySegment pointer) {
    this(pointer, MemorySegment.NULL, List.of());
  }

  /// {@return a tensor whose elements stay where they are, which is not on the heap}
  public static RuntimeValue tensor(DataType type, long[] shape, MemorySegment elements) {
    Api api = Api.get();
    MemorySegment memory =
        api.pointer(Function.CREATE_CPU_MEMORY_INFO, ARENA_ALLOCATOR, DEFAULT_MEMORY);
    try (Arena arena = Arena.ofConfined()) {
      // A pointer to nothing is refused even where there are no elements.
      MemorySegment start = elements.byteSize() == 0 ? arena.allocate(8) : elements;
      MemorySegment pointer =
          api.pointer(
              Function.CREATE_TENSOR_WITH_DATA,
              memory,
              start,
              elements.byteSize(),
              arena.allocateFrom(JAVA_LONG, shape),
              (long) shape.length,
              ElementTypes.code(type));
      return new RuntimeValue(pointer, elements, List.of());
    } finally {
      api.release(Function.RELEASE_MEMORY_INFO, memory);
    }
  }

  /// {@return a tensor of strings, which are copied}
  public static RuntimeValue strings(long[] shape, List<byte[]> strings) {
    Api api = Api.get();
    MemorySegment allocator = api.pointer(Function.GET_DEFAULT_ALLOCATOR);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sizes = arena.allocateFrom(JAVA_LONG, shape);
      int code = ElementTypes.code(DataType.STRING);
      RuntimeValue value =
          new RuntimeValue(
              api.pointer(Function.CREATE_TENSOR, allocator, sizes, (long) shape.length, code));
      for (int i = 0; i < strings.size(); i++) {
        byte[] text = strings.get(i);
        MemorySegment buffer =
            api.pointer(
                Function.GET_RESIZED_STRING_BUFFER, value.pointer, (long) i, (long) text.length);
        MemorySegment.copy(
            text, 0, Api.view(buffer, text.length), JAVA_BYTE, 0, text.length);
      }
      return value;
    }
  }

  /// {@return a sequence of these, of which there is at least one}
  public static RuntimeValue sequence(List<RuntimeValue> elements) {
    return container(elements, SEQUENCE);
  }

  /// {@return a map of these keys to these values}
  public static RuntimeValue map(RuntimeValue keys, RuntimeValue values) {
    return container(List.of(keys, values), MAP);
  }

  private static RuntimeValue container(List<RuntimeValue> parts, int type) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointers = arena.allocate(ADDRESS, Math.max(1, parts.size()));
      for (int i = 0; i < parts.size(); i++) {
        pointers.setAtIndex(ADDRESS, i, parts.get(i).pointer);
      }
      MemorySegment pointer =
          Api.get().pointer(Function.CREATE_VALUE, pointers, (long) parts.size(), type);
      return new RuntimeValue(pointer, MemorySegment.NULL, List.copyOf(parts));
    }
  }

  public Kind kind() {
    if (pointer.address() == 0 || api.number(Function.HAS_VALUE, pointer) == 0) {
      return Kind.ABSENT;
    }
    return switch (api.number(Function.GET_VALUE_TYPE, pointer)) {
      case TENSOR -> Kind.TENSOR;
      case SEQUENCE -> Kind.SEQUENCE;
      case MAP -> Kind.MAP;
      default -> Kind.OTHER;
    };
  }

  /// {@return the element type of a tensor, undefined if ONNX has none like it}
  public DataType dataType() {
    return described((info, _) ->
        ElementTypes.of(api.number(Function.GET_TENSOR_ELEMENT_TYPE, info)));
  }

  /// {@return the sizes of a tensor, outermost first}
  public long[] shape() {
    return described((info, arena) -> {
      long rank = api.size(Function.GET_DIMENSIONS_COUNT, info);
      MemorySegment sizes = arena.allocate(JAVA_LONG, Math.max(1, rank));
      api.call(Function.GET_DIMENSIONS, info, sizes, rank);
      return sizes.asSlice(0, rank * JAVA_LONG.byteSize()).toArray(JAVA_LONG);
    });
  }

  private interface Question<T> {
    T ask(MemorySegment info, Arena arena);
  }

  private <T> T described(Question<T> question) {
    MemorySegment info = api.pointer(Function.GET_TENSOR_TYPE_AND_SHAPE, pointer);
    try (Arena arena = Arena.ofConfined()) {
      return question.ask(info, arena);
    } finally {
      api.release(Function.RELEASE_TENSOR_TYPE_AND_SHAPE, info);
    }
  }

  private long count() {
    long count = 1;
    for (long size : shape()) {
      count *= size;
    }
    return count;
  }

  /// {@return the packed elements of a tensor that has no strings, valid until this is closed}
  public MemorySegment elements() {
    long bytes = (count() * dataType().bits() + 7) / 8;
    return bytes == 0
        ? MemorySegment.NULL
        : Api.view(api.pointer(Function.GET_TENSOR_MUTABLE_DATA, pointer), bytes);
  }

  /// Takes the strings of a tensor out.
  ///
  /// @return where each of them ends, and then the bytes of all
  public MemorySegment strings(Arena arena) {
    long count = count();
    long length = api.size(Function.GET_STRING_TENSOR_DATA_LENGTH, pointer);
    MemorySegment all = arena.allocate(Math.max(1, count * 8 + length), 8);
    MemorySegment text = all.asSlice(count * 8);
    api.call(Function.GET_STRING_TENSOR_CONTENT, pointer, text, length, all, count);
    for (long i = 0; i < count; i++) { // from where each starts to where it ends
      long end = i + 1 < count ? all.getAtIndex(JAVA_LONG, i + 1) : length;
      all.setAtIndex(JAVA_LONG, i, end);
    }
    return all.asSlice(0, count * 8 + length);
  }

  /// {@return the elements of a sequence, or a map's keys and values; to be closed}
  public List<RuntimeValue> parts() {
    MemorySegment allocator = api.pointer(Function.GET_DEFAULT_ALLOCATOR);
    int count = kind() == Kind.MAP ? 2 : (int) api.size(Function.GET_VALUE_COUNT, pointer);
    List<RuntimeValue> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(new RuntimeValue(api.pointer(Function.GET_VALUE, pointer, i, allocator)));
    }
    return found;
  }

  MemorySegment pointer() {
    return pointer;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      api.release(Function.RELEASE_VALUE, pointer);
      parts.forEach(RuntimeValue::close);
      java.lang.ref.Reference.reachabilityFence(data);
    }
  }
}
