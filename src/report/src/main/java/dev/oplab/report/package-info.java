@NullMarked
package dev.oplab.report;

import org.jspecify.annotations.NullMarked;
