/// The messages of an ONNX file, one class each, with protobuf's usual builders: for those who want
/// the raw structure. Generated from `onnx.proto`, therefore not `@NullMarked`.
///
/// May depend on: protobuf. Entry type: [ModelProto]; `OnnxIo.readProto`, `toProto` and `fromProto`
/// lead here and back.
///
/// ```java
/// ModelProto.Builder proto = OnnxIo.readProto(Path.of("resnet.onnx")).toBuilder();
/// proto.getGraphBuilder().getNodeBuilder(0).setName("stem");
/// OnnxIo.write(OnnxIo.fromProto(proto.build()), Path.of("renamed.onnx"));
/// ```
package dev.oplab.onnx.proto;
