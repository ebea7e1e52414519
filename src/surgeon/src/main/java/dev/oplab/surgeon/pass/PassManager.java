package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Runs passes in their order, again and again until none of them changes anything. Immutable.
public final class PassManager {
  private static final int ROUNDS = 20;

  private final List<Pass> passes;
  private final int rounds;

  private PassManager(List<Pass> passes, int rounds) {
    this.passes = List.copyOf(passes);
    this.rounds = rounds;
  }

  /// What a run did: one result for each time a pass ran, and whether the last round changed
  /// nothing.
  public record Report(List<PassResult> results, int rounds, boolean settled) {
    public boolean changed() {
      return results.stream().anyMatch(PassResult::changed);
    }

    /// {@return the results of one pass}
    public List<PassResult> of(String pass) {
      return results.stream().filter(result -> result.pass().equals(pass)).toList();
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (PassResult result : results) {
        if (result.changed() || !result.skipped().isEmpty()) {
          text.append(result).append('\n');
          result.rows().forEach(row -> text.append("  ").append(row).append('\n'));
        }
      }
      return text.isEmpty() ? "no changes\n" : text.toString();
    }
  }

  public static PassManager of(List<Pass> passes) {
    return new PassManager(passes, ROUNDS);
  }

  /// {@return a manager of these passes of [Passes]}
  ///
  /// @throws OnnxException if there is no pass of one of the names
  public static PassManager of(String... names) {
    return of(Arrays.stream(names).map(Passes::named).toList());
  }

  /// {@return the same with another limit of rounds, at least 1}
  public PassManager rounds(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("at least one round is needed, not " + limit);
    }
    return new PassManager(passes, limit);
  }

  /// Runs the passes on the model. A pass whose needs are not met is skipped and says why.
  ///
  /// @throws OnnxException if a pass breaks its promise
  public Report run(Model model) {
    List<PassResult> results = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      boolean changed = false;
      for (Pass pass : passes) {
        PassResult result = run(pass, model);
        if (round == 1 || result.changed()) {
          results.add(result);
        }
        changed |= result.changed();
      }
      if (!changed) {
        return new Report(List.copyOf(results), round, true);
      }
    }
    return new Report(List.copyOf(results), rounds, false);
  }

  private static PassResult run(Pass pass, Model model) {
    Optional<String> unmet = pass.requires(model);
    if (unmet.isPresent()) {
      return new PassResult(pass.name(), List.of(), unmet.get());
    }
    List<String> inputs = names(model.graph().inputs());
    List<String> outputs = names(model.graph().outputs());
    PassResult result = pass.apply(model);
    List<String> broken = new ArrayList<>(pass.ensures(model));
    if (!names(model.graph().outputs()).equals(outputs)) {
      broken.add("the outputs were %s and are %s".formatted(outputs, model.graph().outputs()));
    }
    if (!inputs.containsAll(names(model.graph().inputs()))) {
      broken.add("the inputs were %s and are %s".formatted(inputs, model.graph().inputs()));
    }
    if (!broken.isEmpty()) {
      throw new OnnxException(
          "%s > pass '%s' did not do what it promises: %s.%nFix: leave the pass out; this is a defect of it."
              .formatted(model.name(), pass.name(), String.join("; ", broken)));
    }
    return result;
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }
}
