/// The writers behind the tables and pictures; not for users.
///
/// May depend on: `dev.oplab.report`, Tablesaw, XChart, VectorGraphics2D.
@NullMarked
package dev.oplab.report.internal;

import org.jspecify.annotations.NullMarked;
