/// What goes into a model for one run: files, pictures, Java arrays, random numbers.
///
/// Start with [Feed]; [ImagePreprocessing] says how a picture becomes a tensor.
///
/// ```java
/// Feed feed =
///     Feed.random(7)
///         .image("input", Path.of("cat.png"), ImagePreprocessing.imagenet())
///         .range("noise", -1, 1);
/// RunResult result = OrtRunner.run(model, feed, RunOptions.defaults());
/// ```
///
/// May depend on: `dev.oplab.onnx`, `dev.oplab.ort` and its internals, `java.desktop`.
@NullMarked
package dev.oplab.ort.feed;

import org.jspecify.annotations.NullMarked;
