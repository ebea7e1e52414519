package dev.oplab.report.internal;

import dev.oplab.report.MimeBundle;
import dev.oplab.report.Printable;

/// Something that HTML can fold away under a line. Immutable.
///
/// @param open whether it is shown at first; if not, text leaves it out
record Fold(String title, Printable content, boolean open) implements Printable {

  @Override
  public MimeBundle render() {
    return MimeBundle.of(toText(), toHtml());
  }

  @Override
  public String toHtml() {
    return "<details"
        + (open ? " open=\"open\"" : "")
        + " style=\"margin:6px 0;padding:0 8px;border:0\"><summary style=\"font-size:12px;"
        + "line-height:1.6\">"
        + Html.escape(title)
        + "</summary>\n"
        + content.toHtml()
        + "</details>\n";
  }

  @Override
  public String toText() {
    return open ? Visible.of(title) + "\n" + content.toText() : "";
  }
}
