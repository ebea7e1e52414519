package dev.oplab.ort.internal.capi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// The table of functions that ONNX Runtime's C interface consists of (`OrtApi` in
/// `onnxruntime_c_api.h`). Functions are only ever added at its end, so that the places of those
/// used here hold for each later version.
@SuppressWarnings("restricted") // what native code hands out is used as it says
final class Api {
  /// The version of the interface in which the latest of [Function] appeared.
  private static final int VERSION = 15;

  private static final Linker LINKER = Linker.nativeLinker();

  private final MemorySegment table;
  private final ConcurrentHashMap<Signature, MethodHandle> handles = new ConcurrentHashMap<>();

  /// The functions in use and their places in the table.
  enum Function {
    GET_ERROR_CODE(1),
    GET_ERROR_MESSAGE(2),
    CREATE_ENV(3),
    CREATE_SESSION(7),
    CREATE_SESSION_FROM_ARRAY(8),
    RUN(9),
    CREATE_SESSION_OPTIONS(10),
    SET_GRAPH_OPTIMIZATION_LEVEL(23),
    SET_INTRA_OP_NUM_THREADS(24),
    SET_INTER_OP_NUM_THREADS(25),
    SESSION_GET_OUTPUT_COUNT(31),
    SESSION_GET_OUTPUT_NAME(37),
    CREATE_TENSOR(48),
    CREATE_TENSOR_WITH_DATA(49),
    GET_TENSOR_MUTABLE_DATA(51),
    FILL_STRING_TENSOR(52),
    GET_STRING_TENSOR_DATA_LENGTH(53),
    GET_STRING_TENSOR_CONTENT(54),
    GET_TENSOR_ELEMENT_TYPE(60),
    GET_DIMENSIONS_COUNT(61),
    GET_DIMENSIONS(62),
    GET_TENSOR_TYPE_AND_SHAPE(65),
    GET_VALUE_TYPE(67),
    CREATE_CPU_MEMORY_INFO(69),
    ALLOCATOR_FREE(76),
    GET_DEFAULT_ALLOCATOR(78),
    GET_VALUE(80),
    GET_VALUE_COUNT(81),
    CREATE_VALUE(82),
    RELEASE_STATUS(93),
    RELEASE_MEMORY_INFO(94),
    RELEASE_SESSION(95),
    RELEASE_VALUE(96),
    RELEASE_TENSOR_TYPE_AND_SHAPE(99),
    RELEASE_SESSION_OPTIONS(100),
    ADD_SESSION_CONFIG_ENTRY(130),
    HAS_VALUE(192),
    GET_RESIZED_STRING_BUFFER(252);

    private final int place;

    Function(int place) {
      this.place = place;
    }
  }

  private enum Result {
    STATUS,
    NOTHING,
    INT,
    TEXT
  }

  private record Signature(Function function, Result result, List<MemoryLayout> parameters) {}

  private static final class Loaded {
    static final Api API = load();
  }

  private Api(MemorySegment table) {
    this.table = table;
  }

  /// {@return the functions of the library that ONNX Runtime's Java side has loaded}
  static Api get() {
    return Loaded.API;
  }

  private static Api load() {
    MemorySegment base = (MemorySegment) invoke(find("OrtGetApiBase"), ADDRESS);
    MemorySegment getApi = base.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
    MemorySegment table = (MemorySegment) invoke(getApi, ADDRESS, VERSION);
    if (table.address() == 0) {
      throw new IllegalStateException(
          "ONNX Runtime has no C interface of version %d%nFix: use ONNX Runtime 1.%d or newer."
              .formatted(VERSION, VERSION));
    }
    return new Api(table.reinterpret(ADDRESS.byteSize() * 256));
  }

  /// The library is found where Java loaded it, or where its path was given.
  private static MemorySegment find(String symbol) {
    return SymbolLookup.loaderLookup()
        .or(named())
        .find(symbol)
        .orElseThrow(() ->
            new IllegalStateException(
                "ONNX Runtime's library has no " + symbol + "\nFix: load ai.onnxruntime first."));
  }

