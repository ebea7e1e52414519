package dev.oplab.surgeon.internal;

import dev.oplab.surgeon.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Operations by name, each with the graphs it is for. Mutable; for several threads.
public final class Registry {
  private final Map<String, Map<Scope, Operation>> entries = new LinkedHashMap<>();

  public Registry() {}

  /// Starts with what another one knows.
  public Registry(Registry other) {
    synchronized (other) {
      other.entries.forEach((name, known) -> entries.put(name, new LinkedHashMap<>(known)));
    }
  }

  public synchronized void add(String name, Scope scope, Operation operation, boolean override) {
    Map<Scope, Operation> known = entries.computeIfAbsent(name, _ -> new LinkedHashMap<>());
    if (known.containsKey(scope) && !override) {
      throw Refusal.of(
          "'%s' is registered already for %s".formatted(name, scope),
          "say override() to replace it, or register for other opsets");
    }
    known.put(scope, operation);
  }

  public synchronized void remove(String name) {
    entries.remove(name);
  }

  /// {@return the operation of that name with the narrowest scope that covers these opsets}
  public synchronized Optional<Operation> find(String name, Map<String, Long> opsets) {
    return entries.getOrDefault(name, Map.of()).entrySet().stream()
        .filter(entry -> entry.getKey().covers(opsets))
        .min(Comparator.comparing(Map.Entry::getKey, Scope.NARROW))
        .map(Map.Entry::getValue);
  }

  /// {@return what that name is registered for, the first registered first}
  public synchronized List<Scope> scopes(String name) {
    return new ArrayList<>(entries.getOrDefault(name, Map.of()).keySet());
  }

  public synchronized Set<String> names() {
    return new LinkedHashSet<>(entries.keySet());
  }
}
