/// Every command of OpLab: what it can be told, what it does, and where its result goes.
///
/// May depend on: every module but the kernel's; no kernel API. Entry types: [CommandLine] for a
/// host, [Command] and [Commands] for who adds a command, [NotebookHost] for who adds a host.
///
/// ```java
/// NotebookHost host = FakeHost.notebook();
/// new CommandLine(host).run(List.of("onnx", "show", "model.onnx", "--nodes"));
/// ```
@NullMarked
package dev.oplab.command;

import org.jspecify.annotations.NullMarked;
