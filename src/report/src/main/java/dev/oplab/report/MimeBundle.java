package dev.oplab.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One result in several renderings, keyed by MIME type: `text/plain` always, `text/html` for
/// tables, `image/svg+xml` and `image/png` (Base64) for pictures. Immutable.
public record MimeBundle(Map<String, String> data) {
  public static final String TEXT = "text/plain";
  public static final String HTML = "text/html";
  public static final String SVG = "image/svg+xml";
  public static final String PNG = "image/png";

  public MimeBundle {
    if (!data.containsKey(TEXT)) {
      throw new IllegalArgumentException("a bundle needs text/plain, found " + data.keySet());
    }
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /// {@return a bundle of text and HTML}
  public static MimeBundle of(String text, String html) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(TEXT, text);
    data.put(HTML, html);
    return new MimeBundle(data);
  }

  /// {@return a bundle of text alone}
  public static MimeBundle text(String text) {
    return new MimeBundle(Map.of(TEXT, text));
  }
}
