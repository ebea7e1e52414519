package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.internal.text.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads types: `float[N,3]`, `int64` (a scalar), `float[]` (of any rank), `seq(float[N])`,
/// `map(string, float)`, `optional(...)`, `sparse_tensor(float[5])`, `opaque(domain, name)`.
public final class TypeText {
  private static final int DEEPEST = 200;
  private static final String FORM =
      "write a type as float[N,3], int64, seq(float[N]), map(string, float), optional(float) or sparse_tensor(float[5])";

  private static final Map<String, DataType> ELEMENTS = elements();
  private static final Set<String> OTHERS =
      Set.of("seq", "map", "optional", "sparse_tensor", "opaque");

  private final Cursor cursor;
  private int depth;

  TypeText(Cursor cursor) {
    this.cursor = cursor;
  }

  private static Map<String, DataType> elements() {
    Map<String, DataType> elements = new HashMap<>();
    for (DataType type : DataType.values()) {
      elements.put(word(type), type);
    }
    return elements;
  }

  /// {@return whether this word begins a type, so that a thing of that name has to be in quotes}
  public static boolean isWord(String name) {
    return ELEMENTS.containsKey(name) || OTHERS.contains(name);
  }

  /// {@return how to write what `name` was given for, if that is a type by a name from elsewhere,
  /// such as float32}
  static String form(String name, String otherwise) {
    return DataType.named(name)
        .map(type -> "write %s for the type %s".formatted(word(type), name))
        .orElse(otherwise);
  }

  private static String word(DataType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /// {@return whether a type comes next}
  boolean isNext() {
    Token next = cursor.peek();
    return next.is("?") || (next.kind() == Kind.NAME && isWord(next.text()));
  }

  ValueType type() {
    if (++depth > DEEPEST) {
      throw cursor.error(
          cursor.peek(),
          "types are nested more than %d deep".formatted(DEEPEST),
          "look for a parenthesis too many");
    }
    if (cursor.matches("?")) {
      depth--;
      return new ValueType.UnknownType();
    }
    if (!isNext()) {
      throw cursor.expected("a type", FORM);
    }
    String word = cursor.take().text();
    DataType elements = ELEMENTS.get(word);
    ValueType type = elements == null ? container(word) : dense(elements);
    depth--;
    return type;
  }

  private ValueType.TensorType dense(DataType elements) {
    return new ValueType.TensorType(elements, shape());
  }

  private ValueType container(String word) {
    cursor.expect("(", "after '" + word + "'", FORM);
    ValueType type =
        switch (word) {
          case "seq" -> new ValueType.SequenceType(type());
          case "optional" -> new ValueType.OptionalType(type());
          case "sparse_tensor" -> new ValueType.SparseTensorType(elementType(), shape());
          case "map" -> {
            DataType key = elementType();
            cursor.expect(",", "after the type of a map's keys", FORM);
            yield new ValueType.MapType(key, type());
          }
          default -> opaque();
        };
    cursor.expect(")", "at the end of the type", FORM);
    return type;
  }

  private DataType elementType() {
    Token next = cursor.peek();
    DataType type = next.kind() == Kind.NAME ? ELEMENTS.get(next.text()) : null;
    if (type == null) {
      throw cursor.expected("an element type such as float or int64", FORM);
    }
    cursor.take();
    return type;
  }

  /// One name is the type's; a domain in front of it may have dots.
  private ValueType opaque() {
    if (cursor.at(")")) {
      return new ValueType.OpaqueType("", "");
    }
    String first = String.join(".", OperatorText.parts(cursor, "the name of an opaque type", FORM));
    return cursor.matches(",")
        ? new ValueType.OpaqueType(first, cursor.id("the name of an opaque type", FORM))
        : new ValueType.OpaqueType("", first);
  }

  /// {@return the sizes in brackets; a scalar's without them, null for brackets with nothing}
  private @Nullable Shape shape() {
    List<Dim> dims = new ArrayList<>();
    if (cursor.matches("[")) {
      if (cursor.matches("]")) {
        return null;
      }
      do {
        dims.add(dim());
      } while (cursor.matches(","));
      cursor.expect("]", "after the last size", FORM);
    }
    return new Shape(dims);
  }

  private Dim dim() {
    if (cursor.matches("?")) {
      return Dim.unknown();
    }
    if (cursor.peek().isId()) {
      return Dim.of(cursor.take().text());
    }
    if (cursor.peek().kind() != Kind.INTEGER) {
      throw cursor.expected("a size: a whole number, a name or '?'", FORM);
    }
    return Dim.of(cursor.integer(cursor.take()));
  }

  /// {@return the message of a type, an empty one for an unknown type}
  static Message message(ValueType type) {
    Message message = new Message();
    switch (type) {
      case ValueType.TensorType(DataType elements, Shape shape) ->
          tensor(message.message(1), elements, shape);
      case ValueType.SparseTensorType(DataType elements, Shape shape) ->
          tensor(message.message(8), elements, shape);
      case ValueType.SequenceType(ValueType element) ->
          message.message(4).message(1, message(element));
      case ValueType.OptionalType(ValueType element) ->
          message.message(9).message(1, message(element));
      case ValueType.MapType(DataType key, ValueType value) ->
          message.message(5).number(1, key.code()).message(2, message(value));
      case ValueType.OpaqueType(String domain, String name) -> opaque(message, domain, name);
      case ValueType.UnknownType() -> {}
    }
    return message;
  }

  private static void opaque(Message message, String domain, String name) {
    Message opaque = message.message(7);
    if (!domain.isEmpty()) {
      opaque.text(1, domain);
    }
    if (!name.isEmpty()) {
      opaque.text(2, name);
    }
  }

  private static void tensor(Message message, DataType elements, @Nullable Shape shape) {
    message.number(1, elements.code());
    if (shape == null) {
      return;
    }
    Message sizes = message.message(2);
    for (Dim dim : shape.dims()) {
      Message one = sizes.message(1);
      switch (dim) {
        case Dim.Known(long size) -> one.number(1, size);
        case Dim.Symbolic(String name) -> one.text(2, name);
        case Dim.Unknown() -> {}
      }
    }
  }
}
