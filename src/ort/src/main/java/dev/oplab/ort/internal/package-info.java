/// How a model gets through ONNX Runtime in a worker and back; not for users.
///
/// In the caller's process: [Inputs] decides what goes in, [ProfileReport] makes layers of what
/// came back, [Origins] finds the model's nodes behind them. In the worker: [ProfileJob], [RunJob],
/// [TraceReader]. Only classes of the worker touch `ai.onnxruntime`.
///
/// May depend on: `dev.oplab.ort`, `dev.oplab.onnx`, `dev.oplab.profile`, `dev.oplab.worker`,
/// `ai.onnxruntime`, jackson-core.
@NullMarked
package dev.oplab.ort.internal;

import org.jspecify.annotations.NullMarked;
