package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Notebook sites take away from the HTML of an untrusted notebook what is not on their lists.
class HtmlSanitiserTest {
  private static final Set<String> KEPT_PROPERTIES =
      Set.of(
          "background",
          "border-top",
          "border-bottom",
          "border",
          "border-collapse",
          "font-family",
          "font-size",
          "font-style",
          "font-weight",
          "height",
          "line-height",
          "margin",
          "max-width",
          "opacity",
          "overflow-x",
          "padding",
          "padding-left",
          "table-layout",
          "text-align",
          "vertical-align",
          "white-space",
          "width",
          "word-break");

  // Taken away without harm: most fonts have digits of one width.
  private static final Set<String> OPTIONAL_PROPERTIES = Set.of("font-variant-numeric");

  private final String html = tables() + views();

  private static String tables() {
    return Report.titled("all")
        .with("layers", Tables.layers(Profiles.many(50)))
        .with("small", Tables.layers(Profiles.small()))
        .with("types", Tables.types(Profiles.small()))
        .with("summary", Tables.summary(Profiles.small()))
        .with("chart", Charts.latency(Profiles.small()))
        .toHtml();
  }

  private static String views() {
    return Samples.all().values().stream()
        .map(value -> Printables.view(value).toHtml())
        .collect(Collectors.joining());
  }

  @Test
  void onlyElementsAndAttributesThatAreKeptAreUsed() {
    assertThat(found("<([a-z]+)"))
        .isSubsetOf(
            Set.of(
                "div", "table", "thead", "tbody", "tr", "th", "td", "img", "span", "pre", "code",
                "details", "summary"));
    assertThat(found("[ ]([a-z-]+)=\""))
        .isSubsetOf(Set.of("style", "colspan", "title", "alt", "src", "width", "open"));
  }

  @Test
  void onlyStylePropertiesThatAreKeptAreUsed() {
    Set<String> used = new TreeSet<>();
    for (String style : found("style=\"([^\"]*)\"")) {
      for (String declaration : style.replaceFirst(";$", "").split(";", -1)) {
        used.add(declaration.substring(0, declaration.indexOf(':')));
        assertThat(declaration).doesNotContain("var(", "calc(", "flex", "gap", "grid");
      }
    }
    used.removeAll(OPTIONAL_PROPERTIES);
    assertThat(used).isSubsetOf(KEPT_PROPERTIES);
  }

  @Test
  void noTextHasAColourOfItsOwn() {
    assertThat(found("[;\"](color:[^;\"]*)")).isEmpty();
  }

  private Set<String> found(String pattern) {
    Set<String> all = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(html);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }
}
