package dev.oplab.report;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.report.internal.ColumnElements;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// Tablesaw's columns as tensors.
///
/// ```java
/// Table flowers = Table.read().csv("iris.csv");
/// Tensor x = TensorColumns.tensor(flowers.rejectColumns("species"), DataType.FLOAT);
/// ```
///
/// Numbers become those of the element type: rounded to the nearest float, while a whole number
/// that the type cannot hold is an error. A missing value is NaN, and an error where there is none.
public final class TensorColumns {
  private TensorColumns() {}

  /// {@return a column as a tensor: `[n]`, or `[n, 1]` where `rank` is 2}
  ///
  /// @param type what the elements become
  /// @param rank the number of dimensions, 1 if it is anything but 2
  /// @throws ReportException if a value is none of that type: which one
  public static Tensor tensor(Column<?> column, DataType type, int rank) {
    Shape shape = rank == 2 ? Shape.of(column.size(), 1) : Shape.of(column.size());
    return ColumnElements.tensor(column.name(), List.of(column), type, shape);
  }

  /// {@return the rows of a table as a tensor of the shape `[rows, columns]`}
  ///
  /// @param type what the elements become
  /// @throws ReportException if a value is none of that type: which one
  public static Tensor tensor(Table table, DataType type) {
    List<Column<?>> columns = new ArrayList<>(table.columns());
    Shape shape = new Shape(List.of(Dim.of(table.rowCount()), Dim.of(columns.size())));
    return ColumnElements.tensor(String.valueOf(table.name()), columns, type, shape);
  }
}
