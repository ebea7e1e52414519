/// Stands in for the ClassGraph library, of which Tablesaw makes three calls when a table is first
/// used. The real one scans the whole class path for readers and writers, which takes longer than
/// everything else a short command does; the readers and writers there can be are known by name.
/// Only the launcher's terminal commands have this on their class path, never a kernel, where a
/// user's own libraries may need the real one.
///
/// May depend on: nothing.
@NullMarked
package io.github.classgraph;

import org.jspecify.annotations.NullMarked;
