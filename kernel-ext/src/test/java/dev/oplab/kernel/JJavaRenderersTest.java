package dev.oplab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Shape;
import dev.oplab.report.MimeBundle;
import dev.oplab.report.Printable;
import dev.oplab.report.Printables;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.testkit.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  void aNetworkAndItsPartsAreShownAsTextAndHtml() {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    Node node = model.graph().nodes().getFirst();
    for (Object value :
        List.of(
            model,
            model.graph(),
            model.graph().nodes(),
            model.graph().values(),
            model.graph().initializers().getFirst(),
            node,
            node.attributes(),
            node.inputs(),
            node.input(0),
            node.output(),
            node.output().type(),
            Shape.of(1, 2),
            Dim.of("N"),
            Surgeon.of(model),
            Surgeon.of(model).tensors())) {
      DisplayData data = renderer.render(value);
      assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo(Printables.view(value).toText());
      if (!(value instanceof Map<?, ?> map && map.isEmpty())) {
        assertThat(data.getData(MIMEType.TEXT_HTML)).asString().startsWith("<");
      }
    }
  }

  @Test
  void collectionsOfOtherThingsAreShownAsTheKernelShowsThem() {
    for (Object value : List.of(List.of(1, 2), Map.of("a", 1), Set.of("x"), Optional.of(7))) {
      DisplayData data = renderer.render(value);
      assertThat(data.getData(MIMEType.TEXT_PLAIN))
          .isEqualTo(new Renderer().render(value).getData(MIMEType.TEXT_PLAIN));
      assertThat(data.hasDataForType(MIMEType.TEXT_HTML)).isFalse();
    }
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
