package dev.oplab.kernel;

import dev.oplab.report.MimeBundle;
import java.util.function.Function;

/// Makes objects into bundles without ever throwing: an error in a renderer would end the thread on
/// which the kernel answers, and every later cell would wait for ever.
final class SafeRendering {
  private SafeRendering() {}

  /// {@return what `renderer` makes of `object`, or the object's text and what went wrong}
  static <T> MimeBundle render(T object, Function<T, MimeBundle> renderer) {
    try {
      return renderer.apply(object);
    } catch (Throwable e) {
      return MimeBundle.text(text(object) + "\n(shown as text: " + text(e) + ")");
    }
  }

  private static String text(Object object) {
    try {
      return String.valueOf(object);
    } catch (Throwable e) {
      return object.getClass().getName();
    }
  }
}
