package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TensorColumnsTest {
  private static final ValueLayout.OfFloat FLOATS =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONGS =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Test
  void aColumnBecomesAVectorOrAColumnOfAMatrix() {
    DoubleColumn column = DoubleColumn.create("x", 1.5, 2, -3);
    Tensor vector = TensorColumns.tensor(column, DataType.FLOAT, 1);
    assertThat(vector).hasToString("float32[3] 'x' (12 B)");
    assertThat(vector.data().toArray(FLOATS)).containsExactly(1.5f, 2, -3);
    assertThat(TensorColumns.tensor(column, DataType.FLOAT, 2).shape()).isEqualTo(Shape.of(3, 1));
  }

  @Test
  void theRowsOfATableAreRowsOfTheTensor() {
    Table table =
        Table.create("t", DoubleColumn.create("a", 1, 2, 3), LongColumn.create("b", 4, 5, 6));
    Tensor tensor = TensorColumns.tensor(table, DataType.FLOAT);
    assertThat(tensor.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(tensor.data().toArray(FLOATS)).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void wholeNumbersStayExact() {
    LongColumn column = LongColumn.create("id", (1L << 53) + 1, -1);
    Tensor tensor = TensorColumns.tensor(column, DataType.INT64, 1);
    assertThat(tensor.data().toArray(LONGS)).containsExactly((1L << 53) + 1, -1);
    assertThatThrownBy(() -> TensorColumns.tensor(column, DataType.UINT64, 1))
        .isInstanceOf(ReportException.class)
        .hasMessage(
            "Column 'id', row 1: uint64 cannot hold -1.0.\n"
                + "Fix: round the column, or take another type.");
  }

  @Test
  void aFractionIsNoWholeNumber() {
    assertThatThrownBy(
            () -> TensorColumns.tensor(DoubleColumn.create("x", 1, 0.5), DataType.INT32, 1))
        .hasMessageContaining("row 1: int32 cannot hold 0.5");
  }

  @Test
  void whatIsMissingIsNaNOrAnError() {
    DoubleColumn column = DoubleColumn.create("x", 2);
    column.set(0, 1.0);
    Tensor tensor = TensorColumns.tensor(column, DataType.FLOAT, 1);
    assertThat(tensor.data().toArray(FLOATS)).containsExactly(1f, Float.NaN);
    assertThatThrownBy(() -> TensorColumns.tensor(column, DataType.INT64, 1))
        .hasMessageContaining("row 1: the value is missing")
        .hasMessageContaining("Fix: fill the gaps first");
  }

  @Test
  void booleansAndStringsAreTakenAsTheyAre() {
    Tensor flags = TensorColumns.tensor(BooleanColumn.create("b", true, false), DataType.BOOL, 1);
    assertThat(flags.data().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 0);
    Tensor words = TensorColumns.tensor(StringColumn.create("s", "a", "é"), DataType.STRING, 1);
    assertThat(words.strings()).containsExactly("a", "é");
    assertThatThrownBy(() -> TensorColumns.tensor(StringColumn.create("s", "1"), DataType.FLOAT, 1))
        .hasMessageContaining("float32 is wanted, and the column is of the type STRING");
    assertThatThrownBy(() -> TensorColumns.tensor(DoubleColumn.create("x", 1), DataType.STRING, 1))
        .hasMessageContaining("strings are wanted");
  }
}
