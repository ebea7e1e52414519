/// Golden files, fixtures and asserts shared by the tests of every module.
///
/// May depend on: JUnit and AssertJ only.
@NullMarked
package dev.oplab.testkit;

import org.jspecify.annotations.NullMarked;
