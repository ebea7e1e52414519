package dev.oplab.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MagicWordsTest {

  static Stream<Arguments> lines() {
    return Stream.of(
        line("show m.onnx", "show", "m.onnx"),
        line("show {a + b} -q", "show", "{a + b}", "-q"),
        line("{f(x, y)}/m.onnx z", "{f(x, y)}/m.onnx", "z"),
        line("--rows={a + 1} x", "--rows={a + 1}", "x"),
        line("{new int[] {1, 2}} x", "{new int[] {1, 2}}", "x"),
        line("{c == '}' ? a : b} x", "{c == '}' ? a : b}", "x"),
        line("'two words' x", "two words", "x"),
        line("'one' x", "one", "x"),
        line("'' x", "", "x"),
        line("--shapes 'a b':1x3 x", "--shapes", "'a b':1x3", "x"),
        line("--shapes='a b':1x3,'c d':2 x", "--shapes='a b':1x3,'c d':2", "x"),
        line("it's here", "it's", "here"),
        line("{open x", "{open", "x"),
        line("'open x", "'open", "x"),
        line("{{a b}}", "{{a", "b}}"));
  }

  private static Arguments line(String split, String... meant) {
    return Arguments.of(split, List.of(meant));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void piecesBecomeOneWordAgain(String split, List<String> meant) {
    assertThat(MagicWords.mend(List.of(split.split(" ")))).isEqualTo(meant);
  }
}
