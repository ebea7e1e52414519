package dev.oplab.command.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NamedFileTest {
  private static NamedFile parse(String text) {
    return NamedFile.type().parse(text);
  }

  @Test
  void theNameStandsBeforeTheFirstEqualsSign() {
    assertThat(parse("x=a=b.npy")).isEqualTo(new NamedFile("x", Path.of("a=b.npy")));
    assertThat(parse("'x=y'=a.npy")).isEqualTo(new NamedFile("x=y", Path.of("a.npy")));
    assertThat(parse("a.npy")).isEqualTo(new NamedFile("", Path.of("a.npy")));
  }

  @Test
  void aJavaPathIsAFile() {
    Path path = Path.of("odd=name.npy");
    assertThat(NamedFile.type().convert(path)).isEqualTo(new NamedFile("", path));
  }

  @Test
  void aNameWithoutAFileIsTold() {
    assertThatThrownBy(() -> parse("x=")).hasMessageContaining("NAME=FILE such as input=x.npy");
    assertThatThrownBy(() -> parse("=a.npy")).hasMessageContaining("found '=a.npy'");
  }

  @Test
  void aModelIsNotTakenForAFurtherInput() {
    assertThat(NamedFile.looksLike("model.onnx")).isFalse();
    assertThat(NamedFile.looksLike("b=y.npy")).isTrue();
    assertThat(NamedFile.looksLike("y.npy")).isTrue();
  }
}
