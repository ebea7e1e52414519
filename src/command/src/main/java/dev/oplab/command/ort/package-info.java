/// The commands on ONNX Runtime: `ort profile`.
///
/// May depend on: `dev.oplab.command`, models, profiles, ONNX Runtime and reports.
@NullMarked
package dev.oplab.command.ort;

import org.jspecify.annotations.NullMarked;
