package dev.oplab.onnx;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes what is said of a function beside its body, if that did not come from a file as it is.
final class FunctionHead {
  private FunctionHead() {}

  /// {@return the fields but for the body and the attributes with a default, in the order of their
  /// numbers; those that a file gave and that have no place in [LocalFunction] come last}
  static RawFields write(LocalFunction function) {
    WireWriter out = new WireWriter();
    if (!function.overload().isEmpty()) {
      out.text(13, function.overload());
    }
    out.text(10, function.domain());
    List<Map.Entry<String, Long>> opsets = new ArrayList<>(function.opsets().entrySet());
    for (Map.Entry<String, Long> opset : opsets.reversed()) {
      long before = out.size();
      out.number(2, opset.getValue()).text(1, opset.getKey()).head(9, before);
    }
    if (!function.docString().isEmpty()) {
      out.text(8, function.docString());
    }
    function.attributes().reversed().forEach(attribute -> out.text(6, attribute));
    out.text(1, function.name());
    RawFields all = RawFields.of(MemorySegment.ofArray(out.toBytes()));
    for (MemorySegment run : function.body().functionRest.without(1, 6, 8, 9, 10, 13).runs()) {
      all = all.plus(run);
    }
    return all;
  }

  static List<Attributes.Named> defaults(LocalFunction function) {
    List<Attributes.Named> defaults = new ArrayList<>();
    function
        .attributeDefaults()
        .forEach((name, value) -> defaults.add(new Attributes.Named(name, value, null)));
    return defaults;
  }
}
