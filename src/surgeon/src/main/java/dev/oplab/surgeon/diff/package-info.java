/// What differs between two models, as rows.
///
/// May depend on: `dev.oplab.onnx`, `dev.oplab.surgeon.pattern`. Entry type: [ModelDiff].
///
/// ```java
/// ModelDiff.of(before, after).rows().forEach(System.out::println);
/// ```
@NullMarked
package dev.oplab.surgeon.diff;

import org.jspecify.annotations.NullMarked;
