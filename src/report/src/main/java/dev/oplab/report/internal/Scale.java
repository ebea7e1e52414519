package dev.oplab.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The scale below the bars of a chart. Values go from 0 at the left to `max` at the right; what a
/// value stands for is said by the ticks.
sealed interface Scale {

  /// A place on the scale and what is written below it.
  record Tick(double at, String label) {}

  /// {@return the value at the right end, more than 0}
  double max();

  /// {@return the places to mark, about `most` of them}
  List<Tick> ticks(double most);

  /// Numbers from 0 on.
  record Linear(double max) implements Scale {
    @Override
    public List<Tick> ticks(double most) {
      List<Tick> ticks = new ArrayList<>();
      double step = Ticks.step(max, most);
      String format = "%." + Ticks.decimals(step) + "f";
      for (int i = 0; i * step <= max * (1 + 1e-9); i++) {
        ticks.add(new Tick(i * step, String.format(Locale.ROOT, format, i * step)));
      }
      return ticks;
    }
  }

  /// Powers of ten from 10^`low` to 10^`high`: a value is how many of them it lies above the
  /// lowest.
  record Decades(int low, int high) implements Scale {
    @Override
    public double max() {
      return (double) high - low;
    }

    @Override
    public List<Tick> ticks(double most) {
      List<Tick> ticks = new ArrayList<>();
      int step = (int) Math.max(1, Math.ceil((high - low) / Math.max(1, most)));
      for (int power = low; power <= high; power += step) {
        ticks.add(new Tick((double) power - low, "1e" + power));
      }
      return ticks;
    }

    /// {@return where `number` lies, at one end if it is beyond}
    double value(double number) {
      double power = number > 0 ? Math.log10(number) : low;
      return Math.clamp(power - low, 0, max());
    }
  }

  /// {@return numbers from 0 to `longest`, or to 1 where that is 0}
  static Scale fromZero(double longest) {
    return new Linear(longest > 0 ? longest : 1);
  }
}
