package dev.oplab.ort.internal.capi;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.oplab.ort.internal.capi.Api.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A model that ONNX Runtime has loaded and can run (`OrtSession`).
public final class RuntimeSession implements AutoCloseable {
  private static final int WARNING = 2;

  private final Api api = Api.get();
  private final MemorySegment pointer;
  private boolean closed;

  /// How to load a model.
  ///
  /// @param optimization ONNX Runtime's number for the level
  /// @param threads inside an operator, 0 for ONNX Runtime's own choice
  /// @param configuration entries of a session's configuration
  public record Settings(int optimization, int threads, Map<String, String> configuration) {}

  private static final class Environment {
    // The library has one environment, which Java's side made; this takes part in it.
    static final MemorySegment POINTER = make();

    private static MemorySegment make() {
      try (Arena arena = Arena.ofConfined()) {
        return Api.get().pointer(Function.CREATE_ENV, WARNING, arena.allocateFrom("oplab"));
      }
    }
  }

  private RuntimeSession(MemorySegment pointer) {
    this.pointer = pointer;
  }

  /// {@return a session of the model in a file}
  ///
  /// @throws StatusException if ONNX Runtime cannot load it
  public static RuntimeSession of(Path model, Settings settings) {
    return load(settings, (api, options, arena) ->
        api.pointer(
            Function.CREATE_SESSION, Environment.POINTER, path(model.toString(), arena), options));
  }

  /// {@return a session of the model in these bytes, which are not on the heap and not needed
  /// later}
  ///
  /// @throws StatusException if ONNX Runtime cannot load it
  public static RuntimeSession of(MemorySegment model, Settings settings) {
    return load(settings, (api, options, _) ->
        api.pointer(
            Function.CREATE_SESSION_FROM_ARRAY,
            Environment.POINTER,
            model,
            model.byteSize(),
            options));
  }

  private interface Loader {
    MemorySegment load(Api api, MemorySegment options, Arena arena);
  }

  private static RuntimeSession load(Settings settings, Loader loader) {
    Api api = Api.get();
    MemorySegment options = api.pointer(Function.CREATE_SESSION_OPTIONS);
    try (Arena arena = Arena.ofConfined()) {
      api.call(Function.SET_GRAPH_OPTIMIZATION_LEVEL, options, settings.optimization());
      api.call(Function.SET_INTER_OP_NUM_THREADS, options, 1);
      if (settings.threads() > 0) {
        api.call(Function.SET_INTRA_OP_NUM_THREADS, options, settings.threads());
      }
      settings
          .configuration()
          .forEach((key, value) ->
              api.call(
                  Function.ADD_SESSION_CONFIG_ENTRY,
                  options,
                  arena.allocateFrom(key),
                  arena.allocateFrom(value)));
      return new RuntimeSession(loader.load(api, options, arena));
    } finally {
      api.release(Function.RELEASE_SESSION_OPTIONS, options);
    }
  }

  /// Paths are wide characters on Windows.
  private static MemorySegment path(String path, Arena arena) {
    boolean wide = System.getProperty("os.name", "").startsWith("Windows");
    return arena.allocateFrom(
        path, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
  }

  /// {@return the names of the model's outputs, in order}
  public List<String> outputs() {
    MemorySegment allocator = api.pointer(Function.GET_DEFAULT_ALLOCATOR);
    long count = api.size(Function.SESSION_GET_OUTPUT_COUNT, pointer);
    List<String> names = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      MemorySegment name = api.pointer(Function.SESSION_GET_OUTPUT_NAME, pointer, i, allocator);
      names.add(Api.text(name));
      api.call(Function.ALLOCATOR_FREE, allocator, name);
    }
    return names;
  }

  /// {@return the outputs called `outputs`, in order; to be closed}
  ///
  /// @throws StatusException if ONNX Runtime cannot run the model on these inputs
  public List<RuntimeValue> run(Map<String, RuntimeValue> inputs, List<String> outputs) {
    try (Arena arena = Arena.ofConfined()) {
      List<String> names = List.copyOf(inputs.keySet());
      MemorySegment values = arena.allocate(ADDRESS, Math.max(1, names.size()));
      int at = 0;
      for (RuntimeValue value : inputs.values()) {
        values.setAtIndex(ADDRESS, at++, value.pointer());
      }
      MemorySegment results = arena.allocate(ADDRESS, Math.max(1, outputs.size()));
      api.call(
          Function.RUN,
          pointer,
          MemorySegment.NULL,
          texts(names, arena),
          values,
          (long) names.size(),
          texts(outputs, arena),
          (long) outputs.size(),
          results);
      List<RuntimeValue> found = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        found.add(new RuntimeValue(results.getAtIndex(ADDRESS, i)));
      }
      return found;
    }
  }

  private static MemorySegment texts(List<String> texts, Arena arena) {
    MemorySegment pointers = arena.allocate(ADDRESS, Math.max(1, texts.size()));
    for (int i = 0; i < texts.size(); i++) {
      pointers.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return pointers;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      api.release(Function.RELEASE_SESSION, pointer);
    }
  }
}
