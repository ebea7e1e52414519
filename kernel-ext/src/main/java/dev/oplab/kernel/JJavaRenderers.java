package dev.oplab.kernel;

import dev.oplab.onnx.Model;
import dev.oplab.profile.EngineProfile;
import dev.oplab.report.MimeBundle;
import dev.oplab.report.Printable;
import dev.oplab.report.Printables;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/// How OpLab's objects look as the value of a cell.
final class JJavaRenderers {
  private JJavaRenderers() {}

  static void register(Renderer renderer) {
    register(renderer, Printable.class, Printable::render);
    register(renderer, EngineProfile.class, JJavaRenderers::bundle);
    register(renderer, Model.class, JJavaRenderers::bundle);
    registerNamed(renderer, "tech.tablesaw.api.Table");
    registerNamed(renderer, "org.knowm.xchart.internal.chartpart.Chart");
  }

  /// A library's class, found but not started: its own code runs when a value is first shown.
  private static void registerNamed(Renderer renderer, String name) {
    try {
      Class<?> type = Class.forName(name, false, JJavaRenderers.class.getClassLoader());
      register(renderer, type, JJavaRenderers::bundle);
    } catch (ClassNotFoundException | LinkageError e) {
      // without the library there are no such values
    }
  }

  private static MimeBundle bundle(Object value) {
    return Printables.of(value)
        .map(Printable::render)
        .orElseGet(() -> MimeBundle.text(String.valueOf(value)));
  }

  private static <T> void register(
      Renderer renderer, Class<T> type, Function<T, MimeBundle> render) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_PLAIN, MIMEType.TEXT_HTML, MIMEType.IMAGE_SVG, MIMEType.IMAGE_PNG)
        .register((value, context) -> put(SafeRendering.render(value, render), context));
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
