package dev.oplab.report;

import dev.oplab.report.internal.Raster;
import dev.oplab.report.internal.SvgWriter;
import dev.oplab.report.internal.Visible;
import java.awt.Graphics2D;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.Chart;

/// A drawing that prints itself as SVG, PNG and, in words, as text. Immutable; drawn when first
/// asked for, and the same bytes each time.
public final class Picture implements Printable {
  private final String title;
  private final String altText;
  private final int width;
  private final int height;
  private final Painter painter;
  private @Nullable String svg;
  private byte @Nullable [] png;

  /// Draws onto an area of the picture's size, from (0, 0).
  @FunctionalInterface
  public interface Painter {
    void paint(Graphics2D graphics);
  }

  private Picture(String title, String altText, int width, int height, Painter painter) {
    this.title = title;
    this.altText = altText;
    this.width = width;
    this.height = height;
    this.painter = painter;
  }

  /// {@return the picture that `painter` draws, `width` by `height` pixels; `altText` says in words
  /// what it shows}
  public static Picture painted(
      String title, String altText, int width, int height, Painter painter) {
    return new Picture(title, altText, width, height, painter);
  }

  /// {@return any XChart chart as a picture}
  public static Picture of(Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    String title = chart.getTitle() == null ? "" : chart.getTitle();
    String alt = title.isBlank() ? "Chart" : "Chart: " + title;
    return painted(title, Visible.of(alt), width, height, g -> chart.paint(g, width, height));
  }

  public String title() {
    return title;
  }

  /// {@return what the picture shows, in words}
  public String altText() {
    return altText;
  }

  /// {@return the width in pixels}
  public int width() {
    return width;
  }

  /// {@return the height in pixels}
  public int height() {
    return height;
  }

  /// {@return the picture as an SVG document}
  ///
  /// @throws ReportException if this Java cannot draw
  public synchronized String svg() {
    if (svg == null) {
      svg = draw("SVG", () -> SvgWriter.write(this, painter));
    }
    return svg;
  }

  /// {@return the picture as a PNG file at twice its size}
  ///
  /// @throws ReportException if this Java cannot draw, or finds no font
  public synchronized byte[] png() {
    if (png == null) {
      png = draw("PNG", () -> Raster.png(this, painter));
    }
    return png.clone();
  }

  @Override
  public MimeBundle render() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(MimeBundle.TEXT, altText);
    try {
      data.put(MimeBundle.SVG, svg());
      data.put(MimeBundle.PNG, Base64.getEncoder().encodeToString(png()));
    } catch (ReportException e) {
      data.put(MimeBundle.TEXT, altText + "\n" + e.getMessage());
    }
    return new MimeBundle(data);
  }

  @Override
  public String toText() {
    return altText;
  }

  @Override
  public String toString() {
    return altText;
  }

  private interface Drawing<T> {
    T draw() throws Exception;
  }

  // A JDK without fonts, or without AWT's native libraries, fails with all kinds of errors, plain
  // `Error` among them.
  private static <T> T draw(String format, Drawing<T> drawing) {
    System.setProperty("java.awt.headless", System.getProperty("java.awt.headless", "true"));
    try {
      return drawing.draw();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw new ReportException(
          """
          No picture: this Java cannot draw %s.
          found: %s
          Fix: install fontconfig and a font (Debian: apt-get install fontconfig fonts-dejavu-core), \
          and a JDK that is not a headless build.\
          """
              .formatted(format, e),
          e);
    }
  }
}
