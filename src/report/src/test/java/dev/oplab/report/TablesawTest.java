package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static tech.tablesaw.aggregate.AggregateFunctions.sum;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.joining.JoinType;

/// What people do with the table behind a report works with the libraries that are on the class
/// path.
class TablesawTest {
  private final Table layers = Tables.layers(Profiles.many(8)).table();

  @Test
  void rowsAreFiltered() {
    Table slow = layers.where(layers.doubleColumn("mean_ms").isGreaterThan(6));
    assertThat(slow.intColumn("index").asList()).containsExactly(6, 7);
    assertThat(DataTable.of(slow).toText()).contains("/blocks/7/Add");
  }

  @Test
  void rowsAreSortedGroupedAndJoined() {
    assertThat(layers.sortDescendingOn("mean_ms").intColumn("index").get(0)).isEqualTo(7);
    assertThat(layers.summarize("mean_ms", sum).by("type").rowCount()).isEqualTo(4);
    Table cost =
        Table.create(
            StringColumn.create("type", "Conv", "Add"), StringColumn.create("cost", "a", "b"));
    assertThat(layers.joinOn("type").with(cost).type(JoinType.INNER).join().rowCount())
        .isEqualTo(4);
  }

  @Test
  void csvFilesAreReadAndWritten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("layers.csv");
    Files.writeString(file, Tables.layers(Profiles.many(8)).toCsv());
    Table read = Table.read().csv(file.toFile());
    assertThat(read.rowCount()).isEqualTo(8);
    assertThat(read.column("share").get(7)).isEqualTo(layers.column("share").get(7));
    StringWriter written = new StringWriter();
    read.write().csv(written);
    assertThat(written.toString()).startsWith("index,name,type,kind");
  }

  @Test
  void tablesPrintAndSummarise() {
    assertThat(layers.print()).contains("/blocks/0/Conv");
    assertThat(layers.summary().rowCount()).isPositive();
    assertThat(layers.structure().rowCount()).isEqualTo(layers.columnCount());
  }
}
