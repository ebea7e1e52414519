/// Both ends of the channel between a caller and its worker process; not for users.
///
/// Start reading at [WorkerProcess] (the caller's end) and [JobServer] (the worker's end).
///
/// May depend on: `dev.oplab.worker`, jackson-jr.
@NullMarked
package dev.oplab.worker.internal;

import org.jspecify.annotations.NullMarked;
