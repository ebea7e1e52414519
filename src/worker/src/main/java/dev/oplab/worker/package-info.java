/// The process that native code runs in: a crash, a hang or an interrupt ends the worker and not
/// the notebook.
///
/// A job is a [WorkerJob] that [java.util.ServiceLoader] finds on the worker's class path. It is
/// called through a [JobRunner]: either a [Worker] from [WorkerPool], or [InProcess].
///
/// ```java
/// WorkerKind kind = WorkerKind.of("onnxruntime", MyJob.class);
/// WorkerPool.warmUp(kind);                 // its start is hidden behind what follows
/// JsonObject result = WorkerPool.runner(kind).call("my-job", arguments, JobProgress.NONE);
/// ```
///
/// May depend on: jackson-jr.
@NullMarked
package dev.oplab.worker;

import org.jspecify.annotations.NullMarked;
