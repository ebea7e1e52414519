@NullMarked
package dev.oplab.ort;

import org.jspecify.annotations.NullMarked;
