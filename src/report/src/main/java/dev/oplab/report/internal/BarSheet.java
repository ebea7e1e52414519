package dev.oplab.report.internal;

import dev.oplab.report.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.HorizontalBarChart;

/// Horizontal bars with labels, values, a legend and a scale, on a card. XChart draws the bars;
/// grid and texts are drawn here, since XChart leaves labels out when there are many, writes them
/// into SVG as outlines, and puts its ticks at the values of the bars.
final class BarSheet {
  private static final double SIZE = 12;
  private static final double GAP = 8;
  private static final double MOST_LABEL = 330;
  private final String title;
  private final String subtitle;
  private final String axis;
  private final List<Bar> bars;
  private final Groups groups;
  private final List<Legend.Entry> colors;
  private final List<Legend.Entry> legend;
  private final Scale scale;
  private final String empty;
  private final double max;
  private final double plotX;
  private final double plotY;
  private final int plotWidth;
  private final int plotHeight;

  BarSheet(
      String title, String subtitle, String axis, List<Bar> bars, Groups groups, boolean legend) {
    this(
        title,
        subtitle,
        axis,
        bars,
        groups,
        legend,
        Scale.fromZero(bars.stream().mapToDouble(Bar::value).max().orElse(0)),
        "The profile has no layers.");
  }

  /// @param scale in whose units the bars' values are
  /// @param empty what is said where there are no bars
  BarSheet(
      String title,
      String subtitle,
      String axis,
      List<Bar> bars,
      Groups groups,
      boolean legend,
      Scale scale,
      String empty) {
    this.scale = scale;
    this.empty = empty;
    this.title = title;
    this.subtitle = subtitle;
    this.axis = axis;
    this.bars = bars;
    this.groups = groups;
    this.colors = Legend.entries(bars, groups);
    this.legend = legend ? colors : List.of();
    this.max = scale.max();
    double labels = bars.stream().mapToDouble(b -> TextWidth.of(b.label(), SIZE)).max().orElse(0);
    double values =
        bars.stream()
            .filter(bar -> !bar.plain())
            .mapToDouble(bar -> TextWidth.of(bar.valueText(), SIZE))
            .max()
            .orElse(0);
    this.plotX = Math.rint(ChartStyle.PADDING + Math.min(labels, MOST_LABEL) + GAP);
    this.plotY = 64 + Legend.height(this.legend, ChartStyle.WIDTH - 2.0 * ChartStyle.PADDING);
    this.plotWidth = (int) (ChartStyle.WIDTH - ChartStyle.PADDING - values - GAP - plotX);
    this.plotHeight = bars.size() * ChartStyle.ROW;
  }

  Picture picture(String altText) {
    return Picture.painted(title, altText, ChartStyle.WIDTH, height(), this::paint);
  }

  private int height() {
    return (int) plotY + plotHeight + 50;
  }

  private void paint(Graphics2D g) {
    card(g);
    Legend.paint(g, legend, ChartStyle.PADDING, 62);
    if (bars.isEmpty()) {
      g.setFont(ChartStyle.TEXT);
      g.setColor(ChartStyle.INK);
      Ink.text(g, empty, ChartStyle.PADDING, plotY + 20, Ink.Anchor.START);
      return;
    }
    grid(g);
    colors.forEach(entry -> plot(g, entry.color()));
    for (int i = 0; i < bars.size(); i++) {
      row(g, bars.get(i), plotY + i * ChartStyle.ROW);
    }
  }

  private void card(Graphics2D g) {
    g.setColor(ChartStyle.CARD);
    var card = new RoundRectangle2D.Double(0.5, 0.5, ChartStyle.WIDTH - 1, height() - 1, 12, 12);
    g.fill(card);
    g.setColor(ChartStyle.EDGE);
    g.setStroke(new BasicStroke(1));
    g.draw(card);
    double room = ChartStyle.WIDTH - 2.0 * ChartStyle.PADDING;
    g.setColor(ChartStyle.INK);
    g.setFont(ChartStyle.TITLE);
    Ink.text(g, TextWidth.fit(title, room, 17), ChartStyle.PADDING, 32, Ink.Anchor.START);
    g.setColor(ChartStyle.SOFT_INK);
    g.setFont(ChartStyle.TEXT);
    Ink.text(g, TextWidth.fit(subtitle, room, SIZE), ChartStyle.PADDING, 50, Ink.Anchor.START);
  }

  private void grid(Graphics2D g) {
    double bottom = plotY + plotHeight;
    g.setFont(ChartStyle.TEXT);
    for (Scale.Tick tick : scale.ticks(plotWidth / 90.0)) {
      double x = plotX + tick.at() / max * plotWidth;
      g.setColor(ChartStyle.GRID);
      g.draw(new Line2D.Double(x, plotY, x, bottom));
      g.setColor(ChartStyle.SOFT_INK);
      Ink.text(g, tick.label(), x, bottom + 17, Ink.Anchor.MIDDLE);
    }
    g.setColor(ChartStyle.SOFT_INK);
    Ink.text(g, axis, plotX + plotWidth / 2.0, bottom + 36, Ink.Anchor.MIDDLE);
  }

  // One chart for each colour, laid over one another: the bars of one of XChart's series have one
  // colour, and those of several series share the room of a row.
  private void plot(Graphics2D g, Color color) {
    HorizontalBarChart chart = new HorizontalBarChart(plotWidth, plotHeight);
    List<Double> values = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      boolean mine = !bar.plain() && groups.color(bar.group()).equals(color);
      values.add(mine ? bar.value() : 0.0);
      rows.add(i);
    }
    chart.addSeries("bars", values, rows);
    ChartStyle.bare(chart, color, max);
    Graphics2D part = (Graphics2D) g.create();
    part.translate(plotX, plotY);
    chart.paint(part, plotWidth, plotHeight);
    part.dispose();
  }

  private void row(Graphics2D g, Bar bar, double top) {
    double baseline = top + ChartStyle.ROW / 2.0 + 4.3;
    String label = TextWidth.fit(bar.label(), MOST_LABEL, SIZE);
    double end = plotX + bar.value() / max * plotWidth;
    g.setFont(ChartStyle.TEXT);
    g.setColor(ChartStyle.INK);
    Ink.text(g, label, plotX - GAP, baseline, Ink.Anchor.END);
    g.setColor(ChartStyle.SOFT_INK);
    Ink.text(g, bar.valueText(), end + 6, baseline, Ink.Anchor.START);
    g.setRenderingHint(Ink.TOOLTIP, Visible.of(bar.tooltip()));
    g.setColor(new Color(255, 255, 255, 0));
    double left = ChartStyle.PADDING;
    g.fill(new Rectangle2D.Double(left, top, ChartStyle.WIDTH - 2 * left, ChartStyle.ROW));
    g.setRenderingHint(Ink.TOOLTIP, "");
  }
}
