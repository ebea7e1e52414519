package dev.oplab.surgeon;

import dev.oplab.onnx.Model;
import dev.oplab.surgeon.internal.Merger;
import java.util.LinkedHashMap;
import java.util.Map;

/// Two models being made one: the second behind or beside the first. Mutable; the models are not
/// changed.
///
/// ```java
/// Model both = Merge.of(encoder, decoder).connect("hidden", "states").run();
/// ```
public final class Merge {
  private final Model first;
  private final Model second;
  private final Map<String, String> connections = new LinkedHashMap<>();
  private String prefix = "m2_";
  private boolean all;
  private boolean keep;

  private Merge(Model first, Model second) {
    this.first = first;
    this.second = second;
  }

  public static Merge of(Model first, Model second) {
    return new Merge(first, second);
  }

  /// Feeds an output of the first model to an input of the second.
  public Merge connect(String output, String input) {
    connections.put(input, output);
    return this;
  }

  /// What goes before those names of the second model that the first has too; `m2_` if not said.
  public Merge prefix(String text) {
    prefix = text;
    return this;
  }

  /// Puts the prefix before every name of the second model.
  public Merge prefixAll() {
    all = true;
    return this;
  }

  /// Keeps outputs of the first model that are connected as outputs of the whole.
  public Merge keepConnected() {
    keep = true;
    return this;
  }

  /// Merges. Inputs and outputs are those of the first model, then those of the second, without the
  /// connected ones. Functions of the second model that the first has a namesake of get the prefix.
  ///
  /// @throws dev.oplab.onnx.OnnxException if the opsets differ, or a connection fits nothing
  public Model run() {
    return new Merger(prefix, all, keep).merge(first, second, connections);
  }
}
