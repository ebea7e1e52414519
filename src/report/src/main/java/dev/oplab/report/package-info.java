/// Tables and charts that print themselves, in a notebook cell, on a terminal and in a file.
///
/// May depend on: `dev.oplab.onnx`, `dev.oplab.surgeon`, `dev.oplab.profile`, Tablesaw, XChart,
/// VectorGraphics2D. Knows no notebook.
///
/// Start with [dev.oplab.report.Tables] and [dev.oplab.report.Charts]:
///
/// ```java
/// EngineProfile profile = ProfileIo.read(Path.of("resnet50.profile.json"));
/// System.out.println(Tables.layers(profile, Order.TIME).toText());
/// Files.writeString(Path.of("latency.svg"), Charts.latency(profile).svg());
/// ```
@NullMarked
package dev.oplab.report;

import org.jspecify.annotations.NullMarked;
