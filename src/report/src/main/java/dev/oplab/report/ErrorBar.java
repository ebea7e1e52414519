package dev.oplab.report;

/// One row of a chart of errors.
///
/// @param label what was compared
/// @param error how far it is off, 0 or more; infinite where no number says it, NaN where there is
///   nothing to compare
/// @param text the error in words, such as `1.2e-7` or `expected float32, found float16`
/// @param passed whether it is within the tolerance
public record ErrorBar(String label, double error, String text, boolean passed) {}
