package dev.oplab.command.surgeon;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.CommandException;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.UsageException;
import dev.oplab.command.internal.Quoted;
import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.Arguments;
import dev.oplab.surgeon.Layer;
import dev.oplab.surgeon.Operation;
import dev.oplab.surgeon.Surgeon;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node that a command describes: operator, attributes and constant inputs. What it takes in
/// besides comes first.
///
/// @param outputs how many values it puts out
record NewNode(
    String op,
    String domain,
    String name,
    Map<String, String> attributes,
    List<Literal> constants,
    int outputs,
    NotebookHost host)
    implements Operation {

  private static final Option<String> OP =
      Option.value("op", ArgumentTypes.text("TYPE"), "", "the operator").required();
  private static final Option<Optional<String>> DOMAIN =
      Option.optional(
          "domain", ArgumentTypes.text("NAME"), "its domain, where that is not ONNX's own");
  private static final Option<List<AttributeText>> ATTR =
      Option.list("attr", AttributeText.type(), "an attribute of the node")
          .takingMore(word -> Quoted.first(word, '=') > 0);
  private static final Option<List<Literal>> CONST =
      Option.list("const", Literal.argument(), "a constant, as a further input of the node")
          .takingMore(Literal::looksLike);
  private static final Option<Optional<String>> NAME =
      Option.optional("name", ArgumentTypes.text("NAME"), "the name of the node");

  static final List<Option<?>> OPTIONS = List.of(OP, ATTR, CONST, DOMAIN, NAME);

  static final String DESCRIPTION =
      """
      Attributes and constants are numbers (1, 0.5), words, or lists of them ([1,2]). Those of
      ONNX's own operators get the type that ONNX has for them; an attribute that is an input in the
      model's opset, as min and max of Clip are, becomes one. A constant has the type of the first
      input where the operator wants that (float32 if it is not known), or the one before it:
      float16:0.5, int32:[1,2].
      """;

  /// {@return the node that the options describe}
  static NewNode of(dev.oplab.command.Arguments arguments, int outputs, NotebookHost host) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (AttributeText attribute : arguments.value(ATTR)) {
      if (attributes.put(attribute.key(), attribute.text()) != null) {
        throw new UsageException(ATTR.label() + ": '" + attribute.key() + "' is given twice");
      }
    }
    return new NewNode(
        arguments.value(OP),
        arguments.value(DOMAIN).orElse(""),
        arguments.value(NAME).orElse(""),
        attributes,
        arguments.value(CONST),
        outputs,
        host);
  }

  @Override
  public List<Value> apply(Surgeon g, Arguments given) {
    checkOperator(g);
    DataType type = firstType(given);
    List<@Nullable Object> inputs = new ArrayList<>(given);
    for (Literal constant : constants) {
      inputs.add(named(constant.tensor(Operators.takesOneType(op, domain) ? type : null), "const"));
    }
    Layer layer = g.layer(op).domain(domain).name(name);
    attributes.forEach((key, text) -> {
      Optional<AttributeFacts.Moved> moved = AttributeFacts.moved(op, domain, key, g.opset());
      if (moved.isPresent()) {
        Literal literal =
            new AttributeText(key, text).literal(AttributeFacts.kind(op, domain, key));
        Tensor constant = literal.tensor(moved.get().typeBeside(type));
        put(inputs, moved.get(), key, named(moved.get().shaped(constant), key));
      } else {
        layer.attr(key, attribute(key, text));
      }
    });
    return layer.in(inputs).outs(outputs);
  }

  private Attribute attribute(String key, String text) {
    return new AttributeText(key, text).value(op, domain);
  }

  private void put(
      List<@Nullable Object> inputs, AttributeFacts.Moved moved, String key, Tensor constant) {
    while (inputs.size() <= moved.input()) {
      inputs.add(null);
    }
    if (inputs.get(moved.input()) != null) {
      throw new UsageException(
          "%s: %s takes '%s' as input %d, and that is given already"
              .formatted(ATTR.label(), op, key, moved.input()));
    }
    inputs.set(moved.input(), constant);
  }

  private boolean isUsed(Model model) {
    return model.functions().stream()
            .anyMatch(one -> one.name().equals(op) && Operators.isOwn(one.domain()))
        || model.allNodes().stream()
            .anyMatch(one -> one.opType().equals(op) && Operators.isOwn(one.domain()));
  }

  private Tensor named(Tensor constant, String key) {
    String stem = name.isEmpty() ? op.toLowerCase(Locale.ROOT) : name;
    return constant.named(stem + "_" + key);
  }

  /// {@return the element type of the first input; where it is not known, what it most likely is}
  private static DataType firstType(Arguments given) {
    return !given.isEmpty()
            && given.getFirst() instanceof Value value
            && value.type() instanceof ValueType.TensorType tensor
        ? tensor.dataType()
        : DataType.FLOAT;
  }

  /// Refuses an operator that the model's opset does not have or that can only be a slip of the
  /// pen, remarks on one that is not known.
  private void checkOperator(Surgeon g) {
    Optional<Long> since = Operators.since(op);
    if (!Operators.isOwn(domain) || isUsed(g.model())) {
      return;
    }
    if (since.isPresent()) {
      if (g.opset() < since.get()) {
        throw new CommandException(
            "%s > %s: %s came with opset %d, and this has opset %d\nFix: build it of older operators, or convert the model first."
                .formatted(g.model().name(), g.graph(), op, since.get(), g.opset()));
      }
      return;
    }
    String doubt = "ONNX has no operator '%s' that is known here".formatted(op);
    Optional<String> near = Operators.nearest(op);
    if (near.isPresent()) {
      throw new UsageException("%s: %s. Did you mean %s?".formatted(OP.label(), doubt, near.get()));
    }
    host.note(doubt + "; it is put in as it is");
  }
}
