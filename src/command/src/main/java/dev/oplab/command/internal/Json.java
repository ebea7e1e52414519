package dev.oplab.command.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;

/// Writes JSON for people and programs: indented, keys in their order.
final class Json {
  private Json() {}

  static String text(Object value) throws IOException {
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(value) + "\n";
  }
}
