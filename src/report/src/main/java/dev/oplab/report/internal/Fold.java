package dev.oplab.report.internal;

import dev.oplab.report.MimeBundle;
import dev.oplab.report.Printable;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something that HTML can fold away under a line. Immutable.
///
/// @param open whether it is shown at first; if not, text leaves it out
record Fold(String title, Printable content, boolean open) implements Printable {

  @Override
  public MimeBundle render() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(MimeBundle.TEXT, toText());
    data.put(
        MimeBundle.HTML,
        "<details"
            + (open ? " open=\"open\"" : "")
            + " style=\"margin:6px 0;padding:0 8px;border:0\"><summary style=\"font-size:12px;"
            + "line-height:1.6\">"
            + Html.escape(title)
            + "</summary>\n"
            + content.render().data().getOrDefault(MimeBundle.HTML, "")
            + "</details>\n");
    return new MimeBundle(data);
  }

  @Override
  public String toText() {
    return open ? Visible.of(title) + "\n" + content.toText() : "";
  }
}
