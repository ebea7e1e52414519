package dev.oplab.report.internal;

/// What the elements of a tensor are like as numbers. Computed over the first elements alone where
/// there are very many; what is not finite is counted and otherwise left out.
///
/// @param counted how many elements were looked at
/// @param least the place of the smallest finite one, -1 if there is none
/// @param greatest the place of the greatest finite one
/// @param mean the mean of the finite ones
/// @param deviation their standard deviation, as of a whole population
/// @param infinities how many are infinite, of either sign
record Statistics(
    long counted,
    long least,
    long greatest,
    double mean,
    double deviation,
    long zeros,
    long nans,
    long infinities) {
  /// The most elements looked at.
  static final long MOST = 1 << 21;

  /// {@return the statistics of the first [#MOST] elements}
  static Statistics of(Elements elements) {
    return of(elements, MOST);
  }

  static Statistics of(Elements elements, long most) {
    long counted = Math.min(elements.count(), most);
    long finite = 0;
    long least = -1;
    long greatest = -1;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double mean = 0;
    double squares = 0;
    long zeros = 0;
    long nans = 0;
    for (long i = 0; i < counted; i++) {
      double value = elements.number(i);
      if (!Double.isFinite(value)) {
        nans += Double.isNaN(value) ? 1 : 0;
        continue;
      }
      zeros += value == 0 ? 1 : 0;
      if (value < min) {
        min = value;
        least = i;
      }
      if (value > max) {
        max = value;
        greatest = i;
      }
      double off = value - mean;
      mean += off / ++finite;
      squares += off * (value - mean);
    }
    double deviation = finite == 0 ? Double.NaN : Math.sqrt(squares / finite);
    return new Statistics(
        counted,
        least,
        greatest,
        finite == 0 ? Double.NaN : mean,
        deviation,
        zeros,
        nans,
        counted - finite - nans);
  }

  /// {@return whether there is a finite element}
  boolean hasRange() {
    return least >= 0;
  }
}
