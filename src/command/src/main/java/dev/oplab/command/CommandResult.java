package dev.oplab.command;

import dev.oplab.report.DataTable;
import dev.oplab.report.Picture;
import dev.oplab.report.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What came out of a command: an object, and the parts that show it, in order. A part is made only
/// when it is wanted, so a table costs no picture. Immutable: each method gives a changed copy.
public final class CommandResult {
  private final Optional<Object> value;
  private final List<Part> parts;
  private final Optional<Supplier<Map<String, Object>>> json;
  private final boolean good;
  private final Optional<String> main;
  private final List<Written> written;

  /// A file that the command wrote, and how many bytes are in it.
  public record Written(Path file, long bytes) {}

  /// Something to show. Parts that are not `shown` are there to be asked for by name.
  public sealed interface Part {
    boolean shown();

    Printable content();
  }

  /// A part that is neither table nor picture.
  public record Text(Supplier<? extends Printable> maker) implements Part {
    @Override
    public boolean shown() {
      return true;
    }

    @Override
    public Printable content() {
      return maker.get();
    }
  }

  /// A table, by the name that the declaration gives it. One that is not `capped` is always shown
  /// with all its rows: a list of properties.
  public record Table(String name, Supplier<DataTable> maker, boolean shown, boolean capped)
      implements Part {
    @Override
    public DataTable content() {
      return maker.get();
    }
  }

  /// A picture, by the name that the declaration gives it.
  public record Drawing(String name, Supplier<Picture> maker) implements Part {
    @Override
    public boolean shown() {
      return true;
    }

    @Override
    public Picture content() {
      return maker.get();
    }
  }

  private CommandResult(
      Optional<Object> value,
      List<Part> parts,
      Optional<Supplier<Map<String, Object>>> json,
      boolean good,
      Optional<String> main,
      List<Written> written) {
    this.value = value;
    this.parts = List.copyOf(parts);
    this.json = json;
    this.good = good;
    this.main = main;
    this.written = List.copyOf(written);
  }

  /// {@return a result that `--as` binds as `value`}
  public static CommandResult of(Object value) {
    return new CommandResult(
        Optional.of(value), List.of(), Optional.empty(), true, Optional.empty(), List.of());
  }

  /// {@return a result with nothing to bind}
  public static CommandResult empty() {
    return new CommandResult(
        Optional.empty(), List.of(), Optional.empty(), true, Optional.empty(), List.of());
  }

  /// {@return this result with one more part}
  public CommandResult show(Supplier<? extends Printable> printable) {
    return with(new Text(printable));
  }

  /// {@return this result with one more table, a list of properties, shown if `shown`}
  public CommandResult properties(String name, boolean shown, Supplier<DataTable> table) {
    return with(new Table(name, table, shown, false));
  }

  /// {@return this result with one more table, shown}
  public CommandResult table(String name, Supplier<DataTable> table) {
    return with(new Table(name, table, true, true));
  }

  /// {@return this result with one more table, shown if `shown`, and there for `--table` anyway}
  public CommandResult table(String name, boolean shown, Supplier<DataTable> table) {
    return with(new Table(name, table, shown, true));
  }

  /// {@return this result with one more picture, shown in a notebook}
  public CommandResult picture(String name, Supplier<Picture> picture) {
    return with(new Drawing(name, picture));
  }

  /// {@return this result with the object that `--json` prints}
  public CommandResult json(Supplier<Map<String, Object>> object) {
    return new CommandResult(value, parts, Optional.of(object), good, main, written);
  }

  /// {@return this result, CSV and Markdown made from the table `name` unless another is asked for}
  public CommandResult main(String name) {
    return new CommandResult(value, parts, json, good, Optional.of(name), written);
  }

  /// {@return this result of a check that said no: the exit status is 1}
  public CommandResult failed() {
    return new CommandResult(value, parts, json, false, main, written);
  }

  /// {@return this result with a file that the command wrote, which is said below what is shown}
  public CommandResult wrote(Written file) {
    List<Written> more = new ArrayList<>(written);
    more.add(file);
    return new CommandResult(value, parts, json, good, main, more);
  }

  public Optional<Object> value() {
    return value;
  }

  public List<Part> parts() {
    return parts;
  }

  /// {@return the table that stands for the whole, empty for the first that is declared}
  public Optional<String> main() {
    return main;
  }

  /// {@return false where a check said no}
  public boolean good() {
    return good;
  }

  /// {@return the files that the command wrote}
  public List<Written> written() {
    return written;
  }

  /// {@return what `--json` prints: the given object, or each table's rows under its name; and the
  /// files written under `written`}
  public Map<String, Object> toJson() {
    Map<String, Object> object = new LinkedHashMap<>();
    if (json.isPresent()) {
      object.putAll(json.get().get());
    } else {
      for (Part part : parts) {
        if (part instanceof Table table) {
          object.put(table.name(), table.content().toRows());
        }
      }
    }
    if (!written.isEmpty()) {
      object.put("written", written.stream().map(CommandResult::row).toList());
    }
    return object;
  }

  private static Map<String, Object> row(Written file) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("path", file.file().toString());
    row.put("bytes", file.bytes());
    return row;
  }

  private CommandResult with(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new CommandResult(value, more, json, good, main, written);
  }
}
