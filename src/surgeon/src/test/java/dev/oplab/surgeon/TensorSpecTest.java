package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorSpecTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x | x | ",
        "x:0 | x:0 | ",
        "/a/b:1 | /a/b:1 | ",
        "x:float32[1,3136,128] | x | float32[1, 3136, 128]",
        "/a/b:0:int64[N, ?,-1] | /a/b:0 | int64[N, ?, ?]",
        "x:half[] | x | float16[]",
        "x:bool[...] | x | bool[...]",
        "x:float32 | x | float32[...]"
      })
  void nameAndTypeAreToldApart(String text, String name, String type) {
    TensorSpec spec = TensorSpec.of(text);
    assertThat(spec.name()).isEqualTo(name);
    assertThat(spec.type().map(Object::toString).orElse(null)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x:0", "x:float32[1,N]", "a:b:int8[]"})
  void aSpecPrintsAsItWasWritten(String text) {
    assertThat(TensorSpec.of(text)).hasToString(text);
  }

  @Test
  void whatIsNoTypeIsRefused() {
    assertThatThrownBy(() -> TensorSpec.of("x:flaot[1]"))
        .hasMessageContaining("'flaot' is no data type");
    assertThatThrownBy(() -> TensorSpec.of("x:float[1,,2]"))
        .hasMessageContaining("a dimension is missing");
  }
}
