package dev.oplab.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class StandardStreamTest {

  private static StandardStream failingWith(String message) {
    return new StandardStream(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        });
  }

  @Test
  void aReaderThatHasGoneAwayIsNoFailure() {
    StandardStream stream = failingWith("Broken pipe");
    stream.write('x');
    stream.write('y');
    assertThat(stream.failure()).isEmpty();
  }

  @Test
  void aFullDiskIsAFailure() {
    StandardStream stream = failingWith("No space left on device");
    stream.write('x');
    assertThat(stream.failure())
        .get()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("space");
  }
}
