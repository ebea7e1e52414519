/// Tensors as numbers: their elements, statistics, and the files that results are saved in.
///
/// Start with [TensorStatistics] and [SavedTensors].
///
/// ```java
/// TensorStatistics of = TensorStatistics.of(tensor);
/// SavedTensors.write(result.outputs(), Path.of("out.npz"));
/// ```
///
/// May depend on: `dev.oplab.onnx`, `dev.oplab.ort`.
@NullMarked
package dev.oplab.ort.tensor;

import org.jspecify.annotations.NullMarked;
