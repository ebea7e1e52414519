package dev.oplab.command;

import dev.oplab.command.onnx.OnnxDiff;
import dev.oplab.command.onnx.OnnxSave;
import dev.oplab.command.onnx.OnnxShow;
import dev.oplab.command.onnx.OnnxText;
import dev.oplab.command.ort.OrtProfile;
import dev.oplab.command.surgeon.SurgeonCleanup;
import dev.oplab.command.surgeon.SurgeonExtract;
import dev.oplab.command.surgeon.SurgeonInsert;
import dev.oplab.command.surgeon.SurgeonMerge;
import dev.oplab.command.surgeon.SurgeonPasses;
import dev.oplab.command.surgeon.SurgeonRemove;
import dev.oplab.command.surgeon.SurgeonRename;
import dev.oplab.command.surgeon.SurgeonReplace;
import dev.oplab.command.surgeon.SurgeonRun;
import dev.oplab.command.surgeon.SurgeonSetShape;
import dev.oplab.command.surgeon.SurgeonSort;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The table of all commands. Adding one is adding its file and a row here.
public final class Commands {
  private static final List<Group> GROUPS =
      List.of(
          new Group("onnx", "ONNX models: look inside, compare, save"),
          new Group("surgeon", "Surgery on ONNX models: cut, clean, rename, replace, join"),
          new Group("ort", "ONNX Runtime on the CPU: run and profile"));

  private static final List<Row> ROWS =
      List.of(
          new Row("onnx", "show", OnnxShow::new),
          new Row("onnx", "diff", OnnxDiff::new),
          new Row("onnx", "text", OnnxText::new),
          new Row("onnx", "save", OnnxSave::new),
          new Row("surgeon", "extract", SurgeonExtract::new),
          new Row("surgeon", "cleanup", SurgeonCleanup::new),
          new Row("surgeon", "sort", SurgeonSort::new),
          new Row("surgeon", "rename", SurgeonRename::new),
          new Row("surgeon", "replace", SurgeonReplace::new),
          new Row("surgeon", "insert", SurgeonInsert::new),
          new Row("surgeon", "remove", SurgeonRemove::new),
          new Row("surgeon", "set-shape", SurgeonSetShape::new),
          new Row("surgeon", "merge", SurgeonMerge::new),
          new Row("surgeon", "run", SurgeonRun::new),
          new Row("surgeon", "passes", SurgeonPasses::new),
          new Row("ort", "profile", OrtProfile::new));

  /// The first word of a command and what its commands are about.
  public record Group(String name, String summary) {}

  /// A command by name; it is made when it is wanted.
  public record Row(String group, String name, Supplier<Command> maker) {
    public Command command() {
      return maker.get();
    }
  }

  private Commands() {}

  /// {@return the groups in the order of the overview}
  public static List<Group> groups() {
    return GROUPS;
  }

  /// {@return every command}
  public static List<Row> rows() {
    return ROWS;
  }

  /// {@return the group called `name`}
  public static Optional<Group> group(String name) {
    return GROUPS.stream().filter(group -> group.name().equals(name)).findFirst();
  }

  /// {@return the commands of a group}
  public static List<Row> in(Group group) {
    return ROWS.stream().filter(row -> row.group().equals(group.name())).toList();
  }
}
