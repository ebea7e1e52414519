package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DataTableTest {

  @Test
  void numbersStandAtTheRightAndWordsAtTheLeft() {
    DataTable table = DataTable.of(table("n", new int[] {5, 500}, "word", "a", "bcd"));
    assertThat(table.toText().lines())
        .containsExactly("  n  word", "───  ────", "  5  a", "500  bcd", "───  ────");
  }

  @Test
  void aTableAtItsCapIsShownWhole() {
    assertThat(numbers(40).toText()).doesNotContain("more rows", "of 40");
  }

  @Test
  void aTableOverItsCapShowsFirstAndLastRowsAndSaysSo() {
    String text = numbers(118).toText();
    assertThat(text).contains("40 of 118 rows: the first 30 and the last 10", "… 78 more rows …");
    List<String> lines = text.lines().map(String::strip).toList();
    assertThat(lines).contains("0", "29", "108", "117").doesNotContain("30", "107");
    assertThat(numbers(118).toHtml())
        .contains("40 of 118 rows: the first 30 and the last 10", "… 78 more rows …");
  }

  @Test
  void aCapOfNoneShowsAll() {
    assertThat(numbers(118).cap(0).toText().lines().count()).isEqualTo(118 + 3);
  }

  @Test
  void aSmallCapIsKept() {
    assertThat(numbers(10).cap(1).toText()).contains("1 of 10 rows: the first 1");
  }

  @Test
  void filesForProgramsAreNeverCapped() {
    DataTable table = numbers(118).cap(5);
    assertThat(table.toCsv().lines().count()).isEqualTo(119);
    assertThat(table.toMarkdown().lines().filter(line -> line.startsWith("| "))).hasSize(120);
    assertThat(table.toRows()).hasSize(118);
  }

  @Test
  void csvQuotesWhatItMustAndKeepsFullPrecision() {
    Table table =
        Table.create(
            "t",
            StringColumn.create("a,b", "x\"y", "line\nfeed", " edge", "plain"),
            DoubleColumn.create("v", 0.1 + 0.2, Double.NaN, 1e-9, 3));
    String expected =
        """
        "a,b",v
        "x""y",0.30000000000000004
        "line<LF>feed",
        " edge",1.0E-9
        plain,3.0
        """;
    assertThat(DataTable.of(table).toCsv())
        .isEqualTo(expected.replace("\n", "\r\n").replace("<LF>", "\n"));
  }

  @Test
  void jsonHasNullForWhatIsMissing() {
    Table table =
        Table.create(
            "t",
            DoubleColumn.create("d", Double.NaN, Double.POSITIVE_INFINITY, 1.5),
            BooleanColumn.create("b", true, false, true));
    List<?> rows = DataTable.of(table).toRows();
    assertThat(rows.toString()).isEqualTo("[{d=null, b=true}, {d=null, b=false}, {d=1.5, b=true}]");
  }

  @Test
  void markdownKeepsItsColumnsWhateverTheNames() {
    DataTable table =
        DataTable.of(Table.create("t", StringColumn.create("n|m", "a|b", "<b>", "x\ny")));
    assertThat(table.toMarkdown())
        .contains("| n\\|m |\n| --- |\n| a\\|b |\n| &lt;b&gt; |\n| x\\\\ny |\n");
  }

  @Test
  void textFitsTheWidthAndKeepsTheTailOfNames() {
    String name = "/features/features.3/block/block.2/block.2.0/Conv";
    Table table =
        Table.create(
            "",
            StringColumn.create("layer", name, "b"),
            StringColumn.create("notes", "something that may be left out", ""),
            DoubleColumn.create("ms", 1.25, 2.5));
    String text = DataTable.of(table).show("notes", column -> column.dropWhenNarrow(1)).toText(40);
    assertThat(text.lines()).allMatch(line -> line.length() <= 40);
    assertThat(text).contains("block.2.0/Conv", "…", "1.250").doesNotContain("notes");
  }

  @Test
  void footnotesAreBrokenAtSpaces() {
    String text = numbers(1).footnote("word ".repeat(20).strip()).toText(44);
    assertThat(text.lines().skip(4)).allMatch(line -> line.matches("(word ){8}word|word word"));
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    Table table =
        Table.create(
            "",
            StringColumn.create("s", "日本", "abcd", "🚀"),
            IntColumn.create("n", new int[] {1, 2, 3}));
    assertThat(DataTable.of(table).toText().lines().skip(2).limit(3))
        .containsExactly("日本  1", "abcd  2", "🚀    3");
  }

  @Test
  void barsAreDrawnAgainstTheLargestValue() {
    Table table = Table.create("", DoubleColumn.create("share", 0.5, 0.25, 0.001, 0));
    DataTable view =
        DataTable.of(table)
            .show("share", column -> column.format(ColumnView.Format.PERCENT).withBar());
    assertThat(view.toText().lines().skip(2).limit(4))
        .containsExactly("50.0% ██████████", "25.0% █████", " 0.1% ▏", " 0.0%");
    assertThat(view.toHtml()).contains("width:100.0%", "width:50.0%", "width:0.0%");
  }

  @Test
  void sizesAreWrittenWithTheirUnit() {
    Table table = Table.create("", IntColumn.create("size", new int[] {0, 1023, 1024, 5_000_000}));
    DataTable view = DataTable.of(table).show("size", c -> c.format(ColumnView.Format.BYTES));
    assertThat(view.toText().lines().skip(2).limit(4).map(String::strip))
        .containsExactly("0 B", "1023 B", "1.0 KiB", "4.8 MiB");
  }

  @Test
  void aTableWithoutRowsSaysSo() {
    DataTable table = DataTable.of(Table.create("nothing", StringColumn.create("a")));
    assertThat(table.toText()).isEqualTo("nothing\n(no rows)");
    assertThat(table.toHtml()).contains("(no rows)");
    assertThat(table.toCsv()).isEqualTo("a\r\n");
    assertThat(table.toRows()).isEmpty();
  }

  @Test
  void aTableWithoutColumnsPrints() {
    assertThat(DataTable.of(Table.create("bare")).toText()).isEqualTo("bare\n(no rows)");
  }

  @Test
  void aColumnThatWrapsBreaksItsCellsIntoLines() {
    DataTable table =
        DataTable.of(table("n", new int[] {1, 2}, "word", "some words that are long", "short"))
            .show("word", column -> column.overflow(ColumnView.Overflow.WRAP, 12));
    assertThat(table.toText().lines())
        .containsExactly(
            "n  word",
            "─  ────────────",
            "1  some words",
            "   that are",
            "   long",
            "2  short",
            "─  ────────────");
    assertThat(table.toHtml()).contains("some words that are long");
  }

  @Test
  void aWordThatIsTooLongToWrapLosesItsMiddle() {
    DataTable table =
        DataTable.of(table("n", new int[] {1}, "word", "a/very/long/name/with/a/tail end"))
            .show("word", column -> column.overflow(ColumnView.Overflow.WRAP, 16));
    assertThat(table.toText().lines().skip(2))
        .containsExactly("1  a/v…/with/a/tail", "   end", "─  ────────────────");
  }

  @Test
  void changesLeaveTheOriginalAsItWas() {
    DataTable table = numbers(3);
    String before = table.toText();
    table
        .titled("other")
        .footnote("below")
        .cap(1)
        .show("n", column -> column.label("changed"))
        .hide("n");
    assertThat(table.toText()).isEqualTo(before);
  }

  @Test
  void aHiddenColumnStaysInTheFilesForPrograms() {
    DataTable table = DataTable.of(table("n", new int[] {1}, "word", "w")).hide("word");
    assertThat(table.toText()).doesNotContain("word");
    assertThat(table.toCsv()).startsWith("n,word");
    assertThat(table.toRows().getFirst()).containsEntry("word", "w");
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers(1).hide("m"))
        .withMessageContainingAll("no column 'm'", "found: [n]", "Fix:");
  }

  private static DataTable numbers(int count) {
    return DataTable.of(
        Table.create("", IntColumn.create("n", IntStream.range(0, count).toArray())));
  }

  private static Table table(String n, int[] numbers, String w, String... words) {
    return Table.create("", IntColumn.create(n, numbers), StringColumn.create(w, words));
  }
}
