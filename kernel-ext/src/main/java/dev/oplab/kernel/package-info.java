/// OpLab inside a Jupyter kernel for Java: magics, renderers and imports.
///
/// May depend on: every module, and alone on a kernel's API (JJava's). Entry type: [OpLab].
///
/// ```java
/// dev.oplab.kernel.OpLab.install(kernel()); // only where the kernel does not do it by itself
/// ```
@NullMarked
package dev.oplab.kernel;

import org.jspecify.annotations.NullMarked;
