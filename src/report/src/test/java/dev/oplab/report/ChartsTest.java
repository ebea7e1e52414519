package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.Timing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class ChartsTest {

  @Test
  void aPictureRendersAsTextSvgAndPng() throws Exception {
    Picture picture = Charts.latency(Profiles.small());
    MimeBundle bundle = picture.render();
    assertThat(bundle.data().keySet())
        .containsExactly(MimeBundle.TEXT, MimeBundle.SVG, MimeBundle.PNG);
    assertThat(bundle.data().get(MimeBundle.TEXT))
        .isEqualTo(
            "small.onnx: latency by layer; the longest of 3 rows: /features/0/Conv, 0.3200 ms  80.0%");
    byte[] png =
        Base64.getDecoder().decode(picture.render().data().getOrDefault(MimeBundle.PNG, ""));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(2 * picture.width()).isEqualTo(1800);
    assertThat(image.getHeight()).isEqualTo(2 * picture.height());
  }

  @Test
  void theSameProfileGivesTheSameBytes() {
    assertThat(Charts.latency(Profiles.many(60)).svg())
        .isEqualTo(Charts.latency(Profiles.many(60)).svg());
    assertThat(Charts.latency(Profiles.small()).png())
        .isEqualTo(Charts.latency(Profiles.small()).png());
    assertThat(Tables.layers(Profiles.small()).toHtml())
        .isEqualTo(Tables.layers(Profiles.small()).toHtml());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 40, 41, 118, 1000})
  void anyNumberOfLayersIsDrawnInTime(int count) throws Exception {
    EngineProfile profile = Profiles.many(count);
    Picture picture =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> drawn(Charts.latency(profile)));
    assertThat(picture.height()).isLessThan(1100);
    assertThat(picture.svg().length()).isLessThan(60_000);
    int rows = Math.min(count, 40);
    assertThat(texts(picture).filter(text -> text.startsWith("/blocks/")))
        .hasSize(count > 40 ? rows - 1 : rows);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-12, 1e-6, 0.1, 1, 99.99, 1e6, 1e12})
  void anyTimeIsDrawnInTime(double millis) {
    EngineProfile profile =
        Profiles.profile("t", List.of(Profiles.layer(0, "a", "A", Timing.of(millis))));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> drawn(Charts.latency(profile)));
  }

  @Test
  void aLongProfileShowsTheSlowestInExecutionOrderAndGathersTheOthers() throws Exception {
    List<String> texts = texts(Charts.latency(Profiles.many(118))).toList();
    assertThat(texts).contains("79 other layers", "/blocks/79/Add", "/blocks/117/Relu");
    assertThat(texts).doesNotContain("/blocks/78/Mul");
    assertThat(texts.indexOf("/blocks/79/Add")).isLessThan(texts.indexOf("/blocks/117/Relu"));
  }

  @Test
  void sortedByTimeTheSlowestComesFirst() throws Exception {
    List<String> texts = texts(Charts.latency(Profiles.many(5), Order.TIME)).toList();
    assertThat(texts.indexOf("/blocks/4/Conv")).isLessThan(texts.indexOf("/blocks/0/Conv"));
  }

  @Test
  void barsAreAsLongAsTheirTimes() throws Exception {
    List<Double> widths =
        Markup.elements(Markup.parse(Charts.latency(Profiles.many(4)).svg()), "rect").stream()
            .filter(rectangle -> rectangle.getAttribute("height").equals("15.2"))
            .map(bar -> Double.valueOf(bar.getAttribute("width")))
            .sorted()
            .toList();
    assertThat(widths).hasSize(4);
    double longest = widths.get(3);
    assertThat(widths.get(0) / longest).isBetween(0.245, 0.255);
    assertThat(widths.get(2) / longest).isBetween(0.745, 0.755);
  }

  @Test
  void aLongNameIsCutInTheMiddleAndWholeInTheTooltip() throws Exception {
    String name = "/model/" + "x".repeat(200) + "/blocks.3/se/fc1/Conv";
    EngineProfile profile =
        Profiles.profile("t", List.of(Profiles.layer(0, name, "Conv", Timing.of(1))));
    Picture picture = Charts.latency(profile);
    assertThat(texts(picture)).anyMatch(text -> text.matches("/mod.*….*/blocks\\.3/se/fc1/Conv"));
    assertThat(
            Markup.elements(Markup.parse(picture.svg()), "title").stream()
                .map(Element::getTextContent))
        .anyMatch(title -> title.startsWith(name));
  }

  @Test
  void textStaysTextInSvg() {
    assertThat(Charts.latency(Profiles.small()).svg()).doesNotContain("<clipPath", "<style", "id=");
  }

  @Test
  void aProfileWithoutLayersIsDrawn() throws Exception {
    Picture picture = drawn(Charts.latency(Profiles.profile("none.onnx", List.of())));
    assertThat(picture.altText())
        .isEqualTo("none.onnx: latency by layer: the profile has no layers");
    assertThat(texts(picture)).anyMatch(text -> text.contains("no layers"));
  }

  private static Picture drawn(Picture picture) throws Exception {
    Markup.parse(picture.svg());
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.png()))).isNotNull();
    return picture;
  }

  private static java.util.stream.Stream<String> texts(Picture picture) throws Exception {
    return Markup.elements(Markup.parse(picture.svg()), "text").stream()
        .map(Element::getTextContent);
  }
}
