/// ONNX Runtime: runs a model and profiles it node by node, in a worker process.
///
/// Start with [OrtProfiler]; [OrtRunner] runs a model once and [InputFactory] makes inputs for it.
///
/// ```java
/// Model model = OnnxIo.read(Path.of("mobilenet.onnx"));
/// OrtProfiler.warmUp();
/// EngineProfile profile =
///     OrtProfiler.profile(model, ProfileOptions.defaults(), OrtProfiler.Progress.NONE);
/// ```
///
/// May depend on: `dev.oplab.onnx`, `dev.oplab.surgeon`, `dev.oplab.profile`, `dev.oplab.worker`,
/// `ai.onnxruntime`.
@NullMarked
package dev.oplab.ort;

import org.jspecify.annotations.NullMarked;
