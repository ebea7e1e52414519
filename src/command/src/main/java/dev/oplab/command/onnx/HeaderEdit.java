package dev.oplab.command.onnx;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.UsageException;
import dev.oplab.onnx.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options that change what a model file says beside its graph.
final class HeaderEdit {
  private static final Option<Optional<Long>> IR_VERSION =
      Option.optional(
          "ir-version", ArgumentTypes.wholeNumber(1), "state this version of the file format");
  private static final Option<List<String>> OPSET =
      Option.list(
          "opset",
          ArgumentTypes.text("[DOMAIN=]N"),
          "state that operators are meant in this version; none is converted");
  private static final Option<Optional<String>> PRODUCER =
      Option.optional("producer", ArgumentTypes.text("NAME"), "the program that made it");
  private static final Option<Optional<String>> PRODUCER_VERSION =
      Option.optional("producer-version", ArgumentTypes.text("TEXT"), "and its version");
  private static final Option<Optional<String>> DOMAIN =
      Option.optional("domain", ArgumentTypes.text("NAME"), "the domain of the model");
  private static final Option<Optional<Long>> MODEL_VERSION =
      Option.optional("model-version", ArgumentTypes.wholeNumber(), "the version of the model");
  private static final Option<Optional<String>> DOC =
      Option.optional("doc", ArgumentTypes.text("TEXT"), "the description of the model");
  private static final Option<List<KeyValue>> METADATA =
      Option.list("metadata", KeyValue.type("KEY=VALUE"), "set a note on the model");

  static final List<Option<?>> OPTIONS =
      List.of(IR_VERSION, OPSET, PRODUCER, PRODUCER_VERSION, DOMAIN, MODEL_VERSION, DOC, METADATA);

  private HeaderEdit() {}

  static boolean isAsked(Arguments arguments) {
    return OPTIONS.stream().anyMatch(arguments::given);
  }

  /// Changes the header as the options say.
  static void apply(Model model, Arguments arguments, NotebookHost host) {
    Map<String, Long> opsets = opsets(arguments.value(OPSET));
    Map<String, String> notes = KeyValue.byKey(arguments.value(METADATA), METADATA.label());
    arguments.value(IR_VERSION).ifPresent(model::irVersion);
    opsets.forEach((domain, version) -> opset(model, domain, version, host));
    if (arguments.given(PRODUCER) || arguments.given(PRODUCER_VERSION)) {
      Model.Header header = model.header();
      model.producer(
          arguments.value(PRODUCER).orElse(header.producerName()),
          arguments.value(PRODUCER_VERSION).orElse(header.producerVersion()));
    }
    arguments.value(DOMAIN).ifPresent(model::domain);
    arguments.value(MODEL_VERSION).ifPresent(model::modelVersion);
    arguments.value(DOC).ifPresent(model::docString);
    notes.forEach(model::metadata);
  }

  private static void opset(Model model, String domain, long version, NotebookHost host) {
    Long before = model.header().opsets().get(domain);
    model.opset(domain, version);
    if (before != null && before != version) {
      host.note(
          "opset %s is stated as %d instead of %d; no operator was converted"
              .formatted(domain.isEmpty() ? "ai.onnx" : domain, version, before));
    }
  }

  private static Map<String, Long> opsets(List<String> texts) {
    Map<String, Long> opsets = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      String domain = equals < 0 ? "" : text.substring(0, equals);
      String number = text.substring(equals + 1);
      if (!number.matches("[0-9]{1,18}") || number.matches("0+") || equals == 0) {
        throw new UsageException(
            OPSET.label()
                + ": expected N or DOMAIN=N such as com.microsoft=1, found '"
                + text
                + "'");
      }
      if (opsets.put(domain.equals("ai.onnx") ? "" : domain, Long.parseLong(number)) != null) {
        throw new UsageException(OPSET.label() + ": '" + text + "' names a domain again");
      }
    }
    return opsets;
  }
}
