package dev.oplab.ort.compare;

/// How one value inside a graph compares with its counterpart in another. Immutable.
///
/// @param node that puts it out
/// @param operator of that node
/// @param byName whether the two are called the same; otherwise they come from equal operators with
///   equal inputs
/// @param comparison of the values
public record LayerComparison(
    String node, String operator, boolean byName, OutputComparison comparison) {}
