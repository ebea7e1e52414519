package dev.oplab.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The file that a command makes, apart from what it shows: a model, say. `-o` names that file
/// then, and whatever the name ends in; without a product, `-o` writes what the command shows, in
/// the format that the name asks for. The command itself writes the file. Immutable.
///
/// @param noun what is in the file
/// @param file the option `-o`
/// @param options how the file is written; they need `-o`
public record Product(String noun, Option<Optional<Path>> file, List<Option<?>> options) {

  public Product {
    options = List.copyOf(options);
  }

  /// {@return a product; `help` says what `-o` writes}
  public static Product of(String noun, String metavar, String help) {
    Option<Optional<Path>> file =
        Option.optional("output", ArgumentTypes.path(metavar), help).letter('o');
    return new Product(noun, file, List.of());
  }

  /// {@return this product with options for how it is written}
  public Product with(List<Option<?>> how) {
    return new Product(noun, file, how);
  }

  /// {@return this product, which must be asked for}
  public Product required() {
    return new Product(noun, file.required(), options);
  }

  /// {@return `-o`, then the other options}
  public List<Option<?>> all() {
    List<Option<?>> all = new ArrayList<>();
    all.add(file);
    all.addAll(options);
    return all;
  }

  /// {@return the file asked for}
  ///
  /// @throws UsageException if there is none, and how to write it is said nevertheless
  public Optional<Path> asked(Arguments arguments) {
    for (Option<?> option : options) {
      if (arguments.given(option) && !arguments.given(file)) {
        throw new UsageException(
            option.label() + " says how the " + noun + " is written, and -o does not say where");
      }
    }
    return arguments.value(file);
  }
}
