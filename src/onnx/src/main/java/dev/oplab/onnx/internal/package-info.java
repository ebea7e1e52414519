/// The protobuf wire format, read from a memory map and written as a rope: tags, varints, lengths,
/// strings, raw fields.
///
/// Knows nothing of ONNX; the parent package gives the fields their meaning.
///
/// May depend on: the JDK only. Entry type: [WireReader].
///
/// ```java
/// var in = new WireReader(segment);
/// for (int tag = in.tag(); tag != 0; tag = in.tag()) {
///   switch (tag) {
///     case 2 << 3 | WireReader.BYTES -> name = in.string();
///     default -> in.skip(tag);
///   }
/// }
/// ```
@NullMarked
package dev.oplab.onnx.internal;

import org.jspecify.annotations.NullMarked;
