@NullMarked
package dev.oplab.command;

import org.jspecify.annotations.NullMarked;
