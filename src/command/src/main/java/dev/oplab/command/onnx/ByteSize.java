package dev.oplab.command.onnx;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.UsageException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as they are typed: `4096`, `64k`, `1.5 MB`, `2GiB`. A bare letter and `KiB`, `MiB` and so
/// on count in steps of 1024, `kB`, `MB` and so on in steps of 1000.
final class ByteSize {
  private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([a-z]*)");
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("k", 1L << 10),
          Map.entry("kib", 1L << 10),
          Map.entry("kb", 1_000L),
          Map.entry("m", 1L << 20),
          Map.entry("mib", 1L << 20),
          Map.entry("mb", 1_000_000L),
          Map.entry("g", 1L << 30),
          Map.entry("gib", 1L << 30),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("t", 1L << 40),
          Map.entry("tib", 1L << 40),
          Map.entry("tb", 1_000_000_000_000L));

  private ByteSize() {}

  /// {@return the type of an option that takes a size of at least `least` bytes}
  static ArgumentType<Long> type(long least) {
    return ArgumentTypes.of("SIZE", text -> parse(text, least));
  }

  private static long parse(String text, long least) {
    Matcher parts = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (parts.matches() && UNITS.containsKey(parts.group(2))) {
      BigDecimal size =
          new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(UNITS.get(parts.group(2))));
      if (size.compareTo(BigDecimal.valueOf(least)) >= 0
          && size.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return size.setScale(0, RoundingMode.HALF_UP).longValueExact();
      }
    }
    throw UsageException.expected(
        "a size of %s such as 4096, 64k, 1.5MB or 2GiB"
            .formatted(least == 0 ? "0 bytes or more" : "1 byte or more"),
        text);
  }
}
