/// How command lines are read, help pages laid out and results delivered; not for users.
///
/// May depend on: `dev.oplab.command`, reports, Jackson.
@NullMarked
package dev.oplab.command.internal;

import org.jspecify.annotations.NullMarked;
