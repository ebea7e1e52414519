package dev.oplab.command.internal;

import dev.oplab.command.Commands;
import dev.oplab.command.Declaration;
import dev.oplab.command.Option;
import dev.oplab.command.Positional;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every declaration as JSON, for documentation and tests.
public final class DeclarationDump {
  private DeclarationDump() {}

  public static String json() throws IOException {
    List<Object> commands = new ArrayList<>();
    for (Commands.Row row : Commands.rows()) {
      commands.add(command(row.command().declaration()));
    }
    return Json.text(Map.of("commands", commands));
  }

  private static Map<String, Object> command(Declaration declaration) {
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("group", declaration.group());
    command.put("name", declaration.name());
    command.put("summary", declaration.summary());
    command.put("description", declaration.description());
    command.put(
        "arguments", declaration.positionals().stream().map(DeclarationDump::positional).toList());
    command.put("options", declaration.allOptions().stream().map(DeclarationDump::option).toList());
    declaration.product().ifPresent(product -> command.put("makes", product.noun()));
    command.put("tables", declaration.tables());
    command.put("pictures", declaration.pictures());
    command.put(
        "examples",
        declaration.examples().stream().map(example -> Map.of("line", example.line())).toList());
    return command;
  }

  private static Map<String, Object> positional(Positional<?> positional) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", positional.label());
    row.put("usage", positional.usage());
    row.put("help", positional.help());
    return row;
  }

  private static Map<String, Object> option(Option<?> option) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", option.label());
    option.letter().ifPresent(letter -> row.put("letter", "-" + letter));
    row.put("kind", option.kind().name().toLowerCase(java.util.Locale.ROOT));
    option.type().ifPresent(type -> row.put("value", type.metavar()));
    if (option.isRequired()) {
      row.put("required", true);
    }
    option
        .type()
        .map(type -> type.choices())
        .filter(c -> !c.isEmpty())
        .ifPresent(c -> row.put("choices", c));
    if (!option.shownDefault().isEmpty()) {
      row.put("default", option.shownDefault());
    }
    row.put("help", option.help());
    return row;
  }
}
