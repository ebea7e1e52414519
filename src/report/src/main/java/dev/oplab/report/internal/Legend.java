package dev.oplab.report.internal;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The colours of a chart and what they stand for, in lines above it.
final class Legend {
  private static final double SIZE = 12;
  private static final double LINE = 20;
  private static final double SWATCH = 16;
  private static final double GAP = 18;

  record Entry(String name, Color color) {
    double width() {
      return SWATCH + TextWidth.of(name, SIZE);
    }
  }

  private Legend() {}

  /// {@return the colours in use, in the order of the palette}
  static List<Entry> entries(List<Bar> bars, Groups groups) {
    Map<Color, String> used = new LinkedHashMap<>();
    for (Bar bar : bars) {
      if (!bar.plain()) {
        used.putIfAbsent(groups.color(bar.group()), groups.name(bar.group()));
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (Color color : ChartStyle.PALETTE) {
      if (used.containsKey(color)) {
        entries.add(new Entry(TextWidth.fit(used.get(color), 200, SIZE), color));
      }
    }
    if (used.containsKey(ChartStyle.OTHERS)) {
      entries.add(new Entry("others", ChartStyle.OTHERS));
    }
    return entries;
  }

  static double height(List<Entry> entries, double width) {
    return entries.isEmpty() ? 0 : lines(entries, width).size() * LINE + 6;
  }

  static void paint(Graphics2D g, List<Entry> entries, double left, double top) {
    double y = top;
    g.setFont(ChartStyle.TEXT);
    for (List<Entry> line : lines(entries, ChartStyle.WIDTH - 2 * left)) {
      double x = left;
      for (Entry entry : line) {
        g.setColor(entry.color());
        g.fill(new RoundRectangle2D.Double(x, y + 1, 11, 11, 4, 4));
        g.setColor(ChartStyle.INK);
        Ink.text(g, entry.name(), x + SWATCH, y + 11, Ink.Anchor.START);
        x += entry.width() + GAP;
      }
      y += LINE;
    }
  }

  private static List<List<Entry>> lines(List<Entry> entries, double width) {
    List<List<Entry>> lines = new ArrayList<>();
    double x = width;
    for (Entry entry : entries) {
      if (x + entry.width() > width) {
        lines.add(new ArrayList<>());
        x = 0;
      }
      lines.getLast().add(entry);
      x += entry.width() + GAP;
    }
    return lines;
  }
}
