package dev.oplab.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.oplab.onnx.proto.ModelProto;
import java.util.List;
import java.util.Random;

/// Models with random content in every field there is, unknown ones included: nothing fits
/// together, but each field is of its type.
final class RandomProto {
  private static final int DEEPEST = 9;
  private static final List<String> NAMES = List.of("", "x", "y", "w", "ä b", "Conv", "", "z/0:1");

  private final Random random;

  private RandomProto(long seed) {
    this.random = new Random(seed);
  }

  static ModelProto model(long seed) {
    ModelProto.Builder model = ModelProto.newBuilder();
    new RandomProto(seed).fill(model, 0);
    if (!model.hasGraph()) {
      model.getGraphBuilder();
    }
    return model.build();
  }

  private void fill(Message.Builder into, int depth) {
    for (FieldDescriptor field : into.getDescriptorForType().getFields()) {
      boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (random.nextInt(message ? 2 + depth / 2 : 3) == 0 || (message && depth >= DEEPEST)) {
        continue;
      }
      if (!field.isRepeated()) {
        into.setField(field, value(into, field, depth));
        continue;
      }
      int count = message ? 1 + random.nextInt(2) : random.nextInt(4);
      for (int i = 0; i < count; i++) {
        into.addRepeatedField(field, value(into, field, depth));
      }
    }
    if (random.nextInt(8) == 0) {
      into.setUnknownFields(unknown());
    }
  }

  private Object value(Message.Builder of, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        Message.Builder inner = of.newBuilderForField(field);
        fill(inner, depth + 1);
        yield inner.build();
      }
      case INT -> field.getName().endsWith("type") ? random.nextInt(30) : random.nextInt();
      case LONG -> random.nextBoolean() ? (long) random.nextInt(5) : random.nextLong();
      case FLOAT -> Float.intBitsToFloat(random.nextInt());
      case DOUBLE -> Double.longBitsToDouble(random.nextLong());
      case BOOLEAN -> random.nextBoolean();
      case STRING -> NAMES.get(random.nextInt(NAMES.size()));
      case BYTE_STRING -> bytes();
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
    };
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(6)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private UnknownFieldSet unknown() {
    UnknownFieldSet inner =
        UnknownFieldSet.newBuilder()
            .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(random.nextLong()).build())
            .build();
    UnknownFieldSet.Field field =
        UnknownFieldSet.Field.newBuilder()
            .addVarint(random.nextLong())
            .addFixed32(random.nextInt())
            .addFixed64(random.nextLong())
            .addLengthDelimited(bytes())
            .addGroup(inner)
            .build();
    return UnknownFieldSet.newBuilder().addField(200 + random.nextInt(3_000), field).build();
  }
}
