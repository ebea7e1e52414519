package dev.oplab.report.internal;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.style.HorizontalBarStyler;

/// How every chart of OpLab looks: sizes, colours, fonts. A chart stands on a near-white card of
/// its own, so that it is legible on a light and on a dark page.
final class ChartStyle {
  static final int WIDTH = 900;
  static final int PADDING = 22;
  static final int ROW = 20;
  static final double BAR_FILL = 0.76;

  static final Color CARD = new Color(0xFDFDFC);
  static final Color EDGE = new Color(0xD9D9D6);
  static final Color INK = new Color(0x1F2328);
  static final Color SOFT_INK = new Color(0x57606A);
  static final Color GRID = new Color(0xE4E4E1);
  static final Color OTHERS = new Color(0x9AA0A6);

  /// Okabe and Ito's colours without the yellow, and one of Tol's: told apart with any colour
  /// vision, and each at least 2:1 on the card.
  static final List<Color> PALETTE =
      List.of(
          new Color(0x0072B2),
          new Color(0xE69F00),
          new Color(0x009E73),
          new Color(0xD55E00),
          new Color(0xCC79A7),
          new Color(0x56B4E9),
          new Color(0x332288));

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /// What the SVG asks for: the reader's own interface font, with a fallback everywhere.
  static final String SVG_FONTS =
      "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans',"
          + " 'DejaVu Sans', sans-serif";

  private ChartStyle() {}

  /// Leaves of an XChart chart its bars, on a scale from 0 to `max` that fills it.
  static void bare(HorizontalBarChart chart, Color bars, double max) {
    Color clear = new Color(255, 255, 255, 0);
    HorizontalBarStyler styler = chart.getStyler();
    styler.setAvailableSpaceFill(BAR_FILL);
    styler.setLabelsVisible(false);
    styler.setSeriesColors(new Color[] {bars});
    styler.setXAxisMin(0.0);
    styler.setXAxisMax(max);
    styler.setXAxisTitleVisible(false);
    styler.setYAxisTitleVisible(false);
    styler.setXAxisTicksVisible(false);
    styler.setYAxisTicksVisible(false);
    styler.setPlotGridLinesVisible(false);
    styler.setPlotTicksMarksVisible(false);
    styler.setPlotMargin(0);
    styler.setChartPadding(0);
    styler.setPlotContentSize(1.0);
    styler.setPlotBorderVisible(false);
    styler.setPlotBackgroundColor(clear);
    styler.setChartBackgroundColor(clear);
    styler.setLegendVisible(false);
    styler.setChartTitleVisible(false);
    styler.setAntiAlias(true);
    // XChart looks for ticks even where it shows none, and for some values never stops; where all
    // labels are the same it does not look.
    chart.setCustomXAxisTickLabelsFormatter(value -> "");
    chart.setCustomYAxisTickLabelsFormatter(value -> "");
  }
}
