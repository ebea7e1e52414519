/// How the surgeon's edits work; not for users.
///
/// May depend on: `dev.oplab.onnx`, `dev.oplab.surgeon`. Entry type: none, each class is one edit.
///
/// ```java
/// TopoSort.nodes(graph);
/// ```
@NullMarked
package dev.oplab.surgeon.internal;

import org.jspecify.annotations.NullMarked;
