package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of a model that a graph belongs to, which says what its operators mean: the main graph,
/// or the body of a function. Found once for each graph.
public final class Home {
  private static final long INITIALIZERS_WITHOUT_INPUTS = 4;

  private final Model model;
  private final Graph root;

  private Home(Model model, Graph root) {
    this.model = model;
    this.root = root;
  }

  /// {@return the part of `model` that `graph` is in}
  ///
  /// @throws dev.oplab.onnx.OnnxException if it is in another model
  public static Home of(Model model, Graph graph) {
    Graph root = graph;
    while (root.parent().isPresent()) {
      root = root.parent().get();
    }
    Home home = new Home(model, root);
    if (root != model.graph() && home.function() == null) {
      throw Refusal.at(
          graph,
          "it is no part of the model " + model.name(),
          "take a graph of this model, a subgraph of it or the body of one of its functions");
    }
    return home;
  }

  /// {@return whether `graph` can hold initializers that are no inputs: the body of a function
  /// cannot, nor can a model before IR version 4}
  boolean holdsInitializers(Graph graph) {
    boolean body = graph == root && root != model.graph();
    return !body && model.header().irVersion() >= INITIALIZERS_WITHOUT_INPUTS;
  }

  public Map<String, Long> opsets() {
    LocalFunction function = function();
    return function == null ? model.header().opsets() : function.opsets();
  }

  /// {@return the opset in which ONNX's own operators are meant, 0 for none}
  public long opset() {
    return opsets().getOrDefault("", 0L);
  }

  /// Makes sure that operators of this domain may be used; one not imported yet in version 1.
  public void importDomain(String domain) {
    if (domain.isEmpty() || domain.equals("ai.onnx") || opsets().containsKey(domain)) {
      return;
    }
    if (!model.header().opsets().containsKey(domain)) {
      model.opset(domain, 1);
    }
    if (root != model.graph()) {
      opset(domain, model.header().opsets().getOrDefault(domain, 1L));
    }
  }

  /// Says in which version the operators of a domain are meant here.
  public void opset(String domain, long version) {
    LocalFunction function = function();
    if (function == null) {
      model.opset(domain, version);
      return;
    }
    Map<String, Long> more = new LinkedHashMap<>(function.opsets());
    more.put(domain, version);
    model.setFunctions(
        model.functions().stream()
            .map(one -> one.body() == root ? one.opsets(more) : one)
            .toList());
  }

  /// {@return the function whose body this is, null for the main graph}
  public @Nullable LocalFunction function() {
    if (root == model.graph()) {
      return null;
    }
    for (LocalFunction function : model.functions()) {
      if (function.body() == root) {
        return function;
      }
    }
    return null;
  }
}
