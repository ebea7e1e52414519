package dev.oplab.report.internal;

import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Times and how they were taken, in words.
final class Times {
  private Times() {}

  /// {@return a time as `2.79 ms`, with three significant digits, `not known` for NaN}
  static String millis(double value) {
    if (!Double.isFinite(value)) {
      return "not known";
    }
    return String.format(Locale.ROOT, "%." + decimals(value) + "f ms", value);
  }

  /// {@return the digits after the point that give a value three significant digits, at most 6}
  static int decimals(double value) {
    return value <= 0 ? 0 : Math.clamp(2 - (int) Math.floor(Math.log10(value)), 0, 6);
  }

  /// {@return `2.79 ms mean, 2.75 ms median, 3.20 ms p99 over 50 runs`}
  static String summary(Timing timing) {
    return "%s mean, %s median, %s p99 over %,d %s"
        .formatted(
            millis(timing.mean()),
            millis(timing.median()),
            millis(timing.p99()),
            timing.count(),
            timing.count() == 1 ? "run" : "runs");
  }

  /// {@return what was measured and how, for below a table of layers}
  static List<String> footnotes(EngineProfile profile) {
    List<String> notes = new ArrayList<>();
    notes.add(layerSum(profile));
    profile.endToEnd().ifPresent(timing -> notes.add(endToEnd(profile, timing)));
    notes.add(settings(profile));
    notes.addAll(profile.notes());
    return notes;
  }

  private static String layerSum(EngineProfile profile) {
    String text =
        "Sum of layers: " + millis(profile.layerSum()) + ", measured with the profiler on";
    return profile
            .profiled()
            .map(timing -> text + "; the same runs as a whole: " + summary(timing))
            .orElse(text)
        + ".";
  }

  private static String endToEnd(EngineProfile profile, Timing timing) {
    String text = "End to end: " + summary(timing) + ", measured without the profiler.";
    double ratio = profile.layerSum() / timing.mean();
    if (!Double.isFinite(ratio) || profile.layers().isEmpty()) {
      return text;
    }
    String times = String.format(Locale.ROOT, "%.2f", ratio);
    return text
        + (ratio > 1
            ? " The layers sum to " + times + " times that: profiling itself takes time."
            : " The layers sum to " + times + " of that: the rest passes between them.");
  }

  /// {@return the backend and the settings: `ONNX Runtime 1.29.0, CPU; threads: 1; warm-up: 10`}
  static String settings(EngineProfile profile) {
    String settings =
        profile.settings().stream()
            .map(setting -> "; " + label(profile, setting) + ": " + setting.value())
            .collect(Collectors.joining());
    return "Measured on " + backend(profile.backend()) + settings + ".";
  }

  /// {@return the setting's name; one named as the device, `CPU`, says which processor it is}
  static String label(EngineProfile profile, EngineProfile.Setting setting) {
    return setting.name().equals(profile.backend().device()) ? "processor" : setting.name();
  }

  static String backend(EngineProfile.Backend backend) {
    String name = (backend.name() + " " + backend.version()).strip();
    return backend.device().isEmpty() ? name : name + ", " + backend.device();
  }
}
