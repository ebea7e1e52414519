/// The reading and writing behind [dev.oplab.profile.ProfileIo]; not for users.
///
/// May depend on: `dev.oplab.profile`, jackson-jr.
@NullMarked
package dev.oplab.profile.internal;

import org.jspecify.annotations.NullMarked;
