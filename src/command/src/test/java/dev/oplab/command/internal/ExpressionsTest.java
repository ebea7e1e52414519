package dev.oplab.command.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
  private static final Object OBJECT = new Object();
  private static final Expressions SOME =
      Expressions.of(Map.<String, Object>of("o", OBJECT, "n", 3, "s", "text")::get);

  @Test
  void anExpressionThatStandsAloneIsItsObject() {
    assertThat(SOME.expand("{o}")).isSameAs(OBJECT);
  }

  @Test
  void insideTextItIsItsText() {
    assertThat(SOME.expand("{s}/m{n}.onnx")).isEqualTo("text/m3.onnx");
    assertThat(SOME.expand("{s}{n}")).isEqualTo("text3");
  }

  @Test
  void doubledBracesAreBraces() {
    assertThat(SOME.expand("{{n}}")).isEqualTo("{n}");
    assertThat(SOME.expand("a{{{n}}}b")).isEqualTo("a{3}b");
  }

  @Test
  void onATerminalBracesMeanNothing() {
    assertThat(Expressions.NONE.expand("{o}")).isEqualTo("{o}");
  }

  @Test
  void whatHasNoValueIsTold() {
    assertThatThrownBy(() -> SOME.expand("{unknown}")).hasMessage("{unknown} is null");
    assertThatThrownBy(() -> SOME.expand("{ }")).hasMessage("{} has no expression in it");
    assertThatThrownBy(() -> SOME.expand("x{n")).hasMessageContaining("without a '}'");
  }
}
