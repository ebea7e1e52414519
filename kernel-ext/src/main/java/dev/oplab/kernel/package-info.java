@NullMarked
package dev.oplab.kernel;

import org.jspecify.annotations.NullMarked;
