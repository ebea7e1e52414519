package dev.oplab.command.onnx;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Some consecutive nodes, by place: `10-19`, `40-` to the last, `40` alone.
///
/// @param first the place of the first, counted from 0
/// @param end the place after the last
record NodeRange(int first, int end) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(-([0-9]{1,9})?)?");

  static ArgumentType<NodeRange> type() {
    return ArgumentTypes.of("RANGE", NodeRange::parse);
  }

  private static NodeRange parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (parts.matches()) {
      int first = Integer.parseInt(parts.group(1));
      String last = parts.group(3);
      boolean open = parts.group(2) != null && last == null;
      int end = open ? Integer.MAX_VALUE : 1 + (last == null ? first : Integer.parseInt(last));
      if (end > first) {
        return new NodeRange(first, end);
      }
    }
    throw UsageException.expected("places of nodes such as 10-19, 40- or 40", text);
  }
}
