package dev.oplab.report;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.testkit.Golden;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What the layer table of a small profile looks like, in every form.
class GoldenTablesTest {
  private final DataTable layers = Tables.layers(Profiles.small());

  @Test
  void layersAsText() {
    Golden.assertMatches("layers.txt", layers.toText(140) + "\n");
  }

  @Test
  void layersAsNarrowText() {
    Golden.assertMatches("layers-80.txt", layers.toText(80) + "\n");
  }

  @Test
  void layersAsHtml() {
    Golden.assertMatches("layers.html", layers.toHtml());
  }

  @Test
  void layersAsCsv() {
    Golden.assertMatches("layers.csv", layers.toCsv());
  }

  @Test
  void layersAsMarkdown() {
    Golden.assertMatches("layers.md", layers.toMarkdown());
  }

  @Test
  void layersAsJson() throws IOException {
    JSON json =
        JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).with(JSON.Feature.WRITE_NULL_PROPERTIES);
    Golden.assertMatches("layers.json", json.asString(layers.toRows()) + "\n");
  }

  @Test
  void typesAsText() {
    Golden.assertMatches("types.txt", Tables.types(Profiles.small()).toText() + "\n");
  }

  @Test
  void summaryAsText() {
    Golden.assertMatches("summary.txt", Tables.summary(Profiles.small()).toText() + "\n");
  }

  @Test
  void latencyAsSvg() {
    Golden.assertMatches("latency.svg", Charts.latency(Profiles.small()).svg());
  }

  @Test
  void latencyByTypeAsSvg() {
    Golden.assertMatches("latency-by-type.svg", Charts.latencyByType(Profiles.small()).svg());
  }
}
