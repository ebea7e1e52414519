package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.ValueType;
import org.jspecify.annotations.Nullable;

/// A graph or function that is being read: its head, then its nodes. Reading stops at each graph
/// inside, which is read first, so that depth costs no stack. Mutable.
abstract sealed class Body permits GraphText, FunctionText {
  private static final int DEEPEST = 4_000;
  private static final String FORM = "write nodes as '{ y = Op (x) z = Op (y) }'";

  final Cursor cursor;
  final Message message;
  final TypeText types;
  final int depth;
  private final int nodeField;
  private boolean inNodes;
  private @Nullable NodeText node;

  Body(Cursor cursor, Message message, int nodeField, int depth) {
    if (depth > DEEPEST) {
      throw cursor.error(
          cursor.peek(),
          "graphs are nested more than %,d deep".formatted(DEEPEST),
          "look for a missing '}'");
    }
    this.cursor = cursor;
    this.message = message;
    this.types = new TypeText(cursor);
    this.nodeField = nodeField;
    this.depth = depth;
  }

  /// Reads what comes before the nodes.
  ///
  /// @return a graph inside to be read before this is called again, null when the head is read
  abstract @Nullable GraphText head();

  /// Reads on.
  ///
  /// @return the graph to be read before the next step, null at the end
  @Nullable GraphText step() {
    if (!inNodes) {
      GraphText graph = head();
      if (graph != null) {
        return graph;
      }
      cursor.expect("{", "before the nodes", FORM);
      inNodes = true;
    }
    while (true) {
      if (node == null) {
        if (cursor.matches("}")) {
          return null;
        }
        if (!NodeText.isNext(cursor)) {
          throw cursor.expected("a node, or '}' after the last one", FORM);
        }
        node = new NodeText(cursor, message.message(nodeField), depth);
      }
      GraphText graph = node.step();
      if (graph != null) {
        return graph;
      }
      node = null;
    }
  }

  /// Writes a value's name and type.
  void value(int field, String name, @Nullable ValueType type) {
    Message value = message.message(field).text(1, name);
    if (type != null) {
      value.message(2, TypeText.message(type));
    }
  }
}
