package dev.oplab.report.internal;

import dev.oplab.onnx.Node;
import java.util.List;

/// A node as one line: `y: float32[1,16,112,112] = Conv(x, w, b) {kernel_shape=[3, 3]}`.
final class NodeLine {
  private static final int ATTRIBUTES = 16;
  private static final int LEAST_ATTRIBUTES = 6;
  private static final int LONGEST_OPERATOR = 40;
  private static final int LONGEST_TOOLTIP = 1000;

  private final String place;
  private final NameList outputs;
  private final String operator;
  private final NameList inputs;
  private final String attributes;

  NodeLine(int place, Node node) {
    this.place = Integer.toString(place);
    this.outputs = NameList.typed(node.outputs());
    this.operator = Glyphs.elideMiddle(Visible.of(Origin.operator(node)), LONGEST_OPERATOR);
    this.inputs = NameList.of(node.inputs());
    this.attributes = Glyphs.elideEnd(Visible.of(Attributes.withContent(node)), LONGEST_TOOLTIP);
  }

  /// How wide the parts of the lines of one listing are, so that the equals signs stand below each
  /// other.
  record Widths(int place, int outputs, int all) {

    /// {@return widths for lines of at most `all` columns}
    static Widths of(List<NodeLine> lines, int all) {
      int place = lines.stream().mapToInt(line -> line.place.length()).max().orElse(1);
      int most = all / 3;
      int outputs =
          lines.stream().mapToInt(line -> Glyphs.width(line.outputs.fit(most))).max().orElse(0);
      return new Widths(place, outputs, all);
    }
  }

  String text(Widths widths) {
    return "%s  %s%s%s".formatted(place(widths), outputs(widths), operator, rest(widths));
  }

  /// {@return the line with the operator standing out, and the whole of it as tooltip}
  String html(Widths widths) {
    String full = outputs.full() + " = " + operator + rest(Integer.MAX_VALUE);
    String outputs = outputs(widths);
    String rest = rest(widths);
    String line = this.outputs.fit(widths.outputs()) + " = " + operator + rest;
    boolean whole = full.equals(line);
    return "<span style=\"opacity:0.6\">%s</span>  <span%s>%s<span style=\"font-weight:700\">%s</span>%s</span>"
        .formatted(
            place(widths),
            whole ? "" : " title=\"" + Html.escape(Glyphs.elideEnd(full, LONGEST_TOOLTIP)) + "\"",
            Html.escape(outputs),
            Html.escape(operator),
            Html.escape(rest));
  }

  private String place(Widths widths) {
    return Glyphs.pad(place, widths.place(), true);
  }

  private String outputs(Widths widths) {
    return Glyphs.pad(outputs.fit(widths.outputs()), widths.outputs(), false) + " = ";
  }

  private String rest(Widths widths) {
    int before = widths.place() + 2 + widths.outputs() + 3 + Glyphs.width(operator);
    return rest(Math.max(ATTRIBUTES, widths.all() - before));
  }

  // Names are cut so far that something is said of the attributes too.
  private String rest(int room) {
    if (attributes.isEmpty()) {
      return "(" + inputs.fit(room - 2) + ")";
    }
    int reserved = Math.min(ATTRIBUTES, Glyphs.width(attributes) + 3);
    String names = "(" + inputs.fit(room - 2 - reserved) + ")";
    int left = room - Glyphs.width(names) - 3;
    return names + " {" + Glyphs.elideEnd(attributes, Math.max(LEAST_ATTRIBUTES, left)) + "}";
  }
}
