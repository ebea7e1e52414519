package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// One value in a [Pattern]: any value, a constant, an omitted input, what an operator puts out, an
/// operator that may be missing, or one of several of these. Immutable. A term that stands in two
/// places, or two variables of one name, must be the same value in the graph.
public sealed interface Term
    permits Term.Any, Term.Constant, Term.Omitted, Term.Output, Term.Either, OpTerm {

  /// A value of any kind, found afterwards as `match.value(name)`.
  record Any(String name) implements Term {
    @Override
    public String toString() {
      return name;
    }
  }

  /// An optional input that the node leaves out.
  record Omitted() implements Term {
    @Override
    public String toString() {
      return "(omitted)";
    }
  }

  /// A value that is known without running the model: an initializer that no caller can replace, or
  /// what a `Constant` node puts out. `says` describes what `accepts` wants.
  record Constant(String name, String says, Predicate<Tensor> accepts) implements Term {
    /// {@return this constant, if its content also satisfies `more`}
    public Constant where(String description, Predicate<Tensor> more) {
      String both = says.isEmpty() ? description : says + " and " + description;
      return new Constant(name, both, accepts.and(more));
    }

    /// {@return this constant, if it has one element, which is `number` up to rounding: a relative
    /// difference of 1e-6, or of 1e-3 for 16-bit types}
    public Constant number(double number) {
      return where("is the number " + number, tensor -> isNumber(tensor, number));
    }

    private static boolean isNumber(Tensor tensor, double number) {
      double tolerance = tensor.dataType().bits() == 16 ? 1e-3 : 1e-6;
      var found = TensorNumbers.scalar(tensor);
      return found.isPresent()
          && Math.abs(found.getAsDouble() - number) <= tolerance * Math.abs(number);
    }

    @Override
    public String toString() {
      return "constant '" + name + "'" + (says.isEmpty() ? "" : " that " + says);
    }
  }

  /// The output with number `index` of an operator that has several.
  record Output(OpTerm op, int index) implements Term {
    @Override
    public String toString() {
      return "output " + index + " of " + op;
    }
  }

  /// The first of several terms that matches.
  record Either(List<Term> terms) implements Term {
    public Either {
      terms = List.copyOf(terms);
    }

    @Override
    public String toString() {
      return terms.stream().map(Term::toString).collect(Collectors.joining(" or "));
    }
  }

  /// {@return a variable}
  static Term any(String name) {
    return new Any(name);
  }

  static Term omitted() {
    return new Omitted();
  }

  /// {@return the first of these that matches, as `Pow(x, 2)` or `Mul(x, x)`}
  static Term either(Term first, Term second, Term... more) {
    List<Term> all = new ArrayList<>();
    all.add(first);
    all.add(second);
    all.addAll(Arrays.asList(more));
    return new Either(all);
  }

  /// {@return any constant}
  static Constant constant(String name) {
    return new Constant(name, "", _ -> true);
  }

  /// {@return a node of this operator of ONNX's own domain with exactly these inputs and one
  /// output}
  static OpTerm op(String opType, Term... inputs) {
    return op(List.of(opType), inputs);
  }

  /// {@return a node of one of these operators}
  static OpTerm op(List<String> opTypes, Term... inputs) {
    Set<String> names = new LinkedHashSet<>(opTypes);
    return OpTerm.of(names, Arrays.asList(inputs));
  }

  /// {@return a node of any operator of any domain}
  static OpTerm anyOp(Term... inputs) {
    return OpTerm.of(Set.of(), Arrays.asList(inputs)).anyDomain();
  }
}
