package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ShortNamesTest {

  @Test
  void partsThatTheNextPartRepeatsAreLeftOutFirst() {
    assertThat(shown("/features/features.3/block/block.2/block.2.0/Conv", 30))
        .isEqualTo("…/features.3/block.2.0/Conv");
  }

  @Test
  void thenTheNameIsCutAndItsTailStays() {
    assertThat(shown("/features/features.3/block/block.2/block.2.0/Conv", 20))
        .isEqualTo("…es.3/block.2.0/Conv");
    assertThat(shown("onnx::a_name_without_any_path_that_is_long", 20))
        .isEqualTo("onnx…th_that_is_long");
  }

  @Test
  void aNameThatFitsIsLeftAlone() {
    assertThat(shown("/block/block.2/Conv", 19)).isEqualTo("/block/block.2/Conv");
  }

  @Test
  void eachItemOfAListIsShortened() {
    assertThat(list("/features/features.0/Conv_output_0, weight, bias", 36))
        .isEqualTo("…tures.0/Conv_output_0, weight, bias");
  }

  @Test
  void wordsBeforeANameStay() {
    assertThat(list("fused from /features/features.0/Conv, /features/features.0/Relu", 42))
        .isEqualTo("fused from …s.0/Conv, …/features.0/Relu");
  }

  @Test
  void aListOfVeryManyItemsIsCutAtItsEnd() {
    assertThat(list("aaaa, ".repeat(50) + "b", 20)).isEqualTo("aaaa, aaaa, aaaa, a…");
  }

  @Test
  void nothingIsCutInsideOneCharacter() {
    String family = "👩‍👩‍👧‍👦";
    assertThat(shown(family.repeat(20), 12)).matches("(" + family + ")*…(" + family + ")*");
  }

  private static String shown(String name, int width) {
    return cell(name, ColumnView.Overflow.ELIDE_MIDDLE, width);
  }

  private static String list(String items, int width) {
    return cell(items, ColumnView.Overflow.ELIDE_ITEMS, width);
  }

  private static String cell(String text, ColumnView.Overflow how, int width) {
    DataTable table =
        DataTable.of(Table.create("", StringColumn.create("s", text)))
            .show("s", column -> column.overflow(how, width));
    return table.toText(500).lines().skip(2).findFirst().orElseThrow();
  }
}
