/// Subgraphs described by operators, variables and constants, and where a graph has them.
///
/// May depend on: `dev.oplab.onnx`. Entry type: [Pattern].
///
/// ```java
/// Term x = Term.any("x");
/// Term relu = Term.op("Max", x, Term.constant("low").number(0)).commutative().as("max");
/// for (Match match : Pattern.of(relu).matches(graph)) {
///   System.out.println(match.node("max") + " is a Relu of " + match.value("x"));
/// }
/// ```
@NullMarked
package dev.oplab.surgeon.pattern;

import org.jspecify.annotations.NullMarked;
