@NullMarked
package dev.oplab.profile;

import org.jspecify.annotations.NullMarked;
