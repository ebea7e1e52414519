package dev.oplab.report.internal;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Java shapes as SVG elements.
final class SvgShapes {
  private static final int UNROTATED =
      AffineTransform.TYPE_IDENTITY
          | AffineTransform.TYPE_TRANSLATION
          | AffineTransform.TYPE_UNIFORM_SCALE
          | AffineTransform.TYPE_GENERAL_SCALE;

  private SvgShapes() {}

  /// {@return the element's name and geometry after `transform`, without brackets; empty for a
  /// shape of no size}
  static String of(Shape shape, AffineTransform transform) {
    boolean upright = (transform.getType() & ~UNROTATED) == 0;
    if (upright && shape instanceof Rectangle2D rectangle) {
      return rectangle(transform.createTransformedShape(rectangle).getBounds2D(), 0);
    }
    if (upright && shape instanceof RoundRectangle2D round) {
      double radius = round.getArcWidth() / 2 * transform.getScaleX();
      return rectangle(transform.createTransformedShape(round.getBounds2D()).getBounds2D(), radius);
    }
    if (shape instanceof Line2D line) {
      Point2D from = transform.transform(line.getP1(), null);
      Point2D to = transform.transform(line.getP2(), null);
      return "line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\""
          .formatted(
              number(from.getX()), number(from.getY()), number(to.getX()), number(to.getY()));
    }
    return path(transform.createTransformedShape(shape));
  }

  /// {@return a coordinate with at most two digits after the point}
  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String rectangle(Rectangle2D bounds, double radius) {
    String width = number(bounds.getWidth());
    String height = number(bounds.getHeight());
    if (width.equals("0") || height.equals("0")) {
      return "";
    }
    String corner = radius > 0 ? " rx=\"" + number(radius) + "\"" : "";
    return "rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s"
        .formatted(number(bounds.getX()), number(bounds.getY()), width, height, corner);
  }

  private static String path(Shape shape) {
    StringBuilder path = new StringBuilder();
    List<Point2D> corners = new ArrayList<>();
    double[] c = new double[6];
    for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
      switch (at.currentSegment(c)) {
        case PathIterator.SEG_MOVETO -> segment(path, 'M', c, 2);
        case PathIterator.SEG_LINETO -> segment(path, 'L', c, 2);
        case PathIterator.SEG_QUADTO -> segment(path, 'Q', c, 4);
        case PathIterator.SEG_CUBICTO -> segment(path, 'C', c, 6);
        default -> path.append('Z');
      }
      corners.add(new Point2D.Double(c[0], c[1]));
    }
    if (isUprightBox(path, corners)) {
      return rectangle(shape.getBounds2D(), 0);
    }
    return path.isEmpty() ? "" : "path d=\"" + path + "\"";
  }

  // Libraries draw bars as closed paths of four corners.
  private static boolean isUprightBox(StringBuilder path, List<Point2D> corners) {
    if (corners.size() != 5 || path.charAt(path.length() - 1) != 'Z' || path.indexOf("C") >= 0) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      Point2D here = corners.get(i);
      Point2D next = corners.get((i + 1) % 4);
      boolean level = here.getY() == next.getY();
      boolean upright = here.getX() == next.getX();
      if (!level && !upright) {
        return false;
      }
    }
    return path.indexOf("Q") < 0;
  }

  private static void segment(StringBuilder path, char letter, double[] numbers, int count) {
    path.append(letter);
    for (int i = 0; i < count; i++) {
      path.append(i == 0 ? "" : " ").append(number(numbers[i]));
    }
  }
}
