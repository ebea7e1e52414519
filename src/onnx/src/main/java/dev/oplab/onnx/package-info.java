/// The ONNX model: opened from a memory map in milliseconds, whatever its weights weigh.
///
/// May depend on: the JDK only. Entry type: [OnnxIo].
///
/// ```java
/// Model model = OnnxIo.read(Path.of("resnet.onnx"));
/// for (Node node : model.graph().nodes()) {
///   System.out.println(node + " " + node.inputs());
/// }
/// MemorySegment weights = model.graph().initializers().getFirst().data();
/// ```
@NullMarked
package dev.oplab.onnx;

import org.jspecify.annotations.NullMarked;
