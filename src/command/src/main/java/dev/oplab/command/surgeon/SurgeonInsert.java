package dev.oplab.command.surgeon;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.UsageException;
import dev.oplab.command.onnx.GraphChoice;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.Surgeon;
import java.util.Optional;
import java.util.stream.Stream;

/// `surgeon insert MODEL`: one more node, in an edge or in all edges of a value.
public final class SurgeonInsert implements Command {
  private static final Option<Optional<String>> AFTER =
      Option.optional(
          "after", TensorNames.type("TENSOR"), "behind this tensor: all that used it use the new");
  private static final Option<Optional<String>> BEFORE =
      Option.optional(
          "before",
          TensorNames.type("TENSOR"),
          "between this tensor and the node that puts it out; the new tensor gets its name");
  private static final Option<Optional<String>> NODE =
      Option.optional(
          "node", TensorNames.type("NODE"), "before one input of this node; others keep theirs");
  private static final Option<Integer> INPUT =
      Option.value(
          "input",
          ArgumentTypes.integer(0, Integer.MAX_VALUE),
          0,
          "with --node: which input, counted from 0");

  @Override
  public Declaration declaration() {
    Declaration.Builder builder =
        Declaration.of("surgeon", "insert", "Put one more node into a model")
            .description(
                """
                Inserts a node that takes in a tensor of the model and whose output takes its place:
                for all that used the tensor (--after, --before), or for one input of one node
                (--node). The names of the model's outputs stay.

                """
                    + NewNode.DESCRIPTION)
            .positional(ModelEdit.MODEL)
            .option(AFTER)
            .option(BEFORE)
            .option(NODE)
            .option(INPUT);
    NewNode.OPTIONS.forEach(builder::option);
    return builder
        .option(GraphChoice.GRAPH)
        .makes(ModelEdit.OUT)
        .tables("changes")
        .example(
            "surgeon insert model.onnx --after input0 --op Div --const 255.0 -o model.onnx",
            "Scale the input first.")
        .example(
            "surgeon insert model.onnx --before output0 --op Softmax --attr axis=1 -o out.onnx",
            "A Softmax as the last node; the output keeps its name.")
        .example(
            "surgeon insert model.onnx --node conv1 --input 1 --op Cast --attr to=float16",
            "Before the weights of one node.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    long places = Stream.of(AFTER, BEFORE, NODE).filter(arguments::given).count();
    if (places != 1) {
      throw new UsageException(
          "expected one of --after, --before and --node, found "
              + (places == 0 ? "none" : places + " of them"));
    }
    if (arguments.given(INPUT) && !arguments.given(NODE)) {
      throw new UsageException("--input needs --node");
    }
    ModelEdit edit = ModelEdit.open(arguments);
    NewNode node = NewNode.of(arguments, 1, host);
    edit.apply(arguments, surgeon -> insert(surgeon, node, arguments));
    return edit.keepWithChanges(arguments, host);
  }

  private static Value insert(Surgeon surgeon, NewNode node, Arguments arguments) {
    Optional<String> after = arguments.value(AFTER);
    Optional<String> before = arguments.value(BEFORE);
    if (after.isPresent()) {
      return surgeon.insertAfter(surgeon.tensor(after.get()), node);
    }
    if (before.isPresent()) {
      return surgeon.insertBefore(surgeon.tensor(before.get()), node);
    }
    String name = arguments.value(NODE).orElseThrow();
    return surgeon.insertBefore(NodeChoice.of(surgeon, name), arguments.value(INPUT), node);
  }
}
