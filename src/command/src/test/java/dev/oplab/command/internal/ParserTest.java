package dev.oplab.command.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.CommonOptions;
import dev.oplab.command.Declaration;
import dev.oplab.command.Option;
import dev.oplab.command.Positional;
import dev.oplab.command.UsageException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  enum Level {
    LOW,
    VERY_HIGH
  }

  private static final Positional<String> FILE =
      Positional.of("FILE", ArgumentTypes.text("FILE"), "a file");
  private static final Positional<List<String>> REST =
      Positional.list("REST", ArgumentTypes.text("REST"), 0, "more");
  private static final Option<Integer> COUNT =
      Option.value("count", ArgumentTypes.integer(-5, 100), 7, "how many").letter('n');
  private static final Option<Boolean> LONG = Option.flag("long", "more of it").letter('l');
  private static final Option<Boolean> FOLD = Option.onOff("fold", true, "fold");
  private static final Option<List<String>> OPS =
      Option.list("op", ArgumentTypes.text("TYPE"), "operators");
  private static final Option<List<String>> MANY =
      Option.list("many", ArgumentTypes.text("T"), "several")
          .takingMore(word -> word.startsWith("t"));
  private static final Option<Level> LEVEL =
      Option.value("level", ArgumentTypes.choice("LEVEL", Level.class), Level.LOW, "how high");
  private static final Option<Optional<String>> NOTE =
      Option.optional("note", ArgumentTypes.text("TEXT"), "a note");

  private static final Declaration DECLARATION =
      Declaration.of("test", "it", "Test it")
          .positional(FILE)
          .positional(REST)
          .option(COUNT)
          .option(LONG)
          .option(FOLD)
          .option(OPS)
          .option(MANY)
          .option(LEVEL)
          .option(NOTE)
          .tables("rows")
          .build();

  private static Arguments parse(String... words) {
    return Parser.parse(DECLARATION, List.of(words), Expressions.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-n 5", "-n5", "-n=5", "--count 5", "--count=5", "-ln5", "-ln 5"})
  void aValueMayBeWrittenInAnyOfTheUsualWays(String line) {
    assertThat(parse(("f " + line).split(" ")).value(COUNT)).isEqualTo(5);
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    Arguments arguments = parse("f");
    assertThat(arguments.value(COUNT)).isEqualTo(7);
    assertThat(arguments.value(LONG)).isFalse();
    assertThat(arguments.value(FOLD)).isTrue();
    assertThat(arguments.value(OPS)).isEmpty();
    assertThat(arguments.value(LEVEL)).isEqualTo(Level.LOW);
    assertThat(arguments.value(NOTE)).isEmpty();
    assertThat(arguments.value(REST)).isEmpty();
    assertThat(arguments.given(COUNT)).isFalse();
  }

  @Test
  void aNumberWithAMinusIsAValue() {
    assertThat(parse("f", "-n", "-3").value(COUNT)).isEqualTo(-3);
    assertThat(parse("-1").value(FILE)).isEqualTo("-1");
    assertThat(parse("-.5").value(FILE)).isEqualTo("-.5");
  }

  @Test
  void repeatedOptionsAppendInOrder() {
    assertThat(parse("--op", "Conv", "f", "--op=Relu").value(OPS)).containsExactly("Conv", "Relu");
  }

  @Test
  void aListMayTakeTheWordsAfterItThatBelongToIt() {
    Arguments arguments = parse("--many", "t1", "t2", "f", "t3");
    assertThat(arguments.value(MANY)).containsExactly("t1", "t2");
    assertThat(arguments.value(FILE)).isEqualTo("f");
    assertThat(arguments.value(REST)).containsExactly("t3");
  }

  @Test
  void theLastOfAPairOfSwitchesCounts() {
    assertThat(parse("f", "--no-fold").value(FOLD)).isFalse();
    assertThat(parse("f", "--no-fold", "--fold").value(FOLD)).isTrue();
  }

  @Test
  void twoDashesEndTheOptions() {
    Arguments arguments = parse("--", "--long", "-n5");
    assertThat(arguments.value(FILE)).isEqualTo("--long");
    assertThat(arguments.value(REST)).containsExactly("-n5");
    assertThat(arguments.value(LONG)).isFalse();
  }

  @Test
  void oneDashAloneIsAValue() {
    assertThat(parse("-").value(FILE)).isEqualTo("-");
  }

  @Test
  void choicesAreWrittenInLowerCaseWithDashes() {
    assertThat(parse("f", "--level", "very-high").value(LEVEL)).isEqualTo(Level.VERY_HIGH);
    assertThat(parse("f", "--level", "LOW").value(LEVEL)).isEqualTo(Level.LOW);
  }

  @Test
  void helpIsAskedForHoweverWrongTheRestIs() {
    assertThat(Parser.asksForHelp(List.of("--nonsense", "-h"))).isTrue();
    assertThat(Parser.asksForHelp(List.of("x", "--help"))).isTrue();
    assertThat(Parser.asksForHelp(List.of("--", "--help"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                 | FILE is missing
          f --cuont 5        | unknown option --cuont. Did you mean --count?
          f --coun 5         | unknown option --coun. Did you mean --count?
          f --xyzzy          | unknown option --xyzzy
          f -x               | unknown option -x
          f -lx              | unknown option -x in -lx
          f -count 5         | unknown option -count. Did you mean --count?
          f --nofold         | unknown option --nofold. Did you mean --no-fold?
          f --count          | --count needs a value N
          f --count --long   | --count needs a value N, found --long
          f -n               | --count needs a value N
          f -n x             | --count: expected a whole number from -5 to 100, found 'x'
          f -n 101           | --count: expected a whole number from -5 to 100, found '101'
          f -n 1e3           | --count: expected a whole number from -5 to 100, found '1e3'
          f -n 99999999999999999999 | --count: expected a whole number from -5 to 100, found '99999999999999999999'
          f --count=         | --count: expected a whole number from -5 to 100, found ''
          f -n 1 -n 2        | --count is given twice
          f --long=yes       | --long takes no value, found 'yes'
          f --no-long        | unknown option --no-long. Did you mean --long?
          f --level hihg     | --level: expected one of low, very-high, found 'hihg'
          f --level lwo      | --level: expected one of low, very-high, found 'lwo'. Did you mean low?
          """)
  void whatIsWrongIsToldInOneLine(String line, String message) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    assertThatThrownBy(() -> parse(words)).isInstanceOf(UsageException.class).hasMessage(message);
  }

  @Test
  void aWordTooManyIsTold() {
    Declaration one = Declaration.of("t", "one", "One").positional(FILE).option(LONG).build();
    assertThatThrownBy(() -> Parser.parse(one, List.of("a", "long"), Expressions.NONE))
        .hasMessage("'long' is one word too many. Did you mean --long?");
  }

  @Test
  void anExpressionAloneGivesItsObjectAndInTextItsText() {
    Expressions three = Expressions.of(expression -> 3);
    Arguments arguments =
        Parser.parse(DECLARATION, List.of("m{x}.onnx", "-n", "{y}", "--note={z}"), three);
    assertThat(arguments.value(FILE)).isEqualTo("m3.onnx");
    assertThat(arguments.value(COUNT)).isEqualTo(3);
    assertThat(arguments.value(NOTE)).contains("3");
  }

  @Test
  void commonOptionsAreThereToo() {
    assertThat(parse("f", "--json").value(CommonOptions.JSON)).isTrue();
    assertThatThrownBy(() -> parse("f", "--svg", "x.svg")).hasMessageContaining("unknown option");
  }
}
