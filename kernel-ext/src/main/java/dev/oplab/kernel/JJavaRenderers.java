package dev.oplab.kernel;

import dev.oplab.report.MimeBundle;
import dev.oplab.report.Printables;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/// How OpLab's objects look as the value of a cell.
final class JJavaRenderers {
  private JJavaRenderers() {}

  static void register(Renderer renderer) {
    Printables.types().forEach(type -> register(renderer, type));
  }

  private static MimeBundle bundle(Object value) {
    return Printables.view(value).render();
  }

  private static <T> void register(Renderer renderer, Class<T> type) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_PLAIN, MIMEType.TEXT_HTML, MIMEType.IMAGE_SVG, MIMEType.IMAGE_PNG)
        .register(
            (value, context) -> put(SafeRendering.render(value, JJavaRenderers::bundle), context));
  }

  private static void put(MimeBundle bundle, RenderContext context) {
    bundle.data().forEach((mime, text) -> putOne(mime, text, context));
  }

  private static void putOne(String mime, String text, RenderContext context) {
    MIMEType type =
        switch (mime) {
          case MimeBundle.TEXT -> MIMEType.TEXT_PLAIN;
          case MimeBundle.HTML -> MIMEType.TEXT_HTML;
          case MimeBundle.SVG -> MIMEType.IMAGE_SVG;
          default -> MIMEType.IMAGE_PNG;
        };
    context.renderIfRequested(type, () -> text);
  }
}
