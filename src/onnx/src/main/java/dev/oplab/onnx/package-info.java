@NullMarked
package dev.oplab.onnx;

import org.jspecify.annotations.NullMarked;
