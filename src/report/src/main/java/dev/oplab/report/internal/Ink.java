package dev.oplab.report.internal;

import java.awt.Graphics2D;
import java.awt.RenderingHints;

/// Text and tooltips on a drawing, for pixels and for SVG alike. What Java's graphics have no word
/// for travels to the [SvgWriter] as rendering hints, which pixels ignore.
final class Ink {
  /// Where a text stands against its point: an [Anchor].
  static final RenderingHints.Key ANCHOR = new Hint(1);

  /// The tooltip of the shapes that follow: a string, empty for none.
  static final RenderingHints.Key TOOLTIP = new Hint(2);

  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private static final class Hint extends RenderingHints.Key {
    Hint(int key) {
      super(key);
    }

    @Override
    public boolean isCompatibleValue(Object value) {
      return value instanceof Anchor || value instanceof String;
    }
  }

  private Ink() {}

  /// Draws `text` at the baseline point (x, y).
  static void text(Graphics2D graphics, String text, double x, double y, Anchor anchor) {
    if (SvgWriter.writesSvg(graphics)) {
      graphics.setRenderingHint(ANCHOR, anchor);
      graphics.drawString(text, (float) x, (float) y);
      return;
    }
    double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    double shift =
        switch (anchor) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    graphics.drawString(text, (float) (x - shift), (float) y);
  }
}
