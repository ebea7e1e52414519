/// Rewrites of a model that keep what it computes, one a file, and what runs them.
///
/// May depend on: `dev.oplab.onnx`, `dev.oplab.surgeon`, `dev.oplab.surgeon.pattern`. Entry type:
/// [PassManager].
///
/// ```java
/// PassManager.of("remove-identity", "fuse-gelu:raise-opset", "remove-unused-nodes").run(model);
/// ```
@NullMarked
package dev.oplab.surgeon.pass;

import org.jspecify.annotations.NullMarked;
