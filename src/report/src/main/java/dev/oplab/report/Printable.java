package dev.oplab.report;

/// Something that prints itself, in a cell, on a terminal and in a file. Rendering never throws for
/// odd content: names are escaped, long lists capped with "n of N".
public interface Printable {

  /// {@return every rendering this has, plain text always among them}
  MimeBundle render();

  /// {@return the HTML fragment, empty where there is none}
  default String toHtml() {
    return render().data().getOrDefault(MimeBundle.HTML, "");
  }

  /// {@return the plain text}
  default String toText() {
    return render().data().getOrDefault(MimeBundle.TEXT, "");
  }
}
