package dev.oplab.report.internal;

import dev.oplab.report.ErrorBar;
import dev.oplab.report.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How far results are off, as bars on a scale of powers of ten. The scale begins one power below
/// the smallest error, so that each error has a bar; what is equal has none.
public final class ErrorChart {
  private static final int MOST_BARS = 40;
  private static final String WITHIN = "within the tolerance";
  private static final String BEYOND = "beyond the tolerance";

  private ErrorChart() {}

  /// {@return one bar per error; of more than 40 the largest 39, and the others in one}
  public static Picture of(String title, String subtitle, String axis, List<ErrorBar> errors) {
    Scale.Decades scale = scale(errors);
    List<ErrorBar> shown = largest(errors);
    List<Bar> bars = new ArrayList<>();
    for (ErrorBar each : shown) {
      bars.add(bar(each, scale));
    }
    if (shown.size() < errors.size()) {
      Set<ErrorBar> kept = new HashSet<>(shown);
      ErrorBar most =
          errors.stream()
              .filter(each -> !kept.contains(each))
              .max(Comparator.comparingDouble(ErrorChart::size))
              .orElseThrow();
      String label = "%,d others".formatted(errors.size() - shown.size());
      String text = "at most " + Visible.of(most.text()) + " each";
      bars.add(Bar.plain(label, text, label + " · " + text));
    }
    BarSheet sheet =
        new BarSheet(
            Visible.of(title),
            Visible.of(subtitle),
            axis,
            bars,
            new Groups(List.of(WITHIN, "", "", BEYOND)),
            true,
            scale,
            "There is nothing to compare.");
    return sheet.picture(describe(title, errors));
  }

  private static Bar bar(ErrorBar error, Scale.Decades scale) {
    String label = Visible.of(error.label());
    String text = Visible.of(error.text());
    double value = Double.isInfinite(error.error()) ? scale.max() : scale.value(error.error());
    String tooltip = label + " · " + text + " · " + (error.passed() ? WITHIN : BEYOND);
    return Double.isNaN(error.error())
        ? Bar.plain(label, text, tooltip)
        : new Bar(label, error.passed() ? WITHIN : BEYOND, value, text, tooltip, false);
  }

  private static Scale.Decades scale(List<ErrorBar> errors) {
    double[] sizes =
        errors.stream()
            .mapToDouble(ErrorBar::error)
            .filter(error -> error > 0 && Double.isFinite(error))
            .toArray();
    if (sizes.length == 0) {
      return new Scale.Decades(-8, 0);
    }
    double least = Double.MAX_VALUE;
    double most = 0;
    for (double size : sizes) {
      least = Math.min(least, size);
      most = Math.max(most, size);
    }
    int low = (int) Math.floor(Math.log10(least)) - 1;
    int high = (int) Math.ceil(Math.log10(most));
    return new Scale.Decades(low, Math.max(high, low + 2));
  }

  private static List<ErrorBar> largest(List<ErrorBar> errors) {
    if (errors.size() <= MOST_BARS) {
      return errors;
    }
    List<ErrorBar> sorted = new ArrayList<>(errors);
    sorted.sort(
        Comparator.comparing(ErrorBar::passed)
            .thenComparing(Comparator.comparingDouble(ErrorChart::size).reversed()));
    Set<ErrorBar> kept = new HashSet<>(sorted.subList(0, MOST_BARS - 1));
    return errors.stream().filter(kept::contains).toList();
  }

  /// NaN, where shapes or types differ, comes before all numbers.
  private static double size(ErrorBar error) {
    return Double.isNaN(error.error()) ? Double.POSITIVE_INFINITY : error.error();
  }

  private static String describe(String title, List<ErrorBar> errors) {
    long beyond = errors.stream().filter(error -> !error.passed()).count();
    String what =
        errors.stream()
            .max(Comparator.comparingDouble(ErrorChart::size))
            .map(most -> "; the largest: %s, %s".formatted(most.label(), most.text()))
            .orElse("");
    return Visible.of(
        "%s: %,d compared, %,d beyond the tolerance%s"
            .formatted(title, errors.size(), beyond, what));
  }
}
