package dev.oplab.report;

import dev.oplab.testkit.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each type looks like as the value of a cell.
class GoldenViewsTest {

  static Stream<String> names() {
    return Samples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void asText(String name) {
    Golden.assertMatches("views/" + name + ".txt", view(name).toText() + "\n");
  }

  @ParameterizedTest
  @MethodSource("names")
  void asHtml(String name) {
    Golden.assertMatches("views/" + name + ".html", view(name).toHtml());
  }

  private static Printable view(String name) {
    return Printables.of(Samples.all().getOrDefault(name, name)).orElseThrow();
  }
}
