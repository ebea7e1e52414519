package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {
  private final Report report =
      Report.titled("small & light")
          .with("Layers", Tables.layers(Profiles.small()))
          .with("", Charts.latency(Profiles.small()));

  @Test
  void textIsThePartsInOrder() {
    assertThat(report.toText()).startsWith("Layers\nsmall.onnx: 3 layers").endsWith("80.0%");
  }

  @Test
  void aPageNeedsNothingElse() throws Exception {
    String page = report.toHtmlPage();
    assertThat(page).startsWith("<!DOCTYPE html>").contains("prefers-color-scheme: dark");
    assertThat(page).doesNotContain("<script", "http://localhost", "https://", " src=\"h", "href");
    assertThat(Markup.elements(Markup.parseHtml(page), "h2")).hasSize(1);
    assertThat(Markup.elements(Markup.parseHtml(page), "svg")).hasSize(1);
  }

  @Test
  void aFragmentHoldsPicturesAsData() {
    assertThat(report.toHtml())
        .contains("<img ", "src=\"data:image/svg+xml;base64,")
        .doesNotContain("<svg");
  }
}
