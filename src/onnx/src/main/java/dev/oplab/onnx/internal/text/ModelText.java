package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.internal.text.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;

/// Reads a whole model: what is said of it, its graph, its functions.
public final class ModelText {
  private ModelText() {}

  /// {@return the bytes of the model file that this text describes}
  ///
  /// @throws dev.oplab.onnx.OnnxException if the text is not in ONNX's syntax, saying where
  public static byte[] bytes(String text) {
    Cursor cursor = new Cursor(text);
    Message model = new Message();
    HeaderText.model(cursor, model);
    read(new GraphText(cursor, model.message(7), 1));
    while (cursor.peek().kind() != Kind.END) {
      read(new FunctionText(cursor, model.message(25)));
    }
    return model.toBytes();
  }

  /// Reads a graph or function and the graphs inside it.
  private static void read(Body outermost) {
    Deque<Body> open = new ArrayDeque<>();
    open.push(outermost);
    while (!open.isEmpty()) {
      GraphText inner = open.peek().step();
      if (inner == null) {
        open.pop();
      } else {
        open.push(inner);
      }
    }
  }
}
