package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A node in a [Pattern], which also stands for its first output. Immutable with identity: what the
/// methods return is another node of the pattern.
public final class OpTerm implements Term {
  /// What is asked of a node beside its operator and inputs.
  record Check(String says, Predicate<Node> accepts) {}

  final Set<String> opTypes;
  final List<Term> inputs;
  final @Nullable String domain;
  final String name;
  final int outputs;
  final boolean commutative;
  final boolean moreInputs;
  final boolean optional;
  final boolean shared;
  final List<Check> checks;

  private OpTerm(
      Set<String> opTypes,
      List<Term> inputs,
      @Nullable String domain,
      String name,
      int outputs,
      boolean commutative,
      boolean moreInputs,
      boolean optional,
      boolean shared,
      List<Check> checks) {
    this.opTypes = opTypes;
    this.inputs = List.copyOf(inputs);
    this.domain = domain;
    this.name = name;
    this.outputs = outputs;
    this.commutative = commutative;
    this.moreInputs = moreInputs;
    this.optional = optional;
    this.shared = shared;
    this.checks = List.copyOf(checks);
  }

  static OpTerm of(Set<String> opTypes, List<Term> inputs) {
    return new OpTerm(opTypes, inputs, "", "", 1, false, false, false, false, List.of());
  }

  /// {@return this node under a name, found afterwards as `match.node(name)`}
  public OpTerm as(String called) {
    return copy(domain, called, outputs, commutative, moreInputs, optional, shared, checks);
  }

  /// {@return this node in another domain than ONNX's own}
  public OpTerm domain(String named) {
    return copy(named, name, outputs, commutative, moreInputs, optional, shared, checks);
  }

  public OpTerm anyDomain() {
    return copy(null, name, outputs, commutative, moreInputs, optional, shared, checks);
  }

  /// {@return this node with exactly so many outputs}
  public OpTerm outputs(int count) {
    return copy(domain, name, count, commutative, moreInputs, optional, shared, checks);
  }

  /// {@return this node, whose first two inputs may come in either order}
  ///
  /// @throws IllegalArgumentException if there are fewer than two
  public OpTerm commutative() {
    if (inputs.size() < 2) {
      throw new IllegalArgumentException(
          this + " has " + inputs.size() + " inputs; only two or more can change places");
    }
    return copy(domain, name, outputs, true, moreInputs, optional, shared, checks);
  }

  /// {@return this node, which may have inputs beyond those given}
  public OpTerm moreInputs() {
    return copy(domain, name, outputs, commutative, true, optional, shared, checks);
  }

  /// {@return this node, or nothing: then its first input stands in its place}
  ///
  /// @throws IllegalArgumentException if it has no input
  public OpTerm optional() {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(
          this + " has no input that could stand in its place; only nodes with one are optional");
    }
    return copy(domain, name, outputs, commutative, moreInputs, true, shared, checks);
  }

  /// {@return this node, whose outputs may also be used outside of the match}
  public OpTerm shared() {
    return copy(domain, name, outputs, commutative, moreInputs, optional, true, checks);
  }

  /// {@return this node, if it satisfies `accepts`; `says` describes that, as in "keeps
  /// dimensions"}
  public OpTerm where(String says, Predicate<Node> accepts) {
    List<Check> more = new ArrayList<>(checks);
    more.add(new Check(says, accepts));
    return copy(domain, name, outputs, commutative, moreInputs, optional, shared, more);
  }

  /// {@return this node, if it has this attribute and `accepts` takes its value}
  public OpTerm attribute(String key, String says, Predicate<Attribute> accepts) {
    return where(
        "attribute '" + key + "' " + says, node -> node.attribute(key).filter(accepts).isPresent());
  }

  /// {@return this node, if it has this attribute with this value}
  public OpTerm attribute(String key, Attribute value) {
    return attribute(key, "is " + value, value::equals);
  }

  /// {@return one of several outputs}
  public Term output(int index) {
    return index == 0 ? this : new Output(this, index);
  }

  private OpTerm copy(
      @Nullable String inDomain,
      String called,
      int outputCount,
      boolean inEitherOrder,
      boolean withMore,
      boolean mayBeMissing,
      boolean usedOutside,
      List<Check> all) {
    return new OpTerm(
        opTypes,
        inputs,
        inDomain,
        called,
        outputCount,
        inEitherOrder,
        withMore,
        mayBeMissing,
        usedOutside,
        all);
  }

  String operator() {
    return opTypes.isEmpty() ? "any operator" : String.join(" or ", opTypes);
  }

  @Override
  public String toString() {
    return operator() + (name.isEmpty() ? "" : " '" + name + "'");
  }
}
