package dev.oplab.command.surgeon;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandException;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.Positional;
import dev.oplab.command.UsageException;
import dev.oplab.command.internal.DidYouMean;
import dev.oplab.command.onnx.GraphChoice;
import dev.oplab.onnx.Node;
import dev.oplab.surgeon.Surgeon;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `surgeon remove MODEL NODE...`: without some nodes, what they took in going on to who used them.
public final class SurgeonRemove implements Command {
  private static final Positional<List<String>> NODES =
      Positional.list(
          "NODE",
          TensorNames.type("NODE"),
          0,
          "a node, by its name or the name of one of its outputs");
  private static final Option<List<String>> OP =
      Option.list("op", ArgumentTypes.text("TYPE"), "every node of this operator");
  private static final Option<Optional<Integer>> INPUT =
      Option.optional(
          "input",
          ArgumentTypes.integer(0, Integer.MAX_VALUE),
          "which input takes the place of the output, counted from 0; otherwise the only one that"
              + " can");
  private static final Option<Boolean> CLEANUP =
      Option.flag("cleanup", "then remove what no output needs any more");

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "surgeon", "remove", "Take nodes out, their input going on in their place")
        .description(
            """
            Removes nodes. What used the output of one gets its input instead: the only one that is
            no constant and whose type agrees, or the one that --input names. The names of the
            model's outputs stay.
            """)
        .positional(ModelEdit.MODEL)
        .positional(NODES)
        .option(OP)
        .option(INPUT)
        .option(CLEANUP)
        .option(GraphChoice.GRAPH)
        .makes(ModelEdit.OUT)
        .tables("changes")
        .example("surgeon remove model.onnx --op Dropout -o model.onnx", "Every Dropout, in place.")
        .example(
            "surgeon remove model.onnx /act/Mul --input 1 --cleanup -o out.onnx",
            "One node, its second input going on, and what only it needed.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    List<String> names = arguments.value(NODES);
    List<String> operators = arguments.value(OP);
    if (names.isEmpty() && operators.isEmpty()) {
      throw new UsageException("name a NODE, or an operator with --op");
    }
    ModelEdit edit = ModelEdit.open(arguments);
    edit.apply(
        arguments,
        surgeon -> {
          Set<Node> nodes = new LinkedHashSet<>();
          names.forEach(name -> nodes.add(NodeChoice.of(surgeon, name)));
          operators.forEach(operator -> nodes.addAll(all(surgeon, operator)));
          nodes.forEach(node -> remove(surgeon, node, arguments.value(INPUT)));
          return arguments.value(CLEANUP) ? surgeon.cleanup() : surgeon;
        });
    return edit.keepWithChanges(arguments, host);
  }

  private static void remove(Surgeon surgeon, Node node, Optional<Integer> input) {
    input.ifPresentOrElse(place -> surgeon.removeNode(node, place), () -> surgeon.removeNode(node));
  }

  private static List<Node> all(Surgeon surgeon, String operator) {
    List<Node> nodes = surgeon.nodes(operator);
    if (nodes.isEmpty()) {
      List<String> there = surgeon.nodes().stream().map(Node::opType).distinct().toList();
      throw new CommandException(
          "%s > %s: no node is a '%s'\nFix: %s"
              .formatted(
                  surgeon.model().name(),
                  surgeon.graph(),
                  operator,
                  DidYouMean.nearest(operator, there)
                      .map("did you mean '%s'?"::formatted)
                      .orElse("--graph looks into another graph of the model.")));
    }
    return List.copyOf(nodes);
  }
}
