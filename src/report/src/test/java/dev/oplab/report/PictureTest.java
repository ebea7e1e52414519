package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PictureTest {
  // What a JDK says that finds no font.
  private final Picture fontless =
      Picture.painted(
          "t",
          "what it shows",
          10,
          10,
          graphics -> {
            throw new Error("Probable fatal error: No physical fonts found.");
          });

  @Test
  void whereJavaCannotDrawThePictureIsItsWordsAndAReason() {
    assertThat(fontless.render().data()).containsOnlyKeys(MimeBundle.TEXT);
    assertThat(fontless.render().data().get(MimeBundle.TEXT))
        .startsWith("what it shows\nNo picture: this Java cannot draw SVG.")
        .contains("No physical fonts found", "Fix: install fontconfig and a font");
    assertThat(fontless.toText()).isEqualTo("what it shows");
    assertThat(Report.titled("r").with("", fontless).toHtmlPage()).contains("No physical fonts");
  }

  @Test
  void askedForAFileItFailsWithTheReason() {
    for (Runnable file : List.<Runnable>of(fontless::svg, fontless::png)) {
      assertThatThrownBy(file::run)
          .isInstanceOf(ReportException.class)
          .hasMessageContaining("No physical fonts found")
          .hasCauseInstanceOf(Error.class);
    }
  }

  @Test
  void itIsDrawnWhenAskedForAndOnce() {
    AtomicInteger drawn = new AtomicInteger();
    Picture picture =
        Picture.painted(
            "t",
            "alt",
            20,
            10,
            graphics -> {
              drawn.incrementAndGet();
              graphics.setColor(Color.RED);
              graphics.fillRect(1, 2, 3, 4);
            });
    assertThat(drawn).hasValue(0);
    assertThat(picture.svg()).isEqualTo(picture.svg()).contains("fill=\"#ff0000\"");
    assertThat(drawn).hasValue(1);
  }

  @Test
  void changingThePngChangesNobodyElses() {
    Picture picture = Picture.painted("t", "alt", 4, 4, graphics -> graphics.fillRect(0, 0, 2, 2));
    byte[] png = picture.png();
    png[0] = 0;
    assertThat(picture.png()[0]).isEqualTo((byte) 0x89);
  }
}
