package dev.oplab.command.internal;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.CommonOptions;
import dev.oplab.command.Declaration;
import dev.oplab.command.Option;
import dev.oplab.command.Positional;
import java.util.ArrayList;
import java.util.List;

/// The help page of one command, made from its declaration.
public final class HelpPage {
  private HelpPage() {}

  /// {@return the page, 80 columns wide, ending in a line break}
  public static String of(Declaration declaration, Spelling spelling) {
    StringBuilder page = new StringBuilder();
    page.append("usage: ").append(spelling.line(usage(declaration))).append("\n\n");
    page.append(TextLayout.paragraphs(declaration.summary() + ".", 0));
    if (!declaration.description().isEmpty()) {
      page.append('\n').append(TextLayout.paragraphs(declaration.description(), 0));
    }
    if (!declaration.positionals().isEmpty()) {
      page.append("\nArguments:\n");
      for (Positional<?> positional : declaration.positionals()) {
        page.append(TextLayout.entry(positional.usage(), positional.help()));
      }
    }
    section(page, "Options", declaration.options(), declaration);
    List<Option<?>> common = new ArrayList<>(declaration.allOptions());
    common.removeAll(declaration.options());
    declaration
        .product()
        .ifPresent(product -> {
          section(page, "Writing the " + product.noun(), product.all(), declaration);
          common.removeAll(product.all());
        });
    section(page, "Common options", common, declaration);
    if (!declaration.examples().isEmpty()) {
      page.append("\nExamples:\n");
      for (Declaration.Example example : declaration.examples()) {
        page.append("  ").append(spelling.line(example.line())).append('\n');
        page.append(TextLayout.paragraphs(example.effect(), 6));
      }
    }
    return page.toString();
  }

  private static String usage(Declaration declaration) {
    StringBuilder usage = new StringBuilder(declaration.group() + " " + declaration.name());
    for (Positional<?> positional : declaration.positionals()) {
      usage.append(' ').append(positional.usage());
    }
    for (Option<?> option : declaration.allOptions()) {
      if (option.isRequired()) {
        usage.append(' ').append(option.typed());
      }
    }
    return usage.append(" [options]").toString();
  }

  private static void section(
      StringBuilder page, String title, List<Option<?>> options, Declaration declaration) {
    if (options.isEmpty()) {
      return;
    }
    page.append('\n').append(title).append(":\n");
    for (Option<?> option : options) {
      page.append(TextLayout.entry(term(option), meaning(option, declaration)));
    }
  }

  private static String term(Option<?> option) {
    StringBuilder term = new StringBuilder();
    option.letter().ifPresent(letter -> term.append('-').append(letter).append(", "));
    term.append(option.kind() == Option.Kind.SWITCH ? "--[no-]" + option.name() : option.label());
    return term.append(' ').append(option.usage()).toString().stripTrailing();
  }

  private static String meaning(Option<?> option, Declaration declaration) {
    StringBuilder meaning = new StringBuilder(option.help());
    List<String> words = CommonOptions.words(option, declaration);
    if (!words.isEmpty()) {
      meaning.append(' ').append(String.join(", ", words));
    }
    List<String> facts = new ArrayList<>();
    String range = option.type().map(ArgumentType::range).orElse("");
    if (!range.isEmpty() && option != CommonOptions.ROWS) {
      facts.add(range);
    }
    if (!option.shownDefault().isEmpty()) {
      facts.add("default: " + option.shownDefault());
    }
    if (option.kind() == Option.Kind.MANY) {
      facts.add("may be repeated");
    }
    return facts.isEmpty() ? meaning.toString() : meaning + " (" + String.join("; ", facts) + ")";
  }
}
