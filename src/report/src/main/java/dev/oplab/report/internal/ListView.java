package dev.oplab.report.internal;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.report.ColumnView.Format;
import dev.oplab.report.DataTable;
import dev.oplab.report.Printable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// How collections of nodes, values, constants and uses print: as a table of the first and the last
/// ones, and only those are looked at. Other collections are left alone.
public final class ListView {
  private static final int ROWS = DataTable.ROW_CAP;

  private ListView() {}

  /// {@return the table of these items; empty if they are not all of one kind that has one}
  public static Optional<Printable> of(Collection<?> items) {
    if (items.isEmpty() || !hasTable(items.iterator().next())) {
      return Optional.empty();
    }
    Ends<Object> ends = Ends.of(items, ROWS);
    List<Object> shown = ends.shown();
    if (all(shown, Node.class)) {
      return Optional.of(nodes(ends.map(Node.class::cast)));
    }
    if (all(shown, Value.class)) {
      return Optional.of(values(ends.map(item -> Optional.of((Value) item))));
    }
    if (all(shown, Tensor.class)) {
      return Optional.of(tensors(ends.map(Tensor.class::cast)));
    }
    if (all(shown, Value.Use.class)) {
      DataTable uses = ValueView.uses(ends.map(Value.Use.class::cast));
      return Optional.of(uses.titled(Origin.count(ends.total(), "use")));
    }
    boolean slots = all(shown, Optional.class) && shown.stream().allMatch(ListView::isSlot);
    return slots ? Optional.of(values(ends.map(ListView::slot))) : Optional.empty();
  }

  private static boolean hasTable(Object first) {
    return first instanceof Node
        || first instanceof Value
        || first instanceof Tensor
        || first instanceof Value.Use
        || first instanceof Optional<?>;
  }

  private static boolean all(List<Object> items, Class<?> type) {
    return items.stream().allMatch(type::isInstance);
  }

  private static boolean isSlot(Object item) {
    return item instanceof Optional<?> held && held.map(Value.class::isInstance).orElse(true);
  }

  private static Optional<Value> slot(Object item) {
    return ((Optional<?>) item).map(Value.class::cast);
  }

  /// {@return these nodes, one a row}
  static DataTable nodes(Collection<Node> nodes) {
    return nodes(Ends.of(nodes, ROWS));
  }

  /// {@return these constants, one a row}
  static DataTable tensors(Collection<Tensor> tensors) {
    return tensors(Ends.of(tensors, ROWS));
  }

  /// {@return these values, one a row}
  static DataTable values(Collection<Value> values) {
    return values(Ends.of(values, ROWS).map(Optional::of));
  }

  private static DataTable nodes(Ends<Node> nodes) {
    return NodeTable.of(nodes).titled(Origin.count(nodes.total(), "node"));
  }

  private static DataTable values(Ends<Optional<Value>> values) {
    return ValueTable.of(values, Value::graph).titled(Origin.count(values.total(), "value"));
  }

  private static DataTable tensors(Ends<Tensor> tensors) {
    List<Tensor> rows = tensors.shown();
    Table table = Table.create("");
    table.addColumns(
        IntColumn.create("index", IntStream.range(0, rows.size()).map(tensors::place).toArray()));
    text(table, rows, "name", Tensor::name);
    text(table, rows, "type", tensor -> tensor.dataType().label());
    text(table, rows, "shape", tensor -> tensor.shape().toString());
    table.addColumns(
        LongColumn.create("bytes", rows.stream().mapToLong(TensorView::bytes).toArray()));
    text(table, rows, "content", Preview::of);
    text(table, rows, "stored", tensor -> TensorView.stored(tensor.storage()));
    return DataTable.of(table)
        .named("tensors")
        .titled(Origin.count(tensors.total(), "tensor"))
        .excerpt(tensors.first().size(), tensors.total())
        .show("index", column -> column.label("#"))
        .show("bytes", column -> column.label("size").format(Format.BYTES))
        .show("stored", column -> column.dropWhenNarrow(1));
  }

  private static void text(
      Table table, List<Tensor> rows, String name, Function<Tensor, String> cell) {
    table.addColumns(StringColumn.create(name, rows.stream().map(cell).toList()));
  }
}
