package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.AttributeType;
import dev.oplab.onnx.internal.text.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the attributes of a node or function, step by step: a graph among them is read by whoever
/// called, between two steps. Mutable, for one list.
final class AttributeText {
  private static final String FORM =
      "write attributes as <alpha = 0.5, axes = [1, 2], empty: ints = [], mode: string = @mode>";

  private enum State {
    BEFORE,
    NAME,
    VALUE,
    AFTER,
    DONE
  }

  private final Cursor cursor;
  private final Message owner;
  private final int field;

  /// The field of a function that has attributes without a default, 0 for none.
  private final int bareField;

  private final int depth;
  private final ValueText values;
  private final List<Token> numbers = new ArrayList<>();
  private State state = State.BEFORE;
  private Message attribute = new Message();
  private Token named;
  private @Nullable AttributeType declared;
  private @Nullable AttributeType kind;
  private boolean inList;

  AttributeText(Cursor cursor, Message owner, int field, int bareField, int depth) {
    this.cursor = cursor;
    this.owner = owner;
    this.field = field;
    this.bareField = bareField;
    this.depth = depth;
    this.values = new ValueText(cursor);
    this.named = cursor.peek();
  }

  /// {@return whether there was a list}
  boolean isRead() {
    return state == State.DONE;
  }

  /// Reads on. Without `<` there is no list, and nothing is read.
  ///
  /// @return the graph to be read before the next step, null at the end of the list
  @Nullable GraphText step() {
    while (true) {
      switch (state) {
        case BEFORE -> {
          if (!cursor.matches("<")) {
            return null;
          }
          state = State.NAME;
        }
        case NAME -> begin();
        case VALUE -> {
          state = State.AFTER;
          GraphText graph = value();
          if (graph != null) {
            return graph;
          }
        }
        case AFTER -> after();
        case DONE -> {
          return null;
        }
      }
    }
  }

  private void begin() {
    named = cursor.peek();
    String name = cursor.id("the name of an attribute", FORM);
    if (bareField != 0 && !cursor.at(":") && !cursor.at("=")) {
      owner.text(bareField, name);
      separate();
      return;
    }
    attribute = owner.message(field).text(1, name);
    declared = cursor.matches(":") ? declaration() : null;
    cursor.expect("=", "after the name of an attribute", FORM);
    kind = null;
    numbers.clear();
    inList = cursor.matches("[");
    state = State.VALUE;
    if (inList && cursor.matches("]")) {
      empty();
      separate();
    }
  }

  private AttributeType declaration() {
    Token word = cursor.peek();
    AttributeType type = word.kind() == Kind.NAME ? AttributeWords.type(word.text()) : null;
    if (type == null) {
      throw cursor.expected("the type of an attribute, such as int or floats", FORM);
    }
    cursor.take();
    return type;
  }

  private void empty() {
    if (declared == null) {
      throw cursor.error(
          named,
          "of the empty list '%s' the type is not known".formatted(named.text()),
          "say it, as in %s: ints = []".formatted(named.text()));
    }
    finish(declared);
  }

  private @Nullable GraphText value() {
    Token at = cursor.peek();
    if (!inList && cursor.matches("@")) {
      attribute.text(21, cursor.id("the name of the caller's attribute after '@'", FORM));
      kind = declared == null ? AttributeType.UNDEFINED : declared;
      return null;
    }
    AttributeType found = values.next();
    if (found == AttributeType.UNDEFINED && (inList || declared == AttributeType.TYPE_PROTO)) {
      found = AttributeType.TYPE_PROTO;
    }
    if (kind != null && found != kind && !AttributeWords.areNumbers(found, kind)) {
      throw cursor.error(
          at,
          "this list has %s and %s"
              .formatted(AttributeWords.plural(kind), AttributeWords.plural(found)),
          "make all elements of one list the same kind");
    }
    kind = found == AttributeType.INT && kind != null ? kind : found;
    return switch (found) {
      case INT, FLOAT -> {
        numbers.add(NumberText.take(cursor));
        yield null;
      }
      case GRAPH -> {
        GraphText graph = new GraphText(cursor, attribute.message(inList ? 11 : 6), depth + 1);
        graph.name(values.name());
        yield graph;
      }
      default -> {
        values.read(found, attribute, inList);
        yield null;
      }
    };
  }

  private void after() {
    if (inList && cursor.matches(",")) {
      state = State.VALUE;
      return;
    }
    if (inList) {
      cursor.expect("]", "after the elements of a list", FORM);
    }
    finish(kind == null ? AttributeType.UNDEFINED : inList ? AttributeWords.list(kind) : kind);
    separate();
  }

  private void separate() {
    if (cursor.matches(",")) {
      state = State.NAME;
    } else {
      cursor.expect(">", "after the attributes", FORM);
      state = State.DONE;
    }
  }

  /// Checks the type against the one declared, and writes it and the numbers.
  private void finish(AttributeType found) {
    AttributeType type = found;
    if (declared != null && declared != found) {
      type = AttributeWords.converted(found, declared);
      if (type == null) {
        throw cursor.error(
            named,
            "attribute '%s' is declared as %s, and its value is %s"
                .formatted(named.text(), AttributeWords.of(declared), AttributeWords.of(found)),
            AttributeWords.isList(declared) && !AttributeWords.isList(found)
                ? "put the value into brackets, or declare it as " + AttributeWords.of(found)
                : "declare it as " + AttributeWords.of(found) + ", or change the value");
      }
    }
    for (Token number : numbers) {
      switch (type) {
        case FLOAT -> attribute.fixed(2, NumberText.floatValue(cursor, number));
        case FLOATS -> attribute.fixed(7, NumberText.floatValue(cursor, number));
        case INT -> attribute.number(3, cursor.integer(number));
        default -> attribute.number(8, cursor.integer(number));
      }
    }
    if (type != AttributeType.UNDEFINED) {
      attribute.number(20, type.code());
    }
  }
}
