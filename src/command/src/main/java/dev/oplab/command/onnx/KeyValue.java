package dev.oplab.command.onnx;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.UsageException;
import dev.oplab.command.internal.Quoted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A pair as it is typed: `KEY=VALUE`. A key with a `=` in it goes in single quotes; only the first
/// `=` outside quotes counts.
public record KeyValue(String key, String value) {

  /// {@return the type of an option that takes a pair, called `metavar` in the help page}
  public static ArgumentType<KeyValue> type(String metavar) {
    return ArgumentTypes.of(
        metavar,
        text -> {
          int equals = Quoted.first(text, '=');
          if (equals <= 0) {
            throw UsageException.expected(metavar, text);
          }
          return new KeyValue(
              Quoted.strip(text.substring(0, equals)), Quoted.strip(text.substring(equals + 1)));
        });
  }

  /// {@return the pairs by key, in the order given}
  ///
  /// @throws UsageException if a key is given twice; it names `label`
  public static Map<String, String> byKey(List<KeyValue> pairs, String label) {
    Map<String, String> map = new LinkedHashMap<>();
    for (KeyValue pair : pairs) {
      if (map.put(pair.key, pair.value) != null) {
        throw new UsageException(label + ": '" + pair.key + "' is given twice");
      }
    }
    return map;
  }
}
