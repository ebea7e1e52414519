/// What OpLab does in a benchmark that compares it with its peers: `./oplab bench surgeon`. Each
/// workload here has a twin in Python for every peer, beside it in `src/bench/contenders`.
///
/// May depend on: onnx, surgeon. Compiled with all checks, never run by the tests, not part of what
/// a person installs.
@NullMarked
package dev.oplab.bench;

import org.jspecify.annotations.NullMarked;
