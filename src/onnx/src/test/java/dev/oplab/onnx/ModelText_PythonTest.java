package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What Python's onnx package prints is read; `texts.py` in the testkit wrote the files.
class ModelText_PythonTest {
  private static final Path FOLDER = Path.of("src/test/resources/python");

  @Test
  void theTextThatPythonPrintsOfAModelIsThatModel() throws IOException {
    Model printed = Model.parse(Files.readString(FOLDER.resolve("printed.txt")));
    Model model = OnnxIo.read(FOLDER.resolve("printed.onnx"));
    GraphChecker.check(printed);
    assertThat(ModelView.of(printed)).isEqualTo(ModelView.of(model));
    assertThat(printed.toText(TextOptions.whole())).isEqualTo(model.toText(TextOptions.whole()));
  }
}
