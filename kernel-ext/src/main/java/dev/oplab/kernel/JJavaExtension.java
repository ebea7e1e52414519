package dev.oplab.kernel;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/// What JJava finds on its class path and calls. JJava makes one at each change of the class path,
/// so making one does nothing.
public final class JJavaExtension implements Extension {

  @Override
  public void install(BaseKernel kernel) {
    OpLab.install(kernel);
  }
}
