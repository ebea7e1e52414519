package dev.oplab.report.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.report.ReportException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/// Writes the values of columns into a tensor, row by row.
public final class ColumnElements {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final DataType type;
  private final MemorySegment data;

  private ColumnElements(DataType type, long count) {
    this.type = type;
    this.data = Arena.ofAuto().allocate(Math.max(1, count * type.bits() / 8), 8);
  }

  public static Tensor tensor(String name, List<Column<?>> columns, DataType type, Shape shape) {
    int rows = columns.isEmpty() ? 0 : columns.getFirst().size();
    long count = (long) rows * columns.size();
    if (type == DataType.STRING) {
      return strings(name, columns, rows, shape);
    }
    if (!isWritten(type)) {
      throw new ReportException(
          "Column '%s': a tensor of %s is wanted, which no column is made into.\nFix: make a Tensor of that type yourself."
              .formatted(name, type));
    }
    ColumnElements elements = new ColumnElements(type, count);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns.size(); column++) {
        elements.put((long) row * columns.size() + column, columns.get(column), row);
      }
    }
    return Tensor.of(name, type, shape, elements.data.asSlice(0, count * type.bits() / 8));
  }

  private static boolean isWritten(DataType type) {
    return switch (type) {
      case FLOAT, DOUBLE, FLOAT16, BOOL -> true;
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  private static Tensor strings(String name, List<Column<?>> columns, int rows, Shape shape) {
    String[] all = new String[rows * columns.size()];
    for (int i = 0; i < all.length; i++) {
      Column<?> column = columns.get(i % columns.size());
      if (!(column instanceof StringColumn)) {
        throw new ReportException(
            "Column '%s': strings are wanted, and it is of the type %s.\nFix: take a column of strings, or convert it with asStringColumn()."
                .formatted(column.name(), column.type()));
      }
      all[i] = String.valueOf(column.get(i / columns.size()));
    }
    long[] sizes = shape.dims().stream().mapToLong(dim -> ((Dim.Known) dim).size()).toArray();
    return Tensor.of(name, all, sizes);
  }

  private void put(long index, Column<?> column, int row) {
    boolean missing = column.isMissing(row);
    boolean real = type == DataType.FLOAT || type == DataType.DOUBLE || type == DataType.FLOAT16;
    if (missing && !real) {
      throw at(
          column,
          row,
          "the value is missing, and " + type + " has none for that",
          "fill the gaps first, or drop the row with dropRowsWithMissingValues().");
    }
    if (column instanceof BooleanColumn flags && type == DataType.BOOL) {
      data.set(ValueLayout.JAVA_BYTE, index, flags.getByte(row));
      return;
    }
    if (!(column instanceof NumericColumn<?> numbers) || type == DataType.BOOL) {
      throw at(
          column,
          row,
          "%s is wanted, and the column is of the type %s".formatted(type, column.type()),
          "take a column of that kind.");
    }
    double value = missing ? Double.NaN : numbers.getDouble(row);
    switch (type) {
      case FLOAT -> data.set(INT, index * 4, Float.floatToRawIntBits((float) value));
      case DOUBLE -> data.set(LONG, index * 8, Double.doubleToRawLongBits(value));
      case FLOAT16 -> data.set(SHORT, index * 2, Float.floatToFloat16((float) value));
      default -> whole(index, column, row, value);
    }
  }

  private void whole(long index, Column<?> column, int row, double value) {
    boolean signed = type.name().startsWith("INT");
    double end = Math.scalb(1.0, signed ? type.bits() - 1 : type.bits());
    if (value != Math.rint(value) || value >= end || value < (signed ? -end : 0)) {
      throw at(
          column, row, type + " cannot hold " + value, "round the column, or take another type.");
    }
    long bits =
        column.get(row) instanceof Long exact
            ? exact
            : value >= 0x1p63 ? (long) (value - 0x1p63) + Long.MIN_VALUE : (long) value;
    switch (type.bits()) {
      case 8 -> data.set(ValueLayout.JAVA_BYTE, index, (byte) bits);
      case 16 -> data.set(SHORT, index * 2, (short) bits);
      case 32 -> data.set(INT, index * 4, (int) bits);
      default -> data.set(LONG, index * 8, bits);
    }
  }

  private static ReportException at(Column<?> column, int row, String what, String fix) {
    return new ReportException(
        "Column '%s', row %d: %s.\nFix: %s".formatted(column.name(), row, what, fix));
  }
}
