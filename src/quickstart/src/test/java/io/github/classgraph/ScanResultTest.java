package io.github.classgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ScanResultTest {

  @Test
  void tablesawReadsAndWritesCsvWithoutTheRealScan() {
    Table table = Table.read().csv(new StringReader("layer,ms\nconv,1.5\n"));
    assertThat(table.rowCount()).isEqualTo(1);
    StringWriter written = new StringWriter();
    table.write().csv(written);
    assertThat(written.toString()).contains("layer,ms", "conv,1.5");
  }

  @Test
  void onlyReadersAndWritersThatAreThereAreNamed() {
    try (ScanResult result = new ClassGraph().scan()) {
      assertThat(result.getClassesImplementing("tech.tablesaw.io.DataReader").getNames())
          .contains("tech.tablesaw.io.csv.CsvReader")
          .doesNotContain("tech.tablesaw.io.xlsx.XlsxReader");
      assertThat(result.getClassesImplementing("tech.tablesaw.io.DataWriter").getNames())
          .contains("tech.tablesaw.io.csv.CsvWriter")
          .doesNotContain("tech.tablesaw.io.csv.CsvReader");
    }
  }
}
