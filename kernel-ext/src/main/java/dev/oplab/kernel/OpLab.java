package dev.oplab.kernel;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/// Puts OpLab into a running kernel: its magics, its renderers, its imports. JJava finds it by
/// itself ([JJavaExtension]); elsewhere a cell calls [#install(Object)].
public final class OpLab {
  private static final String JJAVA = "org.dflib.jjava.jupyter.kernel.BaseKernel";
  private static final Set<Object> KERNELS =
      Collections.newSetFromMap(new WeakHashMap<Object, Boolean>());

  private OpLab() {}

  /// Installs OpLab in `kernel`, once; a second call does nothing. Never throws: what goes wrong is
  /// one line on the error stream, and the kernel goes on without OpLab.
  ///
  /// @param kernel the kernel object of a kernel that is supported: JJava's
  @SuppressWarnings("CatchAndPrintStackTrace")
  public static synchronized void install(Object kernel) {
    try {
      if (!KERNELS.add(kernel)) {
        return;
      }
      if (!isA(kernel.getClass(), JJAVA)) {
        System.err.println("OpLab works in the JJava kernel, found " + kernel.getClass().getName());
        return;
      }
      // named only here: no class of a kernel that is not there is touched
      JJavaHost.install(kernel);
    } catch (Throwable e) {
      System.err.println("OpLab could not be installed: " + e);
    }
  }

  private static boolean isA(Class<?> type, String name) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (c.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
