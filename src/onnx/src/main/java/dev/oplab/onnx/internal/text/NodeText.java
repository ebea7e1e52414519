package dev.oplab.onnx.internal.text;

import org.jspecify.annotations.Nullable;

/// Reads one node, step by step: `[name] y, z = domain.Op:overload <alpha = 0.5> (a, "", b)`. The
/// attributes may also come last. Mutable.
final class NodeText {
  private static final String FORM = "write a node as '[name] y, z = Op <attribute = 1> (a, b)'";

  private enum State {
    BEFORE,
    ATTRIBUTES,
    ATTRIBUTES_AFTER,
    DONE
  }

  private final Cursor cursor;
  private final Message node;
  private final AttributeText attributes;
  private State state = State.BEFORE;

  NodeText(Cursor cursor, Message node, int depth) {
    this.cursor = cursor;
    this.node = node;
    this.attributes = new AttributeText(cursor, node, 5, 0, depth);
  }

  /// {@return whether what comes next may begin a node}
  static boolean isNext(Cursor cursor) {
    return cursor.peek().isId() || cursor.at("[") || cursor.at("=") || cursor.at(",");
  }

  /// Reads on.
  ///
  /// @return the graph to be read before the next step, null at the end of the node
  @Nullable GraphText step() {
    while (state != State.DONE) {
      switch (state) {
        case BEFORE -> {
          head();
          state = State.ATTRIBUTES;
        }
        case ATTRIBUTES -> {
          GraphText graph = attributes.step();
          if (graph != null) {
            return graph;
          }
          inputs();
          state = attributes.isRead() ? State.DONE : State.ATTRIBUTES_AFTER;
        }
        default -> {
          GraphText graph = attributes.step();
          if (graph != null) {
            return graph;
          }
          state = State.DONE;
        }
      }
    }
    return null;
  }

  private void head() {
    if (cursor.matches("[")) {
      if (!cursor.at("]")) {
        node.text(3, cursor.id("the name of a node", FORM));
      }
      cursor.expect("]", "after the name of a node", FORM);
    }
    ids(2);
    cursor.expect("=", "after the outputs of a node", FORM);
    OperatorText.read(cursor, node);
  }

  private void inputs() {
    cursor.expect("(", "before the inputs of a node", FORM);
    ids(1);
    cursor.expect(")", "after the inputs of a node", FORM);
  }

  /// Reads names with commas between. An omitted one is "" or nothing before a comma.
  private void ids(int field) {
    do {
      if (cursor.peek().isId()) {
        node.text(field, cursor.take().text());
      } else if (cursor.at(",")) {
        node.text(field, "");
      }
    } while (cursor.matches(","));
  }
}
