/// The commands on ONNX models: `onnx show`. Entry type: [ModelSource], the MODEL argument.
///
/// May depend on: `dev.oplab.command`, models and reports.
@NullMarked
package dev.oplab.command.onnx;

import org.jspecify.annotations.NullMarked;
