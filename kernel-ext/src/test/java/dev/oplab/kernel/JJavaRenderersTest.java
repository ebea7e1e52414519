package dev.oplab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.report.MimeBundle;
import dev.oplab.report.Printable;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JJavaRenderersTest {
  private final Renderer renderer = new Renderer();

  @BeforeEach
  void register() {
    JJavaRenderers.register(renderer);
  }

  @Test
  void aPrintableIsShownInEveryRenderingItHas() {
    Printable printable =
        () ->
            new MimeBundle(
                Map.of(MimeBundle.TEXT, "t", MimeBundle.SVG, "<svg/>", MimeBundle.PNG, "aGk="));
    DisplayData data = renderer.render(printable);
    assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo("t");
    assertThat(data.getData(MIMEType.IMAGE_SVG)).isEqualTo("<svg/>");
    assertThat(data.getData(MIMEType.IMAGE_PNG)).isEqualTo("aGk=");
    assertThat(data.hasDataForType(MIMEType.TEXT_HTML)).isFalse();
  }

  @Test
  void anErrorWhileRenderingNeverGetsOut() {
    Printable broken =
        () -> {
          throw new NoClassDefFoundError("java.awt.Font");
        };
    DisplayData data = renderer.render(broken);
    assertThat(data.getData(MIMEType.TEXT_PLAIN)).asString().contains("java.awt.Font");
  }

  @Test
  void evenAnObjectWithoutTextIsShown() {
    Printable hopeless =
        new Printable() {
          @Override
          public MimeBundle render() {
            throw new StackOverflowError();
          }

          @Override
          public String toString() {
            throw new IllegalStateException("no text either");
          }
        };
    assertThat(SafeRendering.render(hopeless, Printable::render).data().get(MimeBundle.TEXT))
        .contains(hopeless.getClass().getName());
  }
}
