package dev.oplab.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.ProtoBytes;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class WireReaderTest {

  private static WireReader reader(ProtoBytes bytes) {
    return new WireReader(MemorySegment.ofArray(bytes.toBytes()));
  }

  @Test
  void numbersOfEverySizeRead() {
    long[] numbers = {0, 1, 127, 128, 300, Integer.MAX_VALUE, -1, Long.MIN_VALUE, Long.MAX_VALUE};
    ProtoBytes bytes = new ProtoBytes();
    for (long number : numbers) {
      bytes.varint(1, number);
    }
    WireReader in = reader(bytes);
    for (long number : numbers) {
      assertThat(in.tag()).isEqualTo(1 << 3);
      assertThat(in.varint()).isEqualTo(number);
    }
    assertThat(in.tag()).isZero();
  }

  @Test
  void aNumberOfElevenBytesIsRefused() {
    WireReader in =
        reader(new ProtoBytes().raw(255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1));
    assertThatThrownBy(in::varint).hasMessageContaining("more than ten bytes");
  }

  @Test
  void textAcrossTheWindowReads() {
    ProtoBytes bytes = new ProtoBytes();
    for (int i = 0; i < 3_000; i++) {
      bytes.text(2, "name number " + i).text(3, "ö".repeat(i % 50));
    }
    bytes.text(2, "x".repeat(200_000));
    WireReader in = reader(bytes);
    for (int i = 0; i < 3_000; i++) {
      in.tag();
      assertThat(in.string()).isEqualTo("name number " + i);
      in.tag();
      assertThat(in.string()).isEqualTo("ö".repeat(i % 50));
    }
    in.tag();
    assertThat(in.string()).hasSize(200_000);
    assertThat(in.tag()).isZero();
  }

  @Test
  void theSameTextIsTheSameString() {
    WireReader in = reader(new ProtoBytes().text(1, "Conv").text(1, "Conv"));
    in.tag();
    String first = in.string();
    in.tag();
    assertThat(in.string()).isSameAs(first);
  }

  @Test
  void jumpsBackAndForthRead() {
    ProtoBytes first = new ProtoBytes().varint(1, 42);
    ProtoBytes bytes = new ProtoBytes().message(1, first).bytes(2, new byte[300_000]);
    bytes.message(1, first);
    WireReader in = reader(bytes);
    in.tag();
    long start = in.length() + in.position();
    in.enter(2, start);
    in.skipMessage();
    in.leave(Long.MAX_VALUE);
    in.skip(in.tag());
    assertThat(in.tag()).isEqualTo(1 << 3 | WireReader.BYTES);
    long outer = in.enter();
    assertThat(in.tag()).isEqualTo(1 << 3);
    assertThat(in.varint()).isEqualTo(42);
    assertThat(in.tag()).isZero();
    in.leave(outer);
    in.enter(2, 4);
    in.tag();
    assertThat(in.varint()).isEqualTo(42);
  }

  @Test
  void aGroupEndsWithItsOwnNumber() {
    WireReader good = reader(new ProtoBytes().raw(0x0B, 0x13, 0x08, 0x01, 0x14, 0x0C));
    good.skip(good.tag());
    assertThat(good.tag()).isZero();
    WireReader crossed = reader(new ProtoBytes().raw(0x0B, 0x13, 0x0C, 0x14));
    assertThatThrownBy(() -> crossed.skip(crossed.tag())).hasMessageContaining("a group ends");
    WireReader open = reader(new ProtoBytes().raw(0x0B, 0x08, 0x01));
    assertThatThrownBy(() -> open.skip(open.tag())).hasMessageContaining("a group never ends");
  }

  @Test
  void aFieldThatRunsOverItsMessageIsRefused() {
    WireReader in = reader(new ProtoBytes().message(1, new ProtoBytes().raw(0x08, 0x80)).raw(1));
    in.tag();
    in.enter();
    in.tag();
    in.varint();
    assertThatThrownBy(in::tag).hasMessageContaining("runs past the end of its message");
  }
}
