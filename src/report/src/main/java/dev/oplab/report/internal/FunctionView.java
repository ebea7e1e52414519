package dev.oplab.report.internal;

import dev.oplab.onnx.LocalFunction;
import dev.oplab.report.Report;
import java.util.List;
import java.util.stream.Collectors;

/// How a function of a model prints: what it is called by, the attributes it takes, and its body.
public final class FunctionView {
  private FunctionView() {}

  public static Report of(LocalFunction function) {
    Heading heading =
        Heading.of(
            "function " + name(function),
            Origin.joined(GraphView.ends(function.body()), opsets(function)),
            list("attributes without a default: ", function.attributes()),
            function.docString());
    Report report = GraphView.of(function.body(), heading);
    return function.attributeDefaults().isEmpty()
        ? report
        : report.with(
            "",
            NodeView.attributes(function.attributeDefaults()).titled("attributes with a default"));
  }

  private static String opsets(LocalFunction function) {
    return function.opsets().entrySet().stream()
        .map(entry ->
            (entry.getKey().isEmpty() ? "ai.onnx" : entry.getKey()) + " " + entry.getValue())
        .collect(Collectors.joining(", ", "opset ", ""));
  }

  private static String list(String words, List<String> names) {
    return names.isEmpty() ? "" : words + String.join(", ", names);
  }

  private static String name(LocalFunction function) {
    String domain = function.domain().isEmpty() ? "" : function.domain() + ".";
    return domain
        + function.name()
        + (function.overload().isEmpty() ? "" : ":" + function.overload());
  }
}
