package dev.oplab.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileIoTest {
  @TempDir Path folder;

  @Test
  void aProfileReadsBackEqual() {
    EngineProfile profile = Profiles.small();
    Path file = folder.resolve("small.profile.json");
    ProfileIo.write(profile, file);
    assertThat(ProfileIo.read(file)).isEqualTo(profile);
  }

  @Test
  void aProfileOfNothingReadsBackEqual() {
    EngineProfile profile =
        new EngineProfile(
            "",
            new EngineProfile.Backend("", "", ""),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            List.of());
    Path file = folder.resolve("empty.json");
    ProfileIo.write(profile, file);
    assertThat(ProfileIo.read(file)).isEqualTo(profile);
  }

  @Test
  void anyNameReadsBackEqual() {
    EngineProfile profile = Profiles.named("<script>\"\\\u0000\u001b\n\u202e 🚀 שלום \u2028");
    Path file = folder.resolve("names.json");
    ProfileIo.write(profile, file);
    assertThat(ProfileIo.read(file)).isEqualTo(profile);
  }

  @Test
  void theSameProfileGivesTheSameBytes() throws IOException {
    Path one = folder.resolve("one.json");
    Path two = folder.resolve("two.json");
    ProfileIo.write(Profiles.small(), one);
    ProfileIo.write(Profiles.small(), two);
    assertThat(Files.readString(one)).isEqualTo(Files.readString(two));
  }

  @Test
  void theJsonObjectHoldsTheRowsOfTheLayerTable() {
    Map<String, Object> json = ProfileIo.toJson(Profiles.small());
    assertThat(json.keySet())
        .containsExactly(
            "oplab_profile",
            "name",
            "backend",
            "settings",
            "end_to_end",
            "profiled",
            "layer_sum_ms",
            "capabilities",
            "notes",
            "layers");
    assertThat(json).containsEntry("oplab_profile", 1).containsEntry("layer_sum_ms", 4.0);
    assertThat(row(Profiles.small(), 1).keySet())
        .containsExactly(
            "index",
            "name",
            "type",
            "kind",
            "inputs",
            "outputs",
            "count",
            "mean_ms",
            "median_ms",
            "min_ms",
            "max_ms",
            "p90_ms",
            "p95_ms",
            "p99_ms",
            "std_dev_ms",
            "share",
            "cumulative_share",
            "origins",
            "details");
  }

  @Test
  void sharesAddUpToOne() {
    EngineProfile profile = Profiles.small();
    assertThat(row(profile, 0)).containsEntry("share", 0.75);
    assertThat(row(profile, 1)).containsEntry("share", 0.25).containsEntry("cumulative_share", 1.0);
  }

  @Test
  void timesThatAreNoNumbersAreWrittenAsNullAndReadAsNotKnown() throws IOException {
    Timing odd = new Timing(1, Double.NaN, Double.POSITIVE_INFINITY, 0, 1, 1, 1, 1, Double.NaN);
    Path file = folder.resolve("nan.json");
    ProfileIo.write(Profiles.timed(odd), file);
    assertThat(Files.readString(file))
        .contains("\"mean_ms\":null")
        .doesNotContain("NaN", "Infinity");
    Timing read = ProfileIo.read(file).layers().getFirst().time();
    assertThat(read.mean()).isNaN();
    assertThat(read.median()).isNaN();
    assertThat(read.min()).isZero();
  }

  @Test
  void writingReplacesTheFileAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("p.json");
    Files.writeString(file, "old");
    ProfileIo.write(Profiles.small(), file);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void keysOfALaterKindAreSkipped() throws IOException {
    Path file = written();
    Files.writeString(
        file, Files.readString(file).replace("\"name\":", "\"later\": [1], \"name\":"));
    assertThat(ProfileIo.read(file)).isEqualTo(Profiles.small());
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path file = folder.resolve("nowhere/p.json");
    assertThatThrownBy(() -> ProfileIo.write(Profiles.small(), file))
        .isInstanceOf(ProfileException.class)
        .hasMessageContainingAll("Cannot write the profile", "nowhere", "Fix:");
  }

  @Test
  void aMissingFileIsNamed() {
    assertFails(folder.resolve("gone.json"), "No such file", "gone.json");
  }

  @Test
  void aFolderIsNoProfile() {
    assertFails(folder, "Cannot read the profile", folder.toString());
  }

  @Test
  void anEmptyFileIsSaidToBeEmpty() throws IOException {
    assertFails(file(" \n"), "Not a profile file", "found: an empty file");
  }

  @Test
  void aFileCutShortIsSaidToBeCutShort() throws IOException {
    Path file = written();
    String text = Files.readString(file);
    assertFails(file(text.substring(0, text.length() / 2)), "Not a profile file", "cut short");
  }

  @Test
  void textThatIsNotJsonIsSaidNotToBe() throws IOException {
    assertFails(file("layer,ms\nconv,1\n"), "Not a profile file", "(line 1)");
  }

  @Test
  void bytesThatAreNotTextAreSaidNotToBe() throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, new byte[] {8, 7, (byte) 0xFF, (byte) 0xC0});
    assertFails(file, "Not a profile file", "bytes that are not UTF-8 text");
  }

  @Test
  void jsonOfAnotherKindIsDescribed() throws IOException {
    assertFails(
        file("{\"traceEvents\": []}"),
        "\"oplab_profile\"",
        "found: an object with \"traceEvents\"");
    assertFails(file("[1, 2]"), "found: a list of 2");
  }

  @Test
  void aNewerVersionIsNamed() throws IOException {
    assertFails(file("{\"oplab_profile\": 2}"), "newer OpLab", "version 2", "update OpLab");
  }

  @Test
  void aVersionThatIsNoNumberIsShown() throws IOException {
    assertFails(file("{\"oplab_profile\": \"one\"}"), "oplab_profile", "found: \"one\"");
  }

  @Test
  void aNegativeTimeIsNamedWithItsLayer() throws IOException {
    Path file = written();
    Files.writeString(file, Files.readString(file).replace("\"mean_ms\":1.0", "\"mean_ms\":-1.0"));
    assertFails(file, "layer 'relu' > mean_ms", "found: -1.0", "not negative");
  }

  @Test
  void aWordInPlaceOfATimeIsShown() throws IOException {
    Path file = written();
    Files.writeString(
        file, Files.readString(file).replace("\"mean_ms\":1.0", "\"mean_ms\":\"fast\""));
    assertFails(file, "layer 'relu' > mean_ms", "found: \"fast\"");
  }

  @Test
  void notANumberIsNoJson() throws IOException {
    Path file = written();
    Files.writeString(file, Files.readString(file).replace("\"mean_ms\":1.0", "\"mean_ms\":NaN"));
    assertFails(file, "Not a profile file", "NaN");
  }

  @Test
  void aMissingPartIsNamed() throws IOException {
    assertFails(
        file("{\"oplab_profile\": 1, \"name\": \"x\"}"), "> backend", "expected: an object");
  }

  @Test
  void aListInPlaceOfARowIsNamed() throws IOException {
    Path file = written();
    String text = Files.readString(file);
    String broken = text.substring(0, text.indexOf("\"layers\"")) + "\"layers\": [[]]}";
    assertFails(file(broken), "> layers", "a list of objects");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> row(EngineProfile profile, int index) {
    Object layers = Objects.requireNonNull(ProfileIo.toJson(profile).get("layers"));
    return ((List<Map<String, Object>>) layers).get(index);
  }

  private Path written() {
    Path file = folder.resolve("written.json");
    ProfileIo.write(Profiles.small(), file);
    return file;
  }

  private Path file(String text) throws IOException {
    Path file = folder.resolve("file.json");
    Files.writeString(file, text);
    return file;
  }

  private static void assertFails(Path file, String... parts) {
    assertThatThrownBy(() -> ProfileIo.read(file))
        .isInstanceOf(ProfileException.class)
        .hasMessageContainingAll(parts)
        .message()
        .satisfies(message -> assertThat(message.lines().toList().getLast()).startsWith("Fix: "));
  }
}
