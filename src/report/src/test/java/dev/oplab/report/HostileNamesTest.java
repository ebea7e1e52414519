package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HostileNamesTest {

  @Test
  void textHoldsNothingThatMovesTheCursorOrTheLine() {
    String text = Tables.layers(Profiles.hostile()).toText(300);
    assertThat(text.chars().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
    assertThat(text)
        .doesNotContain("\u202e")
        .contains("\\u202e", "\\u001b[31mred\\u0000", "\\nnewline");
    assertThat(text.lines().filter(line -> line.contains("100.0%"))).isNotEmpty();
  }

  @Test
  void htmlIsWellFormedAndHoldsNamesAsText() throws Exception {
    for (DataTable table :
        List.of(
            Tables.layers(Profiles.hostile()),
            Tables.types(Profiles.hostile()),
            Tables.summary(Profiles.hostile()))) {
      var document = Markup.parseHtml(table.toHtml());
      assertThat(Markup.elements(document, "script")).isEmpty();
    }
    var cells = Markup.elements(Markup.parseHtml(Tables.layers(Profiles.hostile()).toHtml()), "td");
    assertThat(cells.stream().map(Element::getTextContent)).contains("<script>alert(1)</script>");
  }

  @Test
  void whatIsCutShortIsWholeInTheTooltip() throws Exception {
    var document = Markup.parseHtml(Tables.layers(Profiles.hostile()).toHtml());
    assertThat(Markup.elements(document, "td").stream().map(cell -> cell.getAttribute("title")))
        .contains(Profiles.HOSTILE.get(6));
  }

  @Test
  void picturesAreWellFormedAndHoldNamesAsText() throws Exception {
    for (Picture picture :
        List.of(Charts.latency(Profiles.hostile()), Charts.latencyByType(Profiles.hostile()))) {
      var document = Markup.parse(picture.svg());
      assertThat(Markup.elements(document, "script")).isEmpty();
      assertThat(Markup.elements(document, "text").stream().map(Element::getTextContent))
          .anyMatch(text -> text.contains("<script>alert(1)</script>"));
      assertThat(picture.png()).isNotEmpty();
    }
  }

  @Test
  void aReportIsWellFormed() throws Exception {
    Report report =
        Report.titled(Profiles.HOSTILE.get(0))
            .with(Profiles.HOSTILE.get(1), Tables.layers(Profiles.hostile()))
            .with("", Charts.latency(Profiles.hostile()))
            .with("plain", () -> MimeBundle.text(String.join("\n", Profiles.HOSTILE)));
    assertThat(Markup.elements(Markup.parseHtml(report.toHtmlPage()), "script")).isEmpty();
    assertThat(Markup.elements(Markup.parseHtml(report.toHtml()), "script")).isEmpty();
  }
}
