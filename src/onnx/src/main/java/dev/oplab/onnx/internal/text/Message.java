package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.internal.Utf8;
import dev.oplab.onnx.internal.WireWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// A protobuf message that is being put together. Fields are written in the order of their numbers,
/// whatever order they came in; a message that is a field may still grow. Every method but
/// [#message(int)] returns the receiver. Mutable.
final class Message {
  private sealed interface Content {}

  private record Whole(long value) implements Content {}

  private record Fixed(float value) implements Content {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Bytes(byte[] value) implements Content {}

  private record Inner(Message value) implements Content {}

  private record Field(int number, Content content) {}

  private final List<Field> fields = new ArrayList<>();

  Message number(int field, long value) {
    return add(field, new Whole(value));
  }

  Message fixed(int field, float value) {
    return add(field, new Fixed(value));
  }

  Message bytes(int field, byte[] value) {
    return add(field, new Bytes(value));
  }

  Message text(int field, String value) {
    return bytes(field, Utf8.encode(value));
  }

  Message message(int field, Message value) {
    return add(field, new Inner(value));
  }

  /// {@return a new message, which is this field}
  Message message(int field) {
    Message inner = new Message();
    add(field, new Inner(inner));
    return inner;
  }

  private Message add(int field, Content content) {
    fields.add(new Field(field, content));
    return this;
  }

  /// One message of several that are written inside each other: its fields still to come, from the
  /// last to the first, and how much had been written before.
  private static final class Open {
    final List<Field> fields;
    final int number;
    final long before;
    int left;

    Open(Message message, int number, long before) {
      this.fields = message.fields;
      this.number = number;
      this.before = before;
      this.left = fields.size();
      fields.sort(Comparator.comparingInt(Field::number));
    }
  }

  /// {@return the bytes of the message; depth costs no stack}
  byte[] toBytes() {
    WireWriter out = new WireWriter();
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(this, 0, 0));
    while (!open.isEmpty()) {
      Open top = open.peek();
      if (top.left == 0) {
        open.pop();
        if (!open.isEmpty()) {
          out.head(top.number, top.before);
        }
        continue;
      }
      Field field = top.fields.get(--top.left);
      switch (field.content()) {
        case Whole(long value) -> out.number(field.number(), value);
        case Fixed(float value) -> out.fixed(field.number(), value);
        case Bytes(byte[] value) -> out.bytes(field.number(), MemorySegment.ofArray(value), null);
        case Inner(Message inner) -> open.push(new Open(inner, field.number(), out.size()));
      }
    }
    return out.toBytes();
  }
}
