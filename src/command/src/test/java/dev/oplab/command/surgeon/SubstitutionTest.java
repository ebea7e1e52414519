package dev.oplab.command.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.command.UsageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubstitutionTest {
  @ParameterizedTest
  @CsvSource({
    "s/a/b/,             banana,  bbnana",
    "s/a/b/g,            banana,  bbnbnb",
    "s|/||g,             /a/b,    ab",
    "s/\\//./g,          a/b,     a.b",
    "s/(n)(a)/\\2\\1/,   banana,  baanna",
    "s/an/<&>/,          banana,  b<an>ana",
    "s/an/\\0\\0/,       banana,  bananana",
    "s/^/$1_/,           x,       $1_x",
    "s/\\./_/g,          a.b.c,   a_b_c",
    "s/a/\\&/,           banana,  b&nana",
    "s/(a)/\\10/,        banana,  ba0nana",
  })
  void itReplacesAsSedDoes(String rule, String text, String result) {
    assertThat(Substitution.type().parse(rule).apply(text)).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "s//", "s/a/b", "a/b/c/", "s/a/b/x", "saabaca", "s/(/x/", "s/a/\\1/"})
  void anythingElseIsRefused(String rule) {
    assertThatThrownBy(() -> Substitution.type().parse(rule)).isInstanceOf(UsageException.class);
  }
}
