package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The generated messages cost those nothing who do not use them.
class MessagesOnDemandTest {
  @TempDir Path folder;

  @Test
  void readingAndWritingAModelLoadsNoMessageAndNothingOfProtobuf()
      throws IOException, InterruptedException {
    assertThat(classesLoadedFor("model")).isNotEmpty().noneMatch(MessagesOnDemandTest::isProtobuf);
  }

  @Test
  void askingForAMessageDoes() throws IOException, InterruptedException {
    assertThat(classesLoadedFor("message")).anyMatch(MessagesOnDemandTest::isProtobuf);
  }

  private static boolean isProtobuf(String line) {
    return line.contains("com.google.protobuf.") || line.contains("dev.oplab.onnx.proto.");
  }

  private List<String> classesLoadedFor(String what) throws IOException, InterruptedException {
    Path log = folder.resolve(what + ".log");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                what,
                Fixtures.mobilenet().toString(),
                folder.resolve("out.onnx").toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(printed).isZero();
    assertThat(printed).as("warnings").isEqualTo("146 nodes" + System.lineSeparator());
    return Files.readAllLines(log);
  }

  /// What the processes run.
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      Model model =
          args[0].equals("model")
              ? OnnxIo.read(Path.of(args[1]))
              : OnnxIo.fromProto(OnnxIo.readProto(Path.of(args[1])));
      OnnxIo.write(model.copy(), Path.of(args[2]));
      System.out.println(model.graph().nodes().size() + " nodes");
    }
  }
}
