package dev.oplab.command.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.command.UsageException;
import dev.oplab.onnx.DataType;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1                 | int64[]
          -1                | int64[]
          1.0               | float32[]
          .5e-3             | float32[]
          1e5               | float32[]
          -inf              | float32[]
          true              | bool[]
          [1, 2]            | int64[2]
          [1, 2.5]          | float32[2]
          []                | int64[0]
          [[1,2],[3,4],[5,6]] | int64[3, 2]
          float16:[1,2]     | float16[2]
          bfloat16:0.5      | bfloat16[]
          uint8:255         | uint8[]
          bool:[1,0]        | bool[2]
          """)
  void aConstantHasTheTypeAndShapeThatItSays(String text, String type) {
    assertThat(Literal.parse(text).tensor(null).toString()).startsWith(type);
  }

  @ParameterizedTest
  @CsvSource({
    "1,FLOAT16,FLOAT16",
    "1.5,FLOAT16,FLOAT16",
    "1.5,INT64,FLOAT",
    "true,FLOAT,FLOAT",
    "int32:1,FLOAT,INT32"
  })
  void besideAnInputItHasItsTypeIfThatCanHoldIt(String text, DataType beside, DataType type) {
    assertThat(Literal.parse(text).tensor(beside).dataType()).isEqualTo(type);
  }

  @Test
  void theBytesAreThoseOfTheNumbers() {
    assertThat(
            Literal.parse("[1, -2]").tensor(null).data().toArray(ValueLayout.JAVA_LONG_UNALIGNED))
        .containsExactly(1, -2);
    assertThat(
            Literal.parse("[0.5, inf, nan]")
                .tensor(null)
                .data()
                .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED))
        .containsExactly(0.5f, Float.POSITIVE_INFINITY, Float.NaN);
    assertThat(
            Literal.parse("bfloat16:[1, 3.14159265]")
                .tensor(null)
                .data()
                .toArray(ValueLayout.JAVA_SHORT_UNALIGNED))
        .containsExactly((short) 0x3F80, (short) 0x4049);
    assertThat(
            Literal.parse("uint64:18446744073709551615")
                .tensor(null)
                .data()
                .toArray(ValueLayout.JAVA_LONG_UNALIGNED))
        .containsExactly(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[",
        "[1",
        "1]",
        "[1,[2]]",
        "[[1],[2,3]]",
        "[[1],2]",
        "1,2",
        "string:1",
        "nope:1",
        "1e",
        "--1"
      })
  void whatIsNoConstantIsRefused(String text) {
    assertThat(Literal.looksLike(text)).isFalse();
    assertThatThrownBy(() -> Literal.parse(text)).isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uint8:256", "int8:-129", "bool:2", "int32:1.5", "99999999999999999999"})
  void numbersThatDoNotFitAreRefused(String text) {
    assertThatThrownBy(() -> Literal.parse(text).tensor(null)).isInstanceOf(UsageException.class);
  }
}
