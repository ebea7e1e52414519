package dev.oplab.report.internal;

import dev.oplab.report.DataTable;
import dev.oplab.report.MimeBundle;
import dev.oplab.report.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What something is, in a line, and below it lines that say more. Immutable.
record Heading(String title, List<String> lines) implements Printable {
  private static final int LONGEST = 500;

  /// {@return the heading; lines with nothing in them are left out}
  static Heading of(String title, String... lines) {
    return new Heading(title, Arrays.stream(lines).filter(line -> !line.isEmpty()).toList());
  }

  Heading {
    lines = List.copyOf(lines);
  }

  @Override
  public MimeBundle render() {
    return MimeBundle.of(toText(), toHtml());
  }

  @Override
  public String toText() {
    List<String> all = new ArrayList<>();
    all.add(Glyphs.elideMiddle(Visible.of(title), DataTable.TEXT_WIDTH));
    for (String line : lines) {
      for (String part : Glyphs.wrap(shown(line), DataTable.TEXT_WIDTH)) {
        all.add(Glyphs.elideEnd(part, DataTable.TEXT_WIDTH));
      }
    }
    return String.join("\n", all);
  }

  @Override
  public String toHtml() {
    StringBuilder out = new StringBuilder("<div style=\"margin:6px 0;font-size:12px\">");
    out.append("<div style=\"padding:2px 8px;font-weight:600;font-size:14px\">");
    out.append(Html.escape(Glyphs.elideMiddle(Visible.of(title), DataTable.TEXT_WIDTH)))
        .append("</div>");
    for (String line : lines) {
      out.append("<div style=\"padding:2px 8px;opacity:0.8\">").append(Html.escape(shown(line)));
      out.append("</div>");
    }
    return out.append("</div>\n").toString();
  }

  private static String shown(String line) {
    return Glyphs.elideEnd(Visible.of(line), LONGEST);
  }
}
