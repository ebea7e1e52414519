package dev.oplab.ort.internal;

import java.util.List;

/// What a profile file says about the measured runs. Immutable.
///
/// @param nodes a node before those in its subgraphs, otherwise in execution order
/// @param runMicros how long each measured run took as a whole
record Trace(List<TraceNode> nodes, List<Long> runMicros) {}
