package dev.oplab.ort.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.ValueType.TensorType;
import dev.oplab.ort.OrtException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Gives every graph input a static shape.
///
/// A shape that the caller gives holds, and gives its symbolic dimensions a value everywhere. Every
/// other unknown dimension becomes 1, as trtexec does it.
public final class InputShapes {
  private final Model model;
  private final Map<String, Long> symbols = new TreeMap<>();
  private final Map<String, String> symbolGivenBy = new TreeMap<>();
  private final Map<String, InputShape> shapes = new LinkedHashMap<>();
  private final List<String> becameOne = new ArrayList<>();

  /// An input that can be fed.
  public record InputShape(String name, DataType type, Shape shape) {}

  private InputShapes(Model model) {
    this.model = model;
  }

  /// {@return the inputs to feed: those the model requires and those in `given`}
  ///
  /// @param given shapes from the caller, by input name
  /// @throws OrtException if `given` does not fit the model, or an input cannot be fed at all
  static InputShapes of(Model model, Map<String, List<Long>> given) {
    return of(model, given, Set.of());
  }

  /// {@return the inputs to feed but for those `settled`, whose values are there and have no shape}
  public static InputShapes of(Model model, Map<String, List<Long>> given, Set<String> settled) {
    InputShapes result = new InputShapes(model);
    result.resolve(new TreeMap<>(given), settled);
    return result;
  }

  public Collection<InputShape> all() {
    return shapes.values();
  }

  /// {@return what was decided here and not by the model or the caller, for the reader of a result}
  public List<String> notes() {
    if (becameOne.isEmpty()) {
      return List.of();
    }
    return List.of(
        "Dimensions the model leaves open were set to 1: %s. Give others with --shapes NAME:1x3x224x224."
            .formatted(String.join(", ", becameOne)));
  }

  private void resolve(Map<String, List<Long>> given, Set<String> settled) {
    List<String> known = model.graph().inputs().stream().map(Value::name).toList();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new OrtException(unknownInput(name, known));
      }
    }
    Set<String> wanted = new HashSet<>(given.keySet());
    model.graph().requiredInputs().forEach(input -> wanted.add(input.name()));
    wanted.removeAll(settled);

    Map<String, TensorType> types = new LinkedHashMap<>();
    for (Value input : model.graph().inputs()) {
      if (wanted.contains(input.name())) {
        types.put(input.name(), tensorType(input));
      }
    }
    for (Map.Entry<String, TensorType> each : types.entrySet()) {
      List<Long> sizes = given.get(each.getKey());
      if (sizes != null) {
        bind(each.getKey(), each.getValue(), sizes);
      }
    }
    for (Map.Entry<String, TensorType> each : types.entrySet()) {
      String name = each.getKey();
      TensorType type = each.getValue();
      List<Long> sizes = given.get(name);
      Shape shape = sizes == null ? filled(name, type) : staticShape(sizes);
      checkSize(name, type.dataType(), shape);
      shapes.put(name, new InputShape(name, type.dataType(), shape));
    }
  }

  private String unknownInput(String name, Collection<String> known) {
    return "%s: there is no input '%s'; the inputs are %s%nFix: %suse one of these names."
        .formatted(model.name(), name, known, Names.didYouMean(name, known));
  }

  private void bind(String name, TensorType type, List<Long> sizes) {
    if (sizes.stream().anyMatch(size -> size < 0)) {
      throw wrongShape(name, type, sizes, "a size is negative", "give sizes of at least 0.");
    }
    Shape shape = type.shape();
    if (shape == null) {
      return;
    }
    if (shape.rank() != sizes.size()) {
      String problem = "found %d dimensions, expected %d".formatted(sizes.size(), shape.rank());
      throw wrongShape(name, type, sizes, problem, "give one size for each dimension.");
    }
    for (int i = 0; i < sizes.size(); i++) {
      bind(name, type, sizes, i);
    }
  }

  private void bind(String name, TensorType type, List<Long> sizes, int axis) {
    long size = sizes.get(axis);
    switch (dim(type, axis)) {
      case Dim.Known(long fixed) -> {
        if (fixed != size) {
          throw wrongShape(
              name,
              type,
              sizes,
              "dimension %d is fixed: found %d, expected %d".formatted(axis, size, fixed),
              "give %d there, or export the model with a dynamic dimension.".formatted(fixed));
        }
      }
      case Dim.Symbolic(String symbol) -> {
        Long before = symbols.putIfAbsent(symbol, size);
        String givenBy = symbolGivenBy.getOrDefault(symbol, name);
        symbolGivenBy.putIfAbsent(symbol, name);
        if (before != null && before != size) {
          throw wrongShape(
              name,
              type,
              sizes,
              "dimension %d is '%s': found %d, expected %d as in input '%s'"
                  .formatted(axis, symbol, size, before, givenBy),
              "give '" + symbol + "' the same size everywhere.");
        }
      }
      case Dim.Unknown() -> {}
    }
  }

  private Shape filled(String name, TensorType type) {
    Shape shape = type.shape();
    if (shape == null) {
      throw new OrtException(
          "%s > input '%s' (%s): the model does not say how many dimensions it has%nFix: give it a shape with --shapes %s:1x3x224x224."
              .formatted(model.name(), name, type, name));
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      Dim dim = dim(type, i);
      switch (dim) {
        case Dim.Known known -> dims.add(known);
        case Dim.Symbolic(String symbol) -> {
          Long size = symbols.get(symbol);
          dims.add(Dim.of(size == null ? 1 : size));
          if (size == null) {
            becameOne.add("%s[%d] (%s)".formatted(name, i, symbol));
          }
        }
        case Dim.Unknown unknown -> {
          dims.add(Dim.of(1));
          becameOne.add("%s[%d]".formatted(name, i));
        }
      }
    }
    return new Shape(dims);
  }

  /// {@return the dimension, unknown where the model has a name without letters or a negative size}
  private static Dim dim(TensorType type, int axis) {
    Shape shape = type.shape();
    Dim dim = shape == null ? Dim.unknown() : shape.dims().get(axis);
    return switch (dim) {
      case Dim.Known(long size) when size < 0 -> Dim.unknown();
      case Dim.Symbolic(String name) when name.isEmpty() -> Dim.unknown();
      default -> dim;
    };
  }

  private TensorType tensorType(Value input) {
    ValueType type = input.type();
    if (!(type instanceof TensorType tensor)) {
      throw new OrtException(
          "%s > input '%s': it is %s, and only tensors can be made up%nFix: give a value for it, as a file in the form of ONNX's backend tests, or cut the part behind it out."
              .formatted(model.name(), input.name(), type));
    }
    return tensor;
  }

  private void checkSize(String name, DataType type, Shape shape) {
    long bytes;
    try {
      bytes = Math.multiplyExact(shape.elementCount().orElseThrow(), type.bits()) / 8;
    } catch (ArithmeticException | OnnxException e) {
      bytes = Long.MAX_VALUE;
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new OrtException(
          "%s > input '%s' (%s%s): it takes more than 2 GiB, which ONNX Runtime's Java interface cannot take%nFix: give it a smaller shape."
              .formatted(model.name(), name, type, shape));
    }
  }

  private OrtException wrongShape(
      String name, TensorType type, List<Long> sizes, String problem, String fix) {
    return new OrtException(
        "%s > input '%s' (%s): the shape %s does not fit: %s%nFix: %s"
            .formatted(model.name(), name, type, sizes, problem, fix));
  }

  private static Shape staticShape(List<Long> sizes) {
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }
}
