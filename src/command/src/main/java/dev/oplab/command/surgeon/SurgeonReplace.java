package dev.oplab.command.surgeon;

import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.onnx.GraphChoice;
import dev.oplab.onnx.Value;
import java.util.List;

/// `surgeon replace MODEL`: one node in the place of several.
public final class SurgeonReplace implements Command {
  private static final Option<List<String>> INPUTS =
      TensorNames.option("inputs", "what the new node takes in, in its order").required();
  private static final Option<List<String>> OUTPUTS =
      TensorNames.option("outputs", "what it puts out instead, in its order").required();
  private static final Option<Boolean> CLEANUP =
      Option.flag("cleanup", "then remove what no output needs any more");

  @Override
  public Declaration declaration() {
    Declaration.Builder builder =
        Declaration.of("surgeon", "replace", "Put one node in the place of several")
            .description(
                """
                Replaces all nodes between some tensors and others by one node. Nodes whose results
                are used elsewhere too stay, as do other users of the inputs. The outputs keep their
                names.

                """
                    + NewNode.DESCRIPTION)
            .positional(ModelEdit.MODEL)
            .option(INPUTS)
            .option(OUTPUTS);
    NewNode.OPTIONS.forEach(builder::option);
    return builder
        .option(CLEANUP)
        .option(GraphChoice.GRAPH)
        .makes(ModelEdit.OUT)
        .tables("changes")
        .example(
            "surgeon replace model.onnx --inputs x --outputs y --op Clip --attr min=0 max=6 -o"
                + " out.onnx",
            "A Min and a Max, say, become one Clip.")
        .example(
            "surgeon replace model.onnx --inputs q k v --outputs ctx --op Attention --domain"
                + " com.microsoft --attr num_heads=8 -o out.onnx",
            "A whole block becomes one node of another domain.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    ModelEdit edit = ModelEdit.open(arguments);
    NewNode node = NewNode.of(arguments, arguments.value(OUTPUTS).size(), host);
    edit.apply(
        arguments,
        surgeon -> {
          List<Value> inputs = arguments.value(INPUTS).stream().map(surgeon::tensor).toList();
          List<Value> outputs = arguments.value(OUTPUTS).stream().map(surgeon::tensor).toList();
          surgeon.replaceSubgraph(inputs, outputs, node);
          return arguments.value(CLEANUP) ? surgeon.cleanup() : surgeon;
        });
    return edit.keepWithChanges(arguments, host);
  }
}
