package dev.oplab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HandoverTest {

  public record Shown(int x) {}

  private record Hidden(int x) implements Comparable<Hidden> {
    @Override
    public int compareTo(Hidden other) {
      return Integer.compare(x, other.x);
    }
  }

  @Test
  void aVariableHasTheMostPreciseTypeThatACellCanName() {
    assertThat(Handover.type(String.class)).isEqualTo("java.lang.String");
    assertThat(Handover.type(Path.of("x").getClass())).isEqualTo("java.nio.file.Path");
    assertThat(Handover.type(new Hidden(1).getClass())).isEqualTo("java.lang.Comparable");
    assertThat(Handover.type(Object.class)).isEqualTo("Object");
    assertThat(Handover.type(List.of().getClass())).isNotEmpty().doesNotContain("Immutable");
  }

  @Test
  void anObjectIsTakenOnce() {
    Object value = new Object();
    String code = Handover.declaration("x", value);
    assertThat(code).startsWith("var x = (Object) dev.oplab.kernel.Handover.take(");
    Matcher id = Pattern.compile("take\\((\\d+)\\)").matcher(code);
    assertThat(id.find()).isTrue();
    int number = Integer.parseInt(id.group(1));
    assertThat(Handover.take(number)).isSameAs(value);
    assertThatThrownBy(() -> Handover.take(number)).hasMessageContaining("taken before");
  }
}
