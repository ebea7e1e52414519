/// The ONNX model: opened from a memory map in milliseconds, whatever its weights weigh, edited in
/// place, and written back without losing anything.
///
/// May depend on: the JDK; the raw messages and protobuf in `ProtoBridge` alone, which is loaded
/// when messages are asked for. Entry type: [OnnxIo].
///
/// ```java
/// Model model = OnnxIo.read(Path.of("resnet.onnx"));
/// for (Node node : model.graph().nodes()) {
///   System.out.println(node + " " + node.inputs());
/// }
/// MemorySegment weights = model.graph().initializers().getFirst().data();
///
/// Value x = model.graph().inputs().getFirst();
/// Value clipped = model.graph().addNode("Relu", x).output();
/// model.graph().setOutput(0, clipped);
/// OnnxIo.write(model, Path.of("edited.onnx"));
/// ```
@NullMarked
package dev.oplab.onnx;

import org.jspecify.annotations.NullMarked;
