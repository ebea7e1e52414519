/// Reads ONNX's text syntax: from a text to the bytes of a model file, which the readers of files
/// give their meaning. Each class reads one thing of the syntax, [ModelText] the whole.
///
/// Where the syntax of `onnx.parser` has no words for something a model may hold, there are words
/// of our own: names of operators, domains and attributes in quotes, lists of tensors, graphs and
/// types, sparse constants as `sparse_tensor(float[5]) = {3: 1.5}`, `?` for a type or attribute
/// that says nothing.
///
/// May depend on: the element types and errors of the parent package, the wire writer. Entry type:
/// [ModelText].
///
/// ```java
/// byte[] model = ModelText.bytes("<ir_version: 8, opset_import: [\"\" : 17]> g (float[N] x) => (y) { y = Relu (x) }");
/// ```
@NullMarked
package dev.oplab.onnx.internal.text;

import org.jspecify.annotations.NullMarked;
