package dev.oplab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything there is to say about a command, as data: parser, help page and suggestions are made
/// from it. Immutable.
///
/// @param group the first word: `onnx`
/// @param name the second word: `show`
/// @param summary one line, without a full stop, for lists of commands
/// @param description paragraphs for the help page, separated by an empty line
/// @param tables names of the tables in its result, the main one first
/// @param pictures names of the pictures in its result, the main one first
/// @param product the file it makes, for a command that makes one
/// @param takesBody whether it reads the cell below it (`%%onnx show`)
public record Declaration(
    String group,
    String name,
    String summary,
    String description,
    List<Positional<?>> positionals,
    List<Option<?>> options,
    List<String> tables,
    List<String> pictures,
    List<Example> examples,
    Optional<Product> product,
    boolean takesBody) {

  public Declaration {
    positionals = List.copyOf(positionals);
    options = List.copyOf(options);
    tables = List.copyOf(tables);
    pictures = List.copyOf(pictures);
    examples = List.copyOf(examples);
  }

  /// A line to copy, without `oplab` or `%`, and what it does.
  public record Example(String line, String effect) {}

  /// {@return a declaration to be filled in}
  public static Builder of(String group, String name, String summary) {
    return new Builder(group, name, summary);
  }

  /// {@return its own options, those of the file it makes, and those every such command has}
  public List<Option<?>> allOptions() {
    List<Option<?>> all = new ArrayList<>(options);
    product.ifPresent(made -> all.addAll(made.all()));
    all.addAll(CommonOptions.of(this));
    return all;
  }

  /// Collects a [Declaration]. Mutable.
  public static final class Builder {
    private final String group;
    private final String name;
    private final String summary;
    private String description = "";
    private final List<Positional<?>> positionals = new ArrayList<>();
    private final List<Option<?>> options = new ArrayList<>();
    private List<String> tables = List.of();
    private List<String> pictures = List.of();
    private final List<Example> examples = new ArrayList<>();
    private Optional<Product> product = Optional.empty();
    private boolean takesBody;

    private Builder(String group, String name, String summary) {
      this.group = group;
      this.name = name;
      this.summary = summary;
    }

    public Builder description(String text) {
      description = text.strip();
      return this;
    }

    public Builder positional(Positional<?> positional) {
      positionals.add(positional);
      return this;
    }

    public Builder option(Option<?> option) {
      options.add(option);
      return this;
    }

    public Builder tables(String... names) {
      tables = List.of(names);
      return this;
    }

    public Builder pictures(String... names) {
      pictures = List.of(names);
      return this;
    }

    public Builder example(String line, String effect) {
      examples.add(new Example(line, effect));
      return this;
    }

    /// Says that the command makes a file, which `-o` then names.
    public Builder makes(Product made) {
      product = Optional.of(made);
      return this;
    }

    public Builder takesBody() {
      takesBody = true;
      return this;
    }

    public Declaration build() {
      return new Declaration(
          group,
          name,
          summary,
          description,
          positionals,
          options,
          tables,
          pictures,
          examples,
          product,
          takesBody);
    }
  }
}
