package dev.oplab.onnx;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import dev.oplab.onnx.proto.OnnxMessages;
import dev.oplab.testkit.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The messages are those of ONNX 1.23: the golden file was printed from Python's onnx package, by
/// `messages.py` in the testkit.
class OnnxMessagesTest {
  private final List<String> lines = new ArrayList<>();

  @Test
  void everyMessageFieldAndNumberIsThatOfTheFormat() {
    FileDescriptorProto file = OnnxMessages.getDescriptor().toProto();
    lines.add("package " + file.getPackage());
    lines.add("syntax " + (file.getSyntax().isEmpty() ? "proto2" : file.getSyntax()));
    file.getEnumTypeList().forEach(one -> print(one.getName(), one));
    file.getMessageTypeList().forEach(one -> print(one.getName(), one));
    lines.sort(null);
    Golden.assertMatches("onnx-messages.txt", String.join("\n", lines) + "\n");
  }

  private void print(String name, EnumDescriptorProto of) {
    of.getValueList()
        .forEach(one -> lines.add("enum %s %d %s".formatted(name, one.getNumber(), one.getName())));
  }

  private void print(String name, DescriptorProto of) {
    lines.add("message " + name);
    for (FieldDescriptorProto field : of.getFieldList()) {
      lines.add(
          "%s %2d %s %s %s%s%s%s"
              .formatted(
                  name,
                  field.getNumber(),
                  word(field.getLabel().name()),
                  kind(field),
                  field.getName(),
                  field.hasOneofIndex()
                      ? " oneof " + of.getOneofDecl(field.getOneofIndex()).getName()
                      : "",
                  field.getOptions().getPacked() ? " packed" : "",
                  field.hasDefaultValue() ? " default " + field.getDefaultValue() : ""));
    }
    for (DescriptorProto.ReservedRange range : of.getReservedRangeList()) {
      int last = range.getEnd() - 1;
      String all = last > range.getStart() ? range.getStart() + "-" + last : String.valueOf(last);
      lines.add("%s reserved %s".formatted(name, all));
    }
    of.getReservedNameList()
        .forEach(reserved -> lines.add("%s reserved \"%s\"".formatted(name, reserved)));
    of.getEnumTypeList().forEach(one -> print(name + "." + one.getName(), one));
    of.getNestedTypeList().forEach(one -> print(name + "." + one.getName(), one));
  }

  private static String kind(FieldDescriptorProto field) {
    return field.getTypeName().isEmpty()
        ? word(field.getType().name())
        : field.getTypeName().substring(1);
  }

  /// The last word of a name such as `LABEL_OPTIONAL`.
  private static String word(String name) {
    return name.substring(name.lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
  }
}
