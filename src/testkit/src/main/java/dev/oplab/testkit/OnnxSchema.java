package dev.oplab.testkit;

import java.util.HashMap;
import java.util.Map;

/// What is known of the fields of ONNX's messages, as far as comparing them needs it: which hold
/// one value, of which the last counts, which hold a message, and which are lists.
public final class OnnxSchema {
  /// `message` is the type of a field that holds one, empty for a number or a text.
  public record Field(boolean repeated, String message, boolean packable) {}

  /// Fields by message: a number is one value, `n*` a list of texts or messages, `n#` a list of
  /// numbers; a name follows where the field holds a message.
  private static final String TABLE =
      """
      Model 1 2 3 4 5 6 7:Graph 8*:Entry 14*:Entry 20*:Training 25*:Function 26*:Device
      Graph 1*:Node 2 5*:Tensor 10 11*:Value 12*:Value 13*:Value 14*:Annotation 15*:Sparse 16*:Entry
      Node 1* 2* 3 4 5*:Attribute 6 7 8 9*:Entry 10*:NodeDevice
      Attribute 1 2 3 4 5:Tensor 6:Graph 7# 8# 9* 10*:Tensor 11*:Graph 13 14:Type 15*:Type 20 21 22:Sparse 23*:Sparse
      Value 1 2:Type 3 4*:Entry
      Tensor 1# 2 3:Entry 4# 5# 6* 7# 8 9 10# 11# 12 13*:Entry 14 16*:Entry
      Sparse 1:Tensor 2:Tensor 3#
      Type 1:TensorType 4:Element 5:MapType 6 7:Entry 8:TensorType 9:Element
      TensorType 1 2:Shape
      Element 1:Type
      MapType 1 2:Type
      Shape 1*:Dim
      Dim 1 2 3
      Entry 1 2
      Annotation 1 2*:Entry
      Training 1:Graph 2:Graph 3*:Entry 4*:Entry
      Function 1 4* 5* 6* 7*:Node 8 9*:Entry 10 11*:Attribute 12*:Value 13 14*:Entry
      Device 1 2 3*
      NodeDevice 1 2*:Sharding 3
      Sharding 1 2# 3*:IntEntry 4*:ShardedDim
      IntEntry 1 2#
      ShardedDim 1 2*:SimpleDim
      SimpleDim 1 2 3
      """;

  private static final Map<String, Map<Integer, Field>> MESSAGES = parse();

  private OnnxSchema() {}

  /// {@return the fields of this message by number}
  public static Map<Integer, Field> of(String message) {
    return MESSAGES.getOrDefault(message, Map.of());
  }

  private static Map<String, Map<Integer, Field>> parse() {
    Map<String, Map<Integer, Field>> messages = new HashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] words = line.split(" ", -1);
      Map<Integer, Field> fields = new HashMap<>();
      for (int i = 1; i < words.length; i++) {
        int colon = words[i].indexOf(':');
        String head = colon < 0 ? words[i] : words[i].substring(0, colon);
        String message = colon < 0 ? "" : words[i].substring(colon + 1);
        boolean packable = head.endsWith("#");
        boolean repeated = packable || head.endsWith("*");
        String number = repeated ? head.substring(0, head.length() - 1) : head;
        fields.put(Integer.valueOf(number), new Field(repeated, message, packable));
      }
      messages.put(words[0], fields);
    }
    return messages;
  }
}
