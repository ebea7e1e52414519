/// The commands on ONNX models as files: `onnx show`, `diff`, `text`, `save`. Entry types:
/// [ModelSource], the MODEL argument, and [ModelFile], the model that a command writes.
///
/// May depend on: `dev.oplab.command`, models, the surgeon and reports.
@NullMarked
package dev.oplab.command.onnx;

import org.jspecify.annotations.NullMarked;
