package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Model;
import java.util.List;
import java.util.Optional;

/// A rewrite of a model that keeps what it computes on valid inputs, the names of its inputs and
/// outputs, and the notes on the nodes that survive. Running it a second time changes nothing.
public interface Pass {
  /// {@return the name people call it by, as `remove-identity`}
  String name();

  /// {@return what it does, in one sentence}
  String summary();

  /// {@return what a model must have for it, as `opset 17`; empty if any model will do}
  default String needs() {
    return "";
  }

  /// {@return why the pass cannot do its work on this model, with how to help; empty if it can}
  default Optional<String> requires(Model model) {
    return Optional.empty();
  }

  /// Rewrites the model.
  ///
  /// @return what was changed; without rows if nothing was
  PassResult apply(Model model);

  /// {@return what of the pass's promise the model does not keep after it; empty if all is well}
  default List<String> ensures(Model model) {
    return List.of();
  }
}
