/// The commands that edit ONNX models: `surgeon extract`, `cleanup`, `run` and so on. Entry type:
/// [ModelEdit], a model before and after.
///
/// May depend on: `dev.oplab.command`, models, the surgeon and reports.
@NullMarked
package dev.oplab.command.surgeon;

import org.jspecify.annotations.NullMarked;
