package dev.oplab.command.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.command.UsageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "1k, 1024",
    "64KiB, 65536",
    "64 kB, 64000",
    "1.5m, 1572864",
    "2GiB, 2147483648",
    "3gb, 3000000000",
    "1t, 1099511627776",
  })
  void aSizeIsANumberAndAUnit(String text, long bytes) {
    assertThat(ByteSize.type(0).parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-1", "2GG", "1e9", "99999999999t", "0x10", "1,5k"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ByteSize.type(0).parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(
            "expected a size of 0 bytes or more such as 4096, 64k, 1.5MB or 2GiB");
  }
}
