package dev.oplab.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
  private static final List<String> WORDS = List.of("--iterations", "--inputs", "--warm-up");

  @Test
  void aTypingMistakeFindsItsWord() {
    assertThat(DidYouMean.nearest("--itertaions", WORDS)).contains("--iterations");
    assertThat(DidYouMean.nearest("--warmup", WORDS)).contains("--warm-up");
    assertThat(DidYouMean.nearest("--INPUTS", WORDS)).contains("--inputs");
  }

  @Test
  void theBeginningOfOneWordFindsIt() {
    assertThat(DidYouMean.nearest("--w", WORDS)).contains("--warm-up");
  }

  @Test
  void nothingIsSuggestedForAWordThatIsNothingLikeThem() {
    assertThat(DidYouMean.nearest("--xyzzy", WORDS)).isEmpty();
    assertThat(DidYouMean.question("--xyzzy", WORDS)).isEmpty();
  }
}
