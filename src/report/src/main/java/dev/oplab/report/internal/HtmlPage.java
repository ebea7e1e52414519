package dev.oplab.report.internal;

import dev.oplab.report.MimeBundle;
import dev.oplab.report.Picture;
import dev.oplab.report.Printable;
import dev.oplab.report.Report;
import dev.oplab.report.ReportException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A [Report] as HTML.
public final class HtmlPage {
  private HtmlPage() {}

  /// {@return a whole page}
  public static String page(Report report) {
    String title = Html.escape(report.title());
    StringBuilder out = new StringBuilder(head(title));
    for (Report.Section section : report.sections()) {
      if (!section.title().isEmpty()) {
        out.append("<h2>").append(Html.escape(section.title())).append("</h2>\n");
      }
      out.append(content(section.content(), true));
    }
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  /// {@return the sections with inline styles alone}
  public static String fragment(Report report) {
    StringBuilder out = new StringBuilder("<div>\n");
    for (Report.Section section : report.sections()) {
      if (!section.title().isEmpty()) {
        out.append("<div style=\"font-weight:600;font-size:15px;margin:16px 0 4px 0\">");
        out.append(Html.escape(section.title())).append("</div>\n");
      }
      out.append(content(section.content(), false));
    }
    return out.append("</div>\n").toString();
  }

  private static String head(String title) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <title>%s</title>
    <style>
    body { margin: 0; background: #ffffff; color: #1f2328;
      font-family: system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
    main { max-width: 1200px; margin: 0 auto; padding: 24px; }
    h1 { font-size: 22px; margin: 0 0 12px 0; }
    h2 { font-size: 17px; margin: 28px 0 8px 0; }
    svg { display: block; margin: 12px 0; }
    pre { white-space: pre-wrap; }
    @media (prefers-color-scheme: dark) { body { background: #111111; color: #e6e6e6; } }
    </style>
    </head>
    <body>
    <main>
    <h1>%s</h1>
    """
        .formatted(title, title);
  }

  private static String content(Printable content, boolean inline) {
    if (content instanceof Picture picture) {
      return picture(picture, inline);
    }
    String html = content.toHtml();
    if (!html.isEmpty()) {
      return html;
    }
    String svg = content.render().data().get(MimeBundle.SVG);
    return svg != null ? image(svg, content.toText(), "") : text(content.toText());
  }

  private static String picture(Picture picture, boolean inline) {
    try {
      String size = " width=\"" + picture.width() + "\"";
      return inline ? picture.svg() : image(picture.svg(), picture.altText(), size);
    } catch (ReportException e) {
      return text(picture.altText() + "\n" + e.getMessage());
    }
  }

  private static String image(String svg, String alt, String size) {
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    return "<img style=\"max-width:100%;margin:8px 0\" alt=\""
        + Html.escape(alt)
        + "\""
        + size
        + " src=\"data:image/svg+xml;base64,"
        + data
        + "\">\n";
  }

  private static String text(String text) {
    StringBuilder out = new StringBuilder("<pre>");
    text.lines().forEach(line -> out.append(Html.escape(line)).append('\n'));
    return out.append("</pre>\n").toString();
  }
}
