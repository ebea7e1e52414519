/// Edits of an ONNX graph: layers by name, registered operations, clean-up, sorting, extraction,
/// patterns rewritten, models merged. docs/GRAPHSURGEON.md compares them with onnx-graphsurgeon.
///
/// May depend on: `dev.oplab.onnx`. Entry type: [dev.oplab.surgeon.Surgeon].
///
/// ```java
/// Surgeon g = Surgeon.open("model.onnx");
/// Surgeon.register("clip").as((s, in) -> s.layer("Clip").in(in).out("clip_out"));
/// g.outputs(g.call("clip", g.tensor("y"), 0f, 6f));
/// g.cleanup().toposort().save("clipped.onnx");
/// ```
@NullMarked
package dev.oplab.surgeon;

import org.jspecify.annotations.NullMarked;
