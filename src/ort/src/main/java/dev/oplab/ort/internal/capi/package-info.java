/// ONNX Runtime through its C interface, with `java.lang.foreign`: its Java interface has no
/// tensors of unsigned or small types, and takes in neither sequences nor optionals.
///
/// May depend on: `dev.oplab.onnx`'s data types, `dev.oplab.worker`, `ai.onnxruntime` (which loads
/// the library). Runs in the worker only. Entry type: [RuntimeSession].
@NullMarked
package dev.oplab.ort.internal.capi;

import org.jspecify.annotations.NullMarked;
