@NullMarked
package dev.oplab.worker;

import org.jspecify.annotations.NullMarked;
