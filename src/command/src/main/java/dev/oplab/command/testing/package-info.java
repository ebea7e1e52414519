/// A host for tests of commands: [FakeHost].
///
/// May depend on: `dev.oplab.command` and reports.
@NullMarked
package dev.oplab.command.testing;

import org.jspecify.annotations.NullMarked;
