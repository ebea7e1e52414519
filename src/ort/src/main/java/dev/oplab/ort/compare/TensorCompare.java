package dev.oplab.ort.compare;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.compare.Differences.Difference;
import dev.oplab.ort.tensor.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares two tensors of one shape, element by element, in one pass. Mutable, used once.
final class TensorCompare {
  private final Tensor shape;
  private final Tolerance tolerance;
  private final Numbers found;
  private final Numbers expected;
  private final boolean whole;
  private final ErrorHistogram.Counter histogram = new ErrorHistogram.Counter();
  private final Largest absolute = new Largest();
  private final Largest relative = new Largest();
  private final Needed needed;
  private long unequal;
  private long beyond;
  private long notNumbers;
  private long firstBeyond = -1;
  private double dot;
  private double foundSquares;
  private double expectedSquares;

  /// The largest of the errors so far, and their sum.
  private static final class Largest {
    private double max = -1;
    private long at = -1;
    private double sum;
    private long finite;

    void add(double error, long index) {
      if (error > max) {
        max = error;
        at = index;
      }
      if (Double.isFinite(error)) {
        sum += error;
        finite++;
      }
    }

    double mean() {
      return finite == 0 ? 0 : sum / finite;
    }
  }

  private TensorCompare(Tensor found, Tensor expected, Tolerance tolerance) {
    this.shape = found;
    this.tolerance = tolerance;
    this.found = Numbers.of(found);
    this.expected = Numbers.of(expected);
    this.whole = this.found.whole() && this.expected.whole();
    this.needed = new Needed(whole ? Tolerance.exact() : tolerance);
  }

  static Differences of(Tensor found, Tensor expected, Tolerance tolerance) {
    return new TensorCompare(found, expected, tolerance).compare();
  }

  private Differences compare() {
    for (long i = 0; i < found.count(); i++) {
      element(i, found.at(i), expected.at(i));
    }
    return new Differences(
        found.count(),
        unequal,
        beyond,
        notNumbers,
        Optional.of(summary(absolute)),
        Optional.of(summary(relative)),
        cosine(),
        Optional.of(needed.tolerance()),
        Optional.of(histogram.histogram()),
        Optional.ofNullable(first()));
  }

  private void element(long index, double f, double e) {
    dot += f * e;
    foundSquares += f * f;
    expectedSquares += e * e;
    boolean bothNaN = Double.isNaN(f) && Double.isNaN(e);
    boolean same = whole ? found.equal(index, expected) : f == e || bothNaN;
    boolean accepted = whole ? same || wholeAccepts(index) : tolerance.accepts(f, e);
    if (!same) {
      unequal++;
    }
    if (!accepted) {
      beyond++;
      firstBeyond = firstBeyond < 0 ? index : firstBeyond;
    }
    double difference = same ? 0 : whole ? found.distance(index, expected) : Math.abs(f - e);
    if (Double.isNaN(difference)) {
      notNumbers++;
      difference = Double.POSITIVE_INFINITY;
    }
    histogram.add(difference);
    absolute.add(difference, index);
    if (difference == 0) {
      relative.add(0, index);
    } else if (e != 0) {
      relative.add(Double.isFinite(e) ? difference / Math.abs(e) : difference, index);
    }
    if (!same || (bothNaN && !accepted)) {
      needed.add(bothNaN ? Double.POSITIVE_INFINITY : difference, Math.abs(e));
    }
  }

  private boolean wholeAccepts(long index) {
    return found.type() != DataType.BOOL
        && expected.type() != DataType.BOOL
        && found.distance(index, expected) <= tolerance.whole();
  }

  private ErrorSummary summary(Largest errors) {
    if (errors.at < 0) {
      return new ErrorSummary(0, 0, List.of(), Double.NaN, Double.NaN);
    }
    List<Long> at = errors.max > 0 ? index(errors.at) : List.of();
    return new ErrorSummary(
        errors.max, errors.mean(), at, found.at(errors.at), expected.at(errors.at));
  }

  private double cosine() {
    if (foundSquares == 0 && expectedSquares == 0) {
      return 1;
    }
    if (foundSquares == 0 || expectedSquares == 0) {
      return 0;
    }
    double cosine = dot / (Math.sqrt(foundSquares) * Math.sqrt(expectedSquares));
    return Double.isNaN(cosine) ? cosine : Math.clamp(cosine, -1, 1);
  }

  private @Nullable Difference first() {
    return firstBeyond < 0
        ? null
        : new Difference(
            index(firstBeyond).toString(), found.text(firstBeyond), expected.text(firstBeyond));
  }

  private List<Long> index(long flat) {
    return index(shape, found.count(), flat);
  }

  /// {@return the place of an element, one index for each dimension}
  static List<Long> index(Tensor tensor, long count, long flat) {
    long elements = tensor.shape().elementCount().orElse(count);
    long rest = elements == 0 ? 0 : flat / Math.max(1, count / elements);
    List<Long> index = new ArrayList<>();
    for (Dim dim : tensor.shape().dims().reversed()) {
      long size = dim instanceof Dim.Known(long known) ? known : 1;
      index.addFirst(rest % size);
      rest /= size;
    }
    return index;
  }
}
