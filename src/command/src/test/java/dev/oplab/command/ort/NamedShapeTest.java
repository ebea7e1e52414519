package dev.oplab.command.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.command.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedShapeTest {
  private static List<NamedShape> parse(String text) {
    return NamedShape.type().parse(text);
  }

  @Test
  void shapesAreWrittenAsTrtexecWritesThem() {
    assertThat(parse("input:1x3x224x224,mask:1x5"))
        .containsExactly(
            new NamedShape("input", List.of(1L, 3L, 224L, 224L)),
            new NamedShape("mask", List.of(1L, 5L)));
    assertThat(parse("step:scalar")).containsExactly(new NamedShape("step", List.of()));
  }

  @Test
  void aNameWithAColonIsSplitAtTheLastOrQuoted() {
    assertThat(parse("x:0:2x3")).containsExactly(new NamedShape("x:0", List.of(2L, 3L)));
    assertThat(parse("'a,b:0':2,c:3"))
        .containsExactly(new NamedShape("a,b:0", List.of(2L)), new NamedShape("c", List.of(3L)));
  }

  @Test
  void theNameMayBeLeftOut() {
    assertThat(parse("2x3")).containsExactly(new NamedShape("", List.of(2L, 3L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x:", "x:1x", "x:axb", "x:-1x3", "x:1x3,", "x=1x3", "x:1X3"})
  void whatIsNoShapeIsTold(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("expected NAME:DIMS such as input:1x3x224x224, found '");
  }
}
