package dev.oplab.surgeon.internal;

import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.Arguments;
import dev.oplab.surgeon.Operation;
import dev.oplab.surgeon.Surgeon;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds what a called name means: in the graph's own registry, in that of the session, or a
/// function of the model.
public final class Calls {
  private final Surgeon g;
  private final List<Registry> registries;

  /// The registries in the order in which they are asked.
  public Calls(Surgeon g, List<Registry> registries) {
    this.g = g;
    this.registries = registries;
  }

  public List<Value> call(String name, List<? extends @Nullable Object> args) {
    for (Registry registry : registries) {
      Optional<Operation> operation = registry.find(name, g.opsets());
      if (operation.isPresent()) {
        return Returned.values("'" + name + "'", operation.get().apply(g, Arguments.of(args)));
      }
    }
    List<LocalFunction> functions = functions(g.model(), name);
    return switch (functions.size()) {
      case 0 -> throw missing(name);
      case 1 -> call(functions.getFirst(), Arguments.of(args));
      default ->
          throw Refusal.of(
              "'%s' may be any of %s".formatted(name, functions),
              "say which, as in g.layer(\"%s\").domain(...)".formatted(name));
    };
  }

  private static List<LocalFunction> functions(Model model, String name) {
    return model.functions().stream()
        .filter(one -> one.name().equals(name) || (one.domain() + "::" + one.name()).equals(name))
        .toList();
  }

  private List<Value> call(LocalFunction function, Arguments args) {
    boolean given = !args.isEmpty() && args.getLast() instanceof Map<?, ?>;
    List<? extends @Nullable Object> inputs = given ? args.subList(0, args.size() - 1) : args;
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    if (given && args.getLast() instanceof Map<?, ?> map) {
      map.forEach((key, value) -> attributes.put(String.valueOf(key), value));
    }
    check(function, inputs, attributes);
    List<String> names = function.outputs().stream().map(Value::name).toList();
    List<Value> outputs =
        g.layer(function.name())
            .domain(function.domain())
            .overload(function.overload())
            .in(inputs)
            .attrs(attributes)
            .outs(names.toArray());
    for (int i = 0; i < outputs.size(); i++) {
      ValueType type = function.outputs().get(i).type();
      if (!(type instanceof ValueType.UnknownType)) {
        outputs.get(i).type(type);
      }
    }
    return outputs;
  }

  private static void check(
      LocalFunction function, List<?> inputs, Map<String, ? extends @Nullable Object> attributes) {
    if (inputs.size() > function.inputs().size()) {
      throw Refusal.of(
          "%s takes %d inputs, and %d were given"
              .formatted(function, function.inputs().size(), inputs.size()),
          "leave out the last ones; attributes go into a Map behind the inputs");
    }
    List<String> missing = new ArrayList<>(function.attributes());
    missing.removeAll(attributes.keySet());
    if (!missing.isEmpty()) {
      throw Refusal.of(
          "%s needs the attributes %s".formatted(function, missing),
          "give them as a last argument: Map.of(\"%s\", ...)".formatted(missing.getFirst()));
    }
  }

  private RuntimeException missing(String name) {
    List<Scope> others = registries.stream().flatMap(each -> each.scopes(name).stream()).toList();
    if (!others.isEmpty()) {
      return Refusal.of(
          "'%s' is not registered for opset %d: only for %s"
              .formatted(
                  name,
                  g.opset(),
                  others.stream().map(Scope::toString).collect(Collectors.joining(", "))),
          "register it for this opset too");
    }
    List<String> known = new ArrayList<>();
    registries.forEach(each -> known.addAll(each.names()));
    g.model().functions().forEach(function -> known.add(function.name()));
    return Refusal.of(
        "Nothing is registered as '%s', and the model has no function of that name".formatted(name),
        NearNames.ask(
            name, known, "register it first: Surgeon.register(\"%s\").as(...)".formatted(name)));
  }
}
