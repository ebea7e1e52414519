package dev.oplab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.command.testing.FakeHost;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Test;

class OpLabTest {

  @Test
  void theKernelFindsTheExtension() {
    assertThat(ServiceLoader.load(Extension.class))
        .anySatisfy(extension -> assertThat(extension).isInstanceOf(JJavaExtension.class));
  }

  @Test
  void installingIntoSomethingElseNeverThrows() {
    assertThatCode(() -> OpLab.install("not a kernel")).doesNotThrowAnyException();
  }

  @Test
  void aFailedMagicIsAnErrorWithAMessageAndNoTrace() {
    assertThatThrownBy(() ->
            Magics.run(FakeHost.notebook(), List.of("onnx"), List.of("shwo"), Optional.empty()))
        .isInstanceOf(OpLabError.class)
        .hasMessage("%onnx: no command 'shwo'. Did you mean show?\nFix: see '%onnx?'.")
        .satisfies(error -> assertThat(error.getStackTrace()).isEmpty());
  }

  @Test
  void debugPutsTheTraceIntoTheMessage() {
    assertThatThrownBy(() ->
            Magics.run(
                FakeHost.notebook(),
                List.of("onnx"),
                List.of("show", "none.onnx", "--debug"),
                Optional.empty()))
        .isInstanceOf(OpLabError.class)
        .hasMessageContaining("\tat dev.oplab.onnx.OnnxIo.read");
  }
}
