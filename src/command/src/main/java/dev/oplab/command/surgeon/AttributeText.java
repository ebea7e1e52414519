package dev.oplab.command.surgeon;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.UsageException;
import dev.oplab.command.internal.Quoted;
import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import java.util.List;

/// An attribute as it is typed: `axis=1`, `alpha=0.1`, `pads=[0,0,1,1]`, `mode=nearest`,
/// `to=float16`. Quotes make anything a text: `mode='1'`.
record AttributeText(String key, String text) {

  static ArgumentType<AttributeText> type() {
    return ArgumentTypes.of("NAME=VALUE", AttributeText::parse);
  }

  private static AttributeText parse(String text) {
    int equals = Quoted.first(text, '=');
    if (equals <= 0 || equals == text.length() - 1) {
      throw UsageException.expected("NAME=VALUE such as axis=1", text);
    }
    return new AttributeText(Quoted.strip(text.substring(0, equals)), text.substring(equals + 1));
  }

  /// {@return the value, of the kind that ONNX's own operators have for an attribute of this name}
  Attribute value(String op, String domain) {
    AttributeFacts.Kind kind = AttributeFacts.kind(op, domain, key);
    String plain = Quoted.strip(text);
    if (kind == AttributeFacts.Kind.TEXT || !plain.equals(text)) {
      return new Attribute.StringValue(plain);
    }
    if (kind == AttributeFacts.Kind.TEXTS) {
      return new Attribute.Strings(words(text));
    }
    if (kind == AttributeFacts.Kind.TENSOR) {
      return new Attribute.TensorValue(literal(kind).tensor(null));
    }
    if (kind == AttributeFacts.Kind.TYPE && DataType.named(text).isPresent()) {
      return new Attribute.IntValue(DataType.named(text).get().code());
    }
    if (kind == AttributeFacts.Kind.FREE && !Literal.looksLike(text)) {
      return text.startsWith("[") && text.endsWith("]")
          ? new Attribute.Strings(words(text))
          : new Attribute.StringValue(text);
    }
    return literal(kind).attribute(kind, key);
  }

  /// {@return the value as numbers}
  ///
  /// @throws UsageException if it is none
  Literal literal(AttributeFacts.Kind kind) {
    if (kind == AttributeFacts.Kind.GRAPH || !Literal.looksLike(text)) {
      throw new UsageException(
          "--attr: '%s' is %s in ONNX, found '%s'".formatted(key, kind.words(), text));
    }
    return Literal.parse(text);
  }

  private static List<String> words(String text) {
    boolean list = text.startsWith("[") && text.endsWith("]");
    String inner = list ? text.substring(1, text.length() - 1) : text;
    return inner.isBlank()
        ? List.of()
        : Quoted.split(inner, ',').stream().map(word -> Quoted.strip(word.strip())).toList();
  }
}
