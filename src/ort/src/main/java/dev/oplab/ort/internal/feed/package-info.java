/// Behind [dev.oplab.ort.feed.Feed]: reads files, resizes pictures, draws random numbers.
///
/// May depend on: `dev.oplab.onnx`, `dev.oplab.profile`, `dev.oplab.ort` and its internals.
@NullMarked
package dev.oplab.ort.internal.feed;

import org.jspecify.annotations.NullMarked;
