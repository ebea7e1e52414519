package dev.oplab.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static String decode(int... bytes) {
    byte[] copy = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      copy[i] = (byte) bytes[i];
    }
    return Utf8.decode(copy);
  }

  @Test
  void validTextIsAsJavaReadsIt() {
    for (String text : new String[] {"", "conv1", "Größe", "层", "😀", "a\uFFFDb"}) {
      assertThat(Utf8.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }
  }

  @Test
  void everyOtherByteKeepsItsValue() {
    assertThat(decode('a', 0xFF, 'b')).isEqualTo("a\uDCFFb");
    assertThat(decode(0xC3)).as("cut inside a character").isEqualTo("\uDCC3");
    assertThat(decode(0xE5, 0xB1)).isEqualTo("\uDCE5\uDCB1");
    assertThat(decode(0xED, 0xB3, 0xBF)).as("a surrogate").isEqualTo("\uDCED\uDCB3\uDCBF");
    assertThat(decode(0xC0, 0x80)).as("too long a zero").isEqualTo("\uDCC0\uDC80");
  }

  @Test
  void differentBytesAreDifferentText() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1 << 16; i++) {
      assertThat(seen.add(decode(i >>> 8, i & 0xFF, 'x'))).as("bytes %x", i).isTrue();
    }
  }
}
