package dev.oplab.report;

import dev.oplab.report.internal.HtmlPage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Several results in one: titled sections, in order, that print one below the other. Immutable:
/// each method gives a changed copy.
///
/// ```java
/// Report report =
///     Report.titled("resnet50 on CPU")
///         .with("Where the time goes", Charts.latencyByType(profile))
///         .with("", Tables.layers(profile));
/// Files.writeString(Path.of("report.html"), report.toHtmlPage());
/// ```
public final class Report implements Printable {
  private final String title;
  private final List<Section> sections;

  /// One result and the line above it, which may be empty.
  public record Section(String title, Printable content) {}

  private Report(String title, List<Section> sections) {
    this.title = title;
    this.sections = List.copyOf(sections);
  }

  /// {@return a report without sections; `title` names the page}
  public static Report titled(String title) {
    return new Report(title, List.of());
  }

  /// {@return this report with one more section at its end}
  public Report with(String heading, Printable content) {
    List<Section> more = new ArrayList<>(sections);
    more.add(new Section(heading, content));
    return new Report(title, more);
  }

  public String title() {
    return title;
  }

  public List<Section> sections() {
    return sections;
  }

  @Override
  public MimeBundle render() {
    return MimeBundle.of(toText(), toHtml());
  }

  /// {@return the sections' texts, an empty line between them; one without any is left out}
  @Override
  public String toText() {
    return sections.stream()
        .map(section ->
            (section.title().isEmpty() ? "" : section.title() + "\n") + section.content().toText())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  /// {@return an HTML fragment with inline styles alone, pictures included as data}
  @Override
  public String toHtml() {
    return HtmlPage.fragment(this);
  }

  /// {@return a whole HTML page that needs nothing else: no network, no script, light or dark as
  /// the reader's system is}
  public String toHtmlPage() {
    return HtmlPage.page(this);
  }

  @Override
  public String toString() {
    return toText();
  }
}
