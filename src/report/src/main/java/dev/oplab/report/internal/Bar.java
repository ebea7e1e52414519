package dev.oplab.report.internal;

/// One row of a bar chart.
///
/// @param label what stands to its left, in full
/// @param group what it is coloured by
/// @param value its length, finite and not negative
/// @param valueText what stands to its right
/// @param tooltip what is said when it is pointed at
/// @param plain whether it has texts alone, and no bar
record Bar(
    String label, String group, double value, String valueText, String tooltip, boolean plain) {

  /// {@return a row of texts alone}
  static Bar plain(String label, String valueText, String tooltip) {
    return new Bar(label, "", 0, valueText, tooltip, true);
  }
}
