package dev.oplab.onnx;

import dev.oplab.onnx.internal.WireReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The names of values and their types as ONNX's text syntax has them.
final class TextEnds {
  private TextEnds() {}

  /// {@return the inputs or outputs of a node}
  static String names(List<Optional<Value>> values) {
    return values.stream()
        .map(value -> value.map(given -> TextNames.of(given.name())).orElse("\"\""))
        .collect(Collectors.joining(", "));
  }

  /// {@return the inputs or outputs of a graph, each with the type that is known, or if `exact` the
  /// one that is stated at this place}
  static String of(List<Statement> places, boolean exact) {
    return places.stream()
        .map(place -> typed(place, exact))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /// {@return what is stated of the other values}
  static List<String> infos(Graph graph) {
    List<String> infos = new ArrayList<>();
    for (Statement info : graph.infos) {
      if (info.isWritten()) {
        infos.add(typed(info, true));
      }
    }
    return infos;
  }

  private static String typed(Statement place, boolean exact) {
    Value value = place.value();
    String name = TextNames.of(value == null ? place.name() : value.name);
    ValueType type = exact || value == null ? stated(place) : value.type;
    return type instanceof ValueType.UnknownType ? name : TextTypes.of(type) + " " + name;
  }

  private static ValueType stated(Statement place) {
    Value value = place.value();
    MemorySegment message = place.message();
    if (value != null && (message == null || value.retyped)) {
      return value.graph.function && message == null ? Value.UNKNOWN : value.type;
    }
    return message == null ? Value.UNKNOWN : read(message);
  }

  private static ValueType read(MemorySegment message) {
    WireReader in = new WireReader(message);
    Reading reading = new Reading(in, new SourceFile(message, null));
    reading.trail().enter("value_info");
    return GraphReader.typed(in, new TypeReader(reading), reading.trail(), reading).type();
  }
}