  private static SymbolLookup named() {
    Path library =
        Path.of(System.getProperty("onnxruntime.native.path", ""))
            .resolve(System.mapLibraryName("onnxruntime"));
    return Files.isRegularFile(library)
        ? SymbolLookup.libraryLookup(library, Arena.global())
        : name -> java.util.Optional.empty();
  }

  /// Calls a function that may fail.
  ///
  /// @throws StatusException if it does
  void call(Function function, Object... arguments) {
    MemorySegment status = (MemorySegment) invoke(function, Result.STATUS, arguments);
    if (status.address() == 0) {
      return;
    }
    try {
      int code = (int) invoke(Function.GET_ERROR_CODE, Result.INT, status);
      MemorySegment text =
          (MemorySegment) invoke(Function.GET_ERROR_MESSAGE, Result.TEXT, status);
      throw new StatusException(code, text(text));
    } finally {
      release(Function.RELEASE_STATUS, status);
    }
  }

  /// Calls a function that leaves a pointer in its last parameter.
  ///
  /// @throws StatusException if it fails
  MemorySegment pointer(Function function, Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      call(function, with(arguments, out));
      return out.get(ADDRESS, 0);
    }
  }

  /// Calls a function that leaves a size in its last parameter.
  ///
  /// @throws StatusException if it fails
  long size(Function function, Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_LONG);
      call(function, with(arguments, out));
      return out.get(JAVA_LONG, 0);
    }
  }

  /// Calls a function that leaves an `int` or an enum in its last parameter.
  ///
  /// @throws StatusException if it fails
  int number(Function function, Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_INT);
      call(function, with(arguments, out));
      return out.get(JAVA_INT, 0);
    }
  }

  /// {@return the memory of this size at a pointer}
  static MemorySegment view(MemorySegment pointer, long bytes) {
    return pointer.reinterpret(bytes);
  }

  /// {@return the text at a pointer}
  static String text(MemorySegment pointer) {
    return pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /// Calls a function that takes something away, which cannot fail.
  void release(Function function, MemorySegment what) {
    invoke(function, Result.NOTHING, what);
  }

  private static Object[] with(Object[] arguments, MemorySegment out) {
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = out;
    return all;
  }

  private Object invoke(Function function, Result result, Object... arguments) {
    Signature signature = new Signature(function, result, layouts(arguments));
    MethodHandle handle = handles.computeIfAbsent(signature, this::link);
    return invoke(handle, arguments);
  }

  private MethodHandle link(Signature signature) {
    MemoryLayout[] parameters = signature.parameters().toArray(MemoryLayout[]::new);
    FunctionDescriptor descriptor =
        switch (signature.result()) {
          case NOTHING -> FunctionDescriptor.ofVoid(parameters);
          case INT -> FunctionDescriptor.of(JAVA_INT, parameters);
          case STATUS, TEXT -> FunctionDescriptor.of(ADDRESS, parameters);
        };
    MemorySegment function = table.getAtIndex(ADDRESS, signature.function().place);
    return LINKER.downcallHandle(function, descriptor);
  }

  private static Object invoke(MemorySegment function, MemoryLayout result, Object... arguments) {
    MemoryLayout[] parameters = layouts(arguments).toArray(MemoryLayout[]::new);
    FunctionDescriptor descriptor = FunctionDescriptor.of(result, parameters);
    return invoke(LINKER.downcallHandle(function, descriptor), arguments);
  }

  private static Object invoke(MethodHandle handle, Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("ONNX Runtime's C interface cannot be called: " + e, e);
    }
  }

  private static List<MemoryLayout> layouts(Object... arguments) {
    List<MemoryLayout> layouts = new ArrayList<>();
    for (Object argument : arguments) {
      layouts.add(
          switch (argument) {
            case MemorySegment _ -> ADDRESS;
            case Integer _ -> JAVA_INT;
            case Long _ -> JAVA_LONG;
            default -> throw new IllegalArgumentException("no C type for " + argument);
          });
    }
    return layouts;
  }
}
