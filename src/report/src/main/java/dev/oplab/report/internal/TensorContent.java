package dev.oplab.report.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Tensor;
import dev.oplab.report.DataTable;
import dev.oplab.report.MimeBundle;
import dev.oplab.report.Printable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The elements of a tensor and what they are like as numbers, read when first printed; or why they
/// cannot be read.
final class TensorContent implements Printable {
  private static final int WIDTH = 100;
  private static final double PERCENT = 100;
  private static final int DESCRIBED = 8;
  private static final int DRAWN = 32;

  private final Tensor tensor;
  private @Nullable Shown shown;

  private record Shown(
      List<String> lines, Optional<DataTable> statistics, Optional<Histogram> histogram) {}

  TensorContent(Tensor tensor) {
    this.tensor = tensor;
  }

  @Override
  public MimeBundle render() {
    return MimeBundle.of(toText(), toHtml());
  }

  @Override
  public String toText() {
    Shown all = shown();
    StringBuilder out = new StringBuilder(String.join("\n", all.lines()));
    all.statistics().ifPresent(table -> out.append("\n\n").append(table.toText()));
    all.histogram().ifPresent(histogram -> out.append("\n\n").append(histogram.text()));
    return out.toString();
  }

  @Override
  public String toHtml() {
    Shown all = shown();
    StringBuilder out = new StringBuilder("<div style=\"margin:6px 0;overflow-x:auto\">\n");
    out.append(Listing.PRE);
    out.append(all.lines().stream().map(Html::escape).collect(Collectors.joining("\n")));
    out.append("</pre>\n</div>\n");
    all.statistics().ifPresent(table -> out.append(table.toHtml()));
    all.histogram().ifPresent(histogram -> out.append(histogram.html()));
    return out.toString();
  }

  private synchronized Shown shown() {
    if (shown == null) {
      shown = read();
    }
    return shown;
  }

  private Shown read() {
    try {
      Elements elements = Elements.of(tensor);
      List<String> lines = ArrayText.of(elements, tensor.shape(), WIDTH);
      if (elements.isText() || elements.count() < DESCRIBED) {
        return new Shown(lines, Optional.empty(), Optional.empty());
      }
      Statistics found = Statistics.of(elements);
      Optional<Histogram> histogram =
          elements.count() < DRAWN ? Optional.empty() : Histogram.of(elements, found);
      return new Shown(lines, Optional.of(statistics(elements, found)), histogram);
    } catch (OnnxException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (InternalError e) {
      return failed(
          "The file that holds the elements is shorter than when it was opened.\nFix: read the model again.");
    }
  }

  private static Shown failed(String message) {
    List<String> lines = message.lines().map(Visible::of).toList();
    return new Shown(lines, Optional.empty(), Optional.empty());
  }

  private static DataTable statistics(Elements elements, Statistics found) {
    Table table = Table.create("");
    String of = elements.isComplex() ? " magnitude" : "";
    if (found.hasRange()) {
      number(table, "min" + of, Preview.number(elements, found.least()));
      number(table, "max" + of, Preview.number(elements, found.greatest()));
      number(table, "mean" + of, Numerals.one(found.mean()));
      number(table, "std" + of, Numerals.one(found.deviation()));
    }
    number(
        table, elements.type() == DataType.BOOL ? "false" : "zeros", counted(found.zeros(), found));
    if (elements.isFloating() || elements.isComplex()) {
      number(table, "NaN", counted(found.nans(), found));
      number(table, "±inf", counted(found.infinities(), found));
    }
    DataTable view = DataTable.of(table).named("statistics");
    for (String column : table.columnNames()) {
      view = view.show(column, shown -> shown.alignRight());
    }
    return found.counted() == elements.count()
        ? view
        : view.footnote(
            "of the first %,d of %,d elements".formatted(found.counted(), elements.count()));
  }

  private static void number(Table table, String name, String value) {
    table.addColumns(StringColumn.create(name, List.of(value)));
  }

  private static String counted(long count, Statistics found) {
    return count == 0 ? "0" : "%,d (%.1f%%)".formatted(count, PERCENT * count / found.counted());
  }
}
