package dev.oplab.command.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.command.CommandFailure;
import dev.oplab.command.CommandLine;
import dev.oplab.command.testing.FakeHost;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.Layer;
import dev.oplab.profile.ProfileIo;
import dev.oplab.report.MimeBundle;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OrtProfileTest {
  private static final String MODEL = Fixtures.mobilenet().toString();
  private final FakeHost host = FakeHost.notebook();
  @TempDir Path folder;

  private void profile(String... options) throws CommandFailure {
    List<String> words = new ArrayList<>(List.of("ort", "profile", MODEL, "--warm-up", "0"));
    words.addAll(List.of(options));
    new CommandLine(host).run(words);
  }

  @Test
  void aNotebookShowsLayersTypesAndTwoCharts() throws CommandFailure {
    profile("-n", "2", "--as", "p");
    assertThat(host.shown).hasSize(4);
    assertThat(host.shown.get(0).data()).containsKeys(MimeBundle.TEXT, MimeBundle.HTML);
    assertThat(host.shown.get(2).data()).containsKeys(MimeBundle.SVG, MimeBundle.PNG);
    assertThat(host.shown.get(3).data()).containsKeys(MimeBundle.SVG, MimeBundle.PNG);
    assertThat(host.variables.get("p")).isInstanceOf(EngineProfile.class);
    assertThat(host.phases()).isNotEmpty();
  }

  @Test
  void aModelEditedInACellIsProfiledAsItIsNow() throws CommandFailure {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    model.graph().nodes().getLast().rename("edited here");
    host.variables.put("model", model);
    new CommandLine(host)
        .run(List.of("ort", "profile", "{model}", "-n", "2", "--warm-up", "0", "--as", "p"));
    assertThat(host.variables.get("p")).isInstanceOf(EngineProfile.class);
    List<Layer> layers =
        host.variables.get("p") instanceof EngineProfile profile ? profile.layers() : List.of();
    assertThat(layers).flatExtracting(Layer::origins).contains("edited here");
    assertThat(host.text().replaceAll("\\s+", " ")).contains("What was run is the model in memory");
  }

  @Test
  void theJsonFileIsAProfileThatReadsBack() throws CommandFailure {
    Path file = folder.resolve("p.json");
    profile("-n", "2", "-o", file.toString(), "--as", "p");
    assertThat(ProfileIo.read(file)).isEqualTo(host.variables.get("p"));
  }

  @Test
  void sortedByTimeTheSlowestIsFirst() throws CommandFailure {
    profile("-n", "2", "--sort", "time", "--rows", "1");
    assertThat(host.shown.getFirst().data().get(MimeBundle.TEXT)).contains("the slowest first");
  }

  @Test
  void aShapeForAnInputThatIsNotThereIsTold() {
    assertThatThrownBy(() -> profile("--shapes", "x:1x3x224x224"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("input0");
    assertThatThrownBy(() -> profile("--shapes", "x:1,x:2"))
        .hasMessageContaining("--shapes: 'x' is given twice");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void anInterruptEndsItWithOneWord() throws InterruptedException {
    AtomicReference<CommandFailure> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                profile("-n", "100000");
              } catch (CommandFailure e) {
                failure.set(e);
              }
            });
    while (host.phases().isEmpty() && thread.isAlive()) {
      Thread.sleep(20);
    }
    thread.interrupt();
    thread.join();
    assertThat(failure.get().status()).isEqualTo(CommandFailure.INTERRUPTED);
    assertThat(failure.get()).hasMessage("interrupted");
  }
}
