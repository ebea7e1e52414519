package dev.oplab.report.internal;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.intermediate.commands.AffineTransformCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.Command;
import de.erichseifert.vectorgraphics2d.intermediate.commands.CreateCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DisposeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawStringCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.FillShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetColorCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetFontCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetHintCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetPaintCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetStrokeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetTransformCommand;
import dev.oplab.report.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.ArrayDeque;
import java.util.Deque;

/// A picture as an SVG document: text stays text, shapes stand at their place without transforms,
/// clips or ids. Written for small files and the same bytes from the same drawing.
public final class SvgWriter {
  private final StringBuilder out = new StringBuilder();
  private final Deque<State> states = new ArrayDeque<>();
  private State state = new State();

  // What a drawing command depends on.
  private static final class State {
    private AffineTransform transform = new AffineTransform();
    private Color color = Color.BLACK;
    private Font font = ChartStyle.TEXT;
    private BasicStroke stroke = new BasicStroke();
    private Ink.Anchor anchor = Ink.Anchor.START;
    private String tooltip = "";

    State copy() {
      State copy = new State();
      copy.transform = new AffineTransform(transform);
      copy.color = color;
      copy.font = font;
      copy.stroke = stroke;
      copy.anchor = anchor;
      copy.tooltip = tooltip;
      return copy;
    }
  }

  private SvgWriter() {}

  /// {@return whether what is drawn on `graphics` becomes SVG}
  static boolean writesSvg(Graphics2D graphics) {
    return graphics instanceof VectorGraphics2D;
  }

  /// {@return the document}
  public static String write(Picture picture, Picture.Painter painter) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    painter.paint(graphics);
    SvgWriter writer = new SvgWriter();
    writer.open(picture);
    for (Command<?> command : graphics.getCommands()) {
      writer.write(command);
    }
    return writer.out.append("</svg>\n").toString();
  }

  private void open(Picture picture) {
    String label = Html.escape(picture.altText());
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
            .formatted(picture.width(), picture.height()));
    out.append(" viewBox=\"0 0 %d %d\"".formatted(picture.width(), picture.height()));
    out.append(" style=\"max-width:100%;height:auto\"");
    out.append(" role=\"img\" aria-label=\"").append(label).append('"');
    out.append(" font-family=\"").append(ChartStyle.SVG_FONTS).append("\">\n");
  }

  private void write(Command<?> command) {
    switch (command) {
      case CreateCommand _ -> {
        states.push(state);
        state = state.copy();
      }
      case DisposeCommand _ -> state = states.isEmpty() ? state : states.pop();
      case AffineTransformCommand change -> state.transform.concatenate(change.getValue());
      case SetTransformCommand set -> state.transform = new AffineTransform(set.getValue());
      case SetColorCommand set -> state.color = set.getValue();
      case SetPaintCommand set ->
          state.color = set.getValue() instanceof Color color ? color : state.color;
      case SetFontCommand set -> state.font = set.getValue();
      case SetStrokeCommand set ->
          state.stroke = set.getValue() instanceof BasicStroke stroke ? stroke : state.stroke;
      case SetHintCommand set -> hint(set);
      case FillShapeCommand fill ->
          shape(SvgShapes.of(fill.getValue(), state.transform), fillStyle());
      case DrawShapeCommand draw -> outline(SvgShapes.of(draw.getValue(), state.transform));
      case DrawStringCommand text -> text(text);
      default -> {
        // Clips and composites: nothing drawn here depends on them.
      }
    }
  }

  private void hint(SetHintCommand set) {
    if (Ink.ANCHOR.equals(set.getKey()) && set.getValue() instanceof Ink.Anchor anchor) {
      state.anchor = anchor;
    } else if (Ink.TOOLTIP.equals(set.getKey()) && set.getValue() instanceof String tooltip) {
      state.tooltip = tooltip;
    }
  }

  private void outline(String element) {
    String style = strokeStyle();
    boolean open = element.startsWith("line ") || style.isEmpty();
    shape(element, open ? style : " fill=\"none\"" + style);
  }

  private void shape(String element, String style) {
    if (element.isEmpty() || style.isEmpty()) {
      return;
    }
    out.append('<').append(element).append(style);
    if (state.tooltip.isEmpty()) {
      out.append("/>\n");
    } else {
      String name = element.substring(0, element.indexOf(' '));
      out.append("><title>").append(Html.escape(state.tooltip));
      out.append("</title></").append(name).append(">\n");
    }
  }

  private String fillStyle() {
    // A clear shape is there to be pointed at.
    if (state.color.getAlpha() == 0) {
      return state.tooltip.isEmpty() ? "" : " fill=\"none\" pointer-events=\"all\"";
    }
    return " fill=\"" + hex() + "\"" + opacity("fill-opacity");
  }

  private String strokeStyle() {
    if (state.color.getAlpha() == 0) {
      return "";
    }
    String width = SvgShapes.number(state.stroke.getLineWidth());
    String line = " stroke=\"" + hex() + "\"" + opacity("stroke-opacity");
    line += width.equals("1") ? "" : " stroke-width=\"" + width + "\"";
    float[] dash = state.stroke.getDashArray();
    if (dash == null) {
      return line;
    }
    StringBuilder dashes = new StringBuilder();
    for (float length : dash) {
      dashes.append(dashes.isEmpty() ? "" : " ").append(SvgShapes.number(length));
    }
    return line + " stroke-dasharray=\"" + dashes + "\"";
  }

  private void text(DrawStringCommand command) {
    String text = command.getValue();
    if (text.isBlank() || state.color.getAlpha() == 0) {
      return;
    }
    Point2D at =
        state.transform.transform(new Point2D.Double(command.getX(), command.getY()), null);
    out.append("<text x=\"").append(SvgShapes.number(at.getX()));
    out.append("\" y=\"").append(SvgShapes.number(at.getY()));
    out.append("\" font-size=\"").append(SvgShapes.number(state.font.getSize2D())).append('"');
    out.append(state.font.isBold() ? " font-weight=\"600\"" : "");
    switch (state.anchor) {
      case START -> {}
      case MIDDLE -> out.append(" text-anchor=\"middle\"");
      case END -> out.append(" text-anchor=\"end\"");
    }
    out.append(" fill=\"").append(hex()).append("\">");
    if (!state.tooltip.isEmpty()) {
      out.append("<title>").append(Html.escape(state.tooltip)).append("</title>");
    }
    out.append(Html.escape(text)).append("</text>\n");
  }

  private String hex() {
    return "#%06x".formatted(state.color.getRGB() & 0xFFFFFF);
  }

  private String opacity(String attribute) {
    int alpha = state.color.getAlpha();
    return alpha == 255 ? "" : " " + attribute + "=\"" + SvgShapes.number(alpha / 255.0) + "\"";
  }
}
