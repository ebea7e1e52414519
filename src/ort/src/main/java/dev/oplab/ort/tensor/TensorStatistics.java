package dev.oplab.ort.tensor;

import dev.oplab.onnx.Tensor;

/// What the elements of a tensor are like, without listing them. Immutable.
///
/// @param count how many there are; a complex number counts as two
/// @param min the least that is not NaN, NaN if there is none
/// @param max the greatest that is not NaN, NaN if there is none
/// @param mean of the finite ones, NaN if there is none
/// @param std their standard deviation as NumPy has it: of the population, divided by the count
/// @param zeros how many are zero
/// @param nans how many are NaN
/// @param infinities how many are infinite, of either sign
/// @param l2 the square root of the sum of the finite ones' squares
public record TensorStatistics(
    long count,
    double min,
    double max,
    double mean,
    double std,
    long zeros,
    long nans,
    long infinities,
    double l2) {

  /// {@return the statistics of `tensor`, which has no strings}
  ///
  /// @throws dev.oplab.ort.OrtException if it has
  public static TensorStatistics of(Tensor tensor) {
    Numbers numbers = Numbers.of(tensor);
    double min = Double.NaN;
    double max = Double.NaN;
    double mean = 0;
    double squares = 0; // of the distances from the mean, as Welford sums them
    double l2 = 0;
    long zeros = 0;
    long nans = 0;
    long infinities = 0;
    long finite = 0;
    for (long i = 0; i < numbers.count(); i++) {
      double value = numbers.at(i);
      if (Double.isNaN(value)) {
        nans++;
        continue;
      }
      min = value < min || Double.isNaN(min) ? value : min;
      max = value > max || Double.isNaN(max) ? value : max;
      if (Double.isInfinite(value)) {
        infinities++;
        continue;
      }
      finite++;
      zeros += value == 0 ? 1 : 0;
      double before = value - mean;
      mean += before / finite;
      squares += before * (value - mean);
      l2 += value * value;
    }
    boolean any = finite > 0;
    return new TensorStatistics(
        numbers.count(),
        min,
        max,
        any ? mean : Double.NaN,
        any ? Math.sqrt(squares / finite) : Double.NaN,
        zeros,
        nans,
        infinities,
        Math.sqrt(l2));
  }
}
