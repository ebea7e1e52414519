package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class ErrorChartTest {
  private static final String TITLE = "a.onnx against b.onnx";

  private static ErrorBar bar(String label, double error, boolean passed) {
    return new ErrorBar(label, error, String.valueOf(error), passed);
  }

  private static Picture chart(List<ErrorBar> bars) {
    return Charts.errors(TITLE, "seed 0", "largest absolute error", bars);
  }

  @Test
  void theScaleCountsPowersOfTen() throws Exception {
    Picture picture = chart(List.of(bar("small", 1e-6, true), bar("large", 1e-2, false)));
    assertThat(texts(picture)).contains("1e-7", "1e-5", "1e-2", "largest absolute error");
    List<Double> widths = widths(picture);
    assertThat(widths.get(0) / widths.get(1)).isBetween(0.19, 0.21); // 1 of 5 powers
  }

  @Test
  void theLegendSaysWhatTheColoursMean() throws Exception {
    Picture both = chart(List.of(bar("a", 1e-6, true), bar("b", 1e-2, false)));
    assertThat(texts(both)).contains("within the tolerance", "beyond the tolerance");
    Picture good = chart(List.of(bar("a", 1e-6, true)));
    assertThat(texts(good)).contains("within the tolerance").doesNotContain("beyond the tolerance");
  }

  @Test
  void whatIsEqualHasNoBarAndWhatIsInfiniteTheLongest() throws Exception {
    Picture picture =
        chart(
            List.of(
                bar("same", 0, true),
                bar("off", 1e-3, true),
                bar("worst", Double.POSITIVE_INFINITY, false)));
    assertThat(widths(picture)).hasSize(2);
    assertThat(picture.altText())
        .isEqualTo(TITLE + ": 3 compared, 1 beyond the tolerance; the largest: worst, Infinity");
  }

  @Test
  void whatCannotBeComparedIsSaidInWords() throws Exception {
    Picture picture =
        chart(List.of(new ErrorBar("y", Double.NaN, "expected float32, found float16", false)));
    assertThat(texts(picture)).contains("y", "expected float32, found float16");
    assertThat(widths(picture)).isEmpty();
  }

  @Test
  void ofManyThoseBeyondTheToleranceAndTheLargestAreShownInTheirOrder() throws Exception {
    List<ErrorBar> bars = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      bars.add(bar("layer" + i, i == 3 ? 1e-9 : Math.pow(10, -8) * (i + 1), i != 3));
    }
    List<String> texts = texts(chart(bars));
    assertThat(texts).contains("layer3", "layer99", "61 others").doesNotContain("layer4");
    assertThat(texts.indexOf("layer3")).isLessThan(texts.indexOf("layer99"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 1, 1e300, Double.MAX_VALUE})
  void anyErrorIsDrawn(double error) throws Exception {
    assertThat(widths(chart(List.of(bar("y", error, false))))).hasSize(1);
  }

  @Test
  void nothingToCompareIsSaid() throws Exception {
    assertThat(texts(chart(List.of()))).contains("There is nothing to compare.");
  }

  private static List<Double> widths(Picture picture) throws Exception {
    return Markup.elements(Markup.parse(picture.svg()), "rect").stream()
        .filter(rectangle -> rectangle.getAttribute("height").equals("15.2"))
        .map(bar -> Double.valueOf(bar.getAttribute("width")))
        .filter(width -> width > 0)
        .sorted()
        .toList();
  }

  private static List<String> texts(Picture picture) throws Exception {
    Stream<Element> elements = Markup.elements(Markup.parse(picture.svg()), "text").stream();
    return elements.map(Element::getTextContent).toList();
  }
}
