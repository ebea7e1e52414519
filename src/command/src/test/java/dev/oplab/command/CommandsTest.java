package dev.oplab.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.command.internal.Expressions;
import dev.oplab.command.internal.Parser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {
  static Stream<Commands.Row> rows() {
    return Commands.rows().stream();
  }

  @Test
  void everyGroupHasCommandsAndEveryCommandAGroup() {
    assertThat(Commands.groups()).allSatisfy(group -> assertThat(Commands.in(group)).isNotEmpty());
    assertThat(Commands.rows())
        .allSatisfy(row -> assertThat(Commands.group(row.group())).isPresent());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowAndItsDeclarationAgree(Commands.Row row) {
    Declaration declaration = row.command().declaration();
    assertThat(declaration.group()).isEqualTo(row.group());
    assertThat(declaration.name()).isEqualTo(row.name());
    assertThat(declaration.summary()).doesNotEndWith(".").hasSizeLessThan(55);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void optionsHaveNamesOfTheirOwn(Commands.Row row) {
    Set<String> names = new HashSet<>();
    for (Option<?> option : row.command().declaration().allOptions()) {
      assertThat(option.name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
      assertThat(names.add(option.label())).as(option.label()).isTrue();
      option.letter().ifPresent(letter -> assertThat(names.add("-" + letter)).isTrue());
      assertThat(option.help()).isNotBlank().doesNotEndWith(".");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void examplesCanBeTyped(Commands.Row row) {
    Declaration declaration = row.command().declaration();
    assertThat(declaration.examples()).isNotEmpty();
    for (Declaration.Example example : declaration.examples()) {
      List<String> words = List.of(example.line().split(" "));
      assertThat(words).startsWith(row.group(), row.name());
      Parser.parse(declaration, words.subList(2, words.size()), Expressions.NONE);
    }
  }
}
