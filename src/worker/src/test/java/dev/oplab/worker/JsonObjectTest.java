package dev.oplab.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonObjectTest {

  @Test
  void everyKindOfFieldSurvivesTheWay() {
    JsonObject object =
        new JsonObject(
            Map.of(
                "text",
                "a\nb",
                "flag",
                true,
                "large",
                1L << 40,
                "small",
                1e-9,
                "inner",
                Map.of("n", 1),
                "rows",
                List.of(Map.of("n", 2), Map.of("n", 3)),
                "sizes",
                List.of(1, 1L << 40)));
    JsonObject back = JsonObject.parse(object.toJson());
    assertThat(object.toJson()).doesNotContain("\n");
    assertThat(back.string("text")).isEqualTo("a\nb");
    assertThat(back.bool("flag")).isTrue();
    assertThat(back.number("large")).isEqualTo(1L << 40);
    assertThat(back.decimal("small")).isEqualTo(1e-9);
    assertThat(back.object("inner").integer("n")).isEqualTo(1);
    assertThat(back.objects("rows").getLast().integer("n")).isEqualTo(3);
    assertThat(back.longs("sizes")).containsExactly(1, 1L << 40);
    assertThat(back.has("absent")).isFalse();
  }

  @Test
  void aFieldThatIsMissingOrOfAnotherKindIsNamed() {
    JsonObject object = JsonObject.parse("{\"n\":\"one\"}");
    assertThatExceptionOfType(WorkerException.class)
        .isThrownBy(() -> object.number("n"))
        .withMessage("message field 'n': expected Number, found one");
    assertThatExceptionOfType(WorkerException.class)
        .isThrownBy(() -> object.string("m"))
        .withMessage("message field 'm': expected String, found nothing");
  }

  @Test
  void textThatIsNoObjectIsAnError() {
    for (String text : List.of("", "[1]", "{", "hello")) {
      assertThatExceptionOfType(WorkerException.class)
          .as(text)
          .isThrownBy(() -> JsonObject.parse(text))
          .withMessageContaining("not a JSON object");
    }
  }
}
