package dev.oplab.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the text syntax says of a model or function before its name: `<ir_version: 8, ...>`.
final class TextHeader {
  private final List<String> entries = new ArrayList<>();

  private TextHeader() {}

  static String of(Model.Header model) {
    TextHeader header = new TextHeader();
    header.entries.add("ir_version: " + model.irVersion());
    header.entries.add("opset_import: " + opsets(model.opsets()));
    header.text("producer_name", model.producerName());
    header.text("producer_version", model.producerVersion());
    header.text("domain", model.domain());
    header.text("doc_string", model.docString());
    if (model.modelVersion() != 0) {
      header.entries.add("model_version: " + model.modelVersion());
    }
    if (!model.metadata().isEmpty()) {
      header.entries.add("metadata_props: " + TextTensors.entries(model.metadata()));
    }
    return header.toString();
  }

  static String of(LocalFunction function) {
    TextHeader header = new TextHeader();
    header.entries.add("domain: " + TextNames.quoted(function.domain()));
    header.entries.add("opset_import: " + opsets(function.opsets()));
    header.text("overload", function.overload());
    header.text("doc_string", function.docString());
    return header.toString();
  }

  /// {@return the attributes of a function, with their defaults}
  static String attributes(LocalFunction function, TextValues values) {
    List<String> all = new ArrayList<>();
    function.attributes().forEach(name -> all.add(TextNames.plain(name)));
    function.attributeDefaults().forEach((name, value) -> all.add(values.of(name, value)));
    return all.isEmpty() ? "" : " <" + String.join(", ", all) + ">";
  }

  private void text(String key, String text) {
    if (!text.isEmpty()) {
      entries.add(key + ": " + TextNames.quoted(text));
    }
  }

  private static String opsets(Map<String, Long> opsets) {
    return opsets.entrySet().stream()
        .map(one -> TextNames.quoted(one.getKey()) + " : " + one.getValue())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String toString() {
    return "<\n  " + String.join(",\n  ", entries) + "\n>";
  }
}
