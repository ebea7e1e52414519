/// Whether two results are the same, and if not, by how much and where.
///
/// Start with [Compare].
///
/// ```java
/// Comparison result = Compare.outputs(found, expected, Tolerance.of(1e-3, 1e-5));
/// if (!result.passed()) {
///   System.out.println(result);
/// }
/// ModelComparison models =
///     Compare.models(before, after, Feed.random(7), CompareOptions.defaults().withLayers());
/// ```
///
/// May depend on: `dev.oplab.onnx`, `dev.oplab.ort`, its feeds and tensors, and its internals.
@NullMarked
package dev.oplab.ort.compare;

import org.jspecify.annotations.NullMarked;
