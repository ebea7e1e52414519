/// Every pass of the surgeon, proved by running: ONNX Runtime gets the model before and after on
/// the same inputs.
@NullMarked
package dev.oplab.ort.pass;

import org.jspecify.annotations.NullMarked;
