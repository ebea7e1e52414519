package dev.oplab.surgeon;

import dev.oplab.onnx.Model;
import dev.oplab.surgeon.internal.MergeOptions;
import dev.oplab.surgeon.internal.Merger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final Set<String> shared = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private String firstPrefix = "";
  private String secondPrefix = "m2_";
  private boolean everyName;
  private boolean keepConnected;
  private boolean refuseClashes;
  private boolean highestOpset;

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

  /// Feeds outputs of the first model to inputs of the second.
  ///
  /// @param outputsToInputs the input that each output feeds
  public Merge connect(Map<String, String> outputsToInputs) {
    outputsToInputs.forEach(this::connect);
    return this;
  }

  /// Makes an input that both models have one input of the whole.
  public Merge shareInput(String name) {
    shared.add(name);
    return this;
  }

  /// What goes before those names of the second model that the first has too; `m2_` if not said.
  public Merge prefix(String text) {
    secondPrefix = text;
    return this;
  }

  /// Puts the prefix before every name of the second model.
  public Merge prefixAll() {
    everyName = true;
    return this;
  }

  /// Puts these before every name of the first and of the second model.
  public Merge prefixes(String ofFirst, String ofSecond) {
    firstPrefix = ofFirst;
    secondPrefix = ofSecond;
    everyName = true;
    return this;
  }

  /// Refuses models that have a name for different things, instead of putting the prefix before it.
  public Merge refuseClashes() {
    refuseClashes = true;
    return this;
  }

  /// Keeps outputs of the first model that are connected as outputs of the whole.
  public Merge keepConnected() {
    keepConnected = true;
    return this;
  }

  /// Where both models import a domain in different versions, states the higher one. No operator is
  /// converted: [#notes()] says which model may now mean something else.
  public Merge highestOpset() {
    highestOpset = true;
    return this;
  }

  /// Merges. Inputs and outputs are those of the first model, then those of the second, without the
  /// connected ones. A function of the second model that the first has too is kept once; one that
  /// only has its name gets the prefix.
  ///
  /// @throws dev.oplab.onnx.OnnxException if the models import a domain in different versions, a
  ///   connection fits nothing, or names clash that may not
  public Model run() {
    notes.clear();
    MergeOptions options =
        new MergeOptions(
            firstPrefix, secondPrefix, everyName, keepConnected, refuseClashes, highestOpset);
    return new Merger(options, notes).merge(first, second, connections, shared);
  }

  /// {@return what the last [#run()] did that may matter: names that were changed, versions that
  /// were stated without converting, a file format that is newer than that of one of the models}
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
