package dev.oplab.ort.feed;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static dev.oplab.testkit.OnnxBytes.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.NpyIo;
import dev.oplab.onnx.NpzIo;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.TestModels;
import dev.oplab.ort.tensor.Numbers;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.OnnxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedTest {
  private static final Tensor X = Tensor.of("", new float[] {1, 2, 3}, 1, 3);
  private static final Tensor IDS = Tensor.of("", new long[] {4, 5}, 2);

  @TempDir private Path folder;

  private Model model() {
    return TestModels.read(
        OnnxBytes.model(
            new GraphBytes("g").input("x", FLOAT, "N", 3).input("ids", INT64, "M").output("y")),
        folder);
  }

  private Model one() {
    return TestModels.read(
        OnnxBytes.model(new GraphBytes("g").input("x", FLOAT, "N", 3).output("y")), folder);
  }

  private Tensor value(Model model, Feed feed, String input) {
    return (Tensor) Objects.requireNonNull(feed.values(model).values().get(input));
  }

  private static double[] numbers(Tensor tensor) {
    return Numbers.of(tensor).toArray();
  }

  @Test
  void whatIsNotGivenIsRandomAndTheSameForTheSameSeed() {
    Feed feed = Feed.random(7).give("ids", IDS);
    FeedValues values = feed.values(model());
    assertThat(values.values().keySet()).containsExactly("x", "ids");
    assertThat(values.sources())
        .extracting(source -> source.name() + ": " + source.value())
        .containsExactly(
            "input x: float32[1, 3], random, seed 7", "input ids: int64[2], given");
    assertThat(values.notes()).singleElement().asString().contains("x[0] (N)");
    assertThat(numbers(value(model(), feed, "x"))).isEqualTo(numbers(value(model(), feed, "x")));
    assertThat(numbers(value(model(), feed, "x")))
        .isNotEqualTo(numbers(value(model(), feed.seed(8), "x")));
  }

  @Test
  void randomValuesLieInTheirRange() {
    Feed feed =
        Feed.random(1).shape("x", 200, 3).range(-2, -1).shape("ids", 200).range("ids", 3, 5);
    assertThat(numbers(value(model(), feed, "x")))
        .allMatch(v -> v >= -2 && v <= -1)
        .anyMatch(v -> v < -1.8)
        .anyMatch(v -> v > -1.2);
    assertThat(numbers(value(model(), feed, "ids"))).containsOnly(3, 4, 5);
  }

  @Test
  void aRangeThatATypeDoesNotHaveIsRefused() {
    assertProblem(
        model(),
        Feed.random(0).range("ids", 0.2, 0.8),
        "input 'ids' (int64): no value of its type lies in the range [0.2, 0.8]");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> Feed.random(0).range(2, 1))
        .withMessageContaining("found the range 2.0 to 1.0");
  }

  @Test
  void aFileGivesOneInput() {
    NpyIo.write(X, folder.resolve("a.npy"));
    Feed feed = Feed.random(0).give("x", folder.resolve("a.npy"));
    assertThat(numbers(value(one(), feed, "x"))).containsExactly(1, 2, 3);
    assertThat(feed.values(one()).sources().getFirst().value())
        .isEqualTo("float32[1, 3], " + folder.resolve("a.npy"));
    assertThat(numbers(value(one(), Feed.random(0).give("", folder.resolve("a.npy")), "x")))
        .containsExactly(1, 2, 3);
  }

  @Test
  void anArchiveGivesAllInputsByName() {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("ids", IDS);
    arrays.put("x", X);
    NpzIo.write(arrays, folder.resolve("a.npz"));
    Feed feed = Feed.random(0).giveAll(folder.resolve("a.npz"));
    assertThat(numbers(value(model(), feed, "x"))).containsExactly(1, 2, 3);
    assertThat(numbers(value(model(), feed, "ids"))).containsExactly(4, 5);
    Feed other = feed.give("x", Tensor.of("", new float[] {7, 8, 9}, 1, 3));
    assertThat(numbers(value(model(), other, "x"))).containsExactly(7, 8, 9);
  }

  @Test
  void anArchiveGivesOneInputByItsNameOrIfItHasOneArray() {
    NpzIo.write(Map.of("x", X), folder.resolve("x.npz"));
    NpzIo.write(Map.of("whatever", X), folder.resolve("other.npz"));
    for (String file : new String[] {"x.npz", "other.npz"}) {
      assertThat(numbers(value(one(), Feed.random(0).give("x", folder.resolve(file)), "x")))
          .containsExactly(1, 2, 3);
    }
    NpzIo.write(Map.of("xx", X, "b", X), folder.resolve("two.npz"));
    assertProblem(
        one(),
        Feed.random(0).give("x", folder.resolve("two.npz")),
        "model.onnx > input 'x': expected an array 'x' in " + folder.resolve("two.npz"),
        "Fix: did you mean 'xx'? name the array as the input");
  }

  @Test
  void anArrayForNoInputIsNamed() {
    NpzIo.write(Map.of("idds", IDS), folder.resolve("a.npz"));
    assertProblem(
        model(),
        Feed.random(0).giveAll(folder.resolve("a.npz")),
        "a.npz: the model model.onnx has no input 'idds'; its inputs are [x, ids]",
        "Fix: did you mean 'ids'?");
  }

  @Test
  void polygraphysInputsAreRead() {
    Path file = TestModels.copy("/arrays/polygraphy-inputs.json", folder);
    assertThat(numbers(value(one(), Feed.random(0).giveAll(file), "x"))).containsExactly(1, 2, 3);
  }

  @Test
  void aFolderOfOnnxsBackendTestsGivesInputsByTheirPlace() throws IOException {
    byte[] ids = new byte[] {4, 0, 0, 0, 0, 0, 0, 0};
    Files.write(
        folder.resolve("input_1.pb"),
        OnnxBytes.tensor("anything", INT64, ids, 1).toBytes());
    FeedValues values = Feed.random(0).giveAll(folder).values(model());
    assertThat(values.values().get("ids")).hasToString("int64[1] 'ids' (8 B)");
    assertThat(values.values()).containsKey("x");
    Files.write(folder.resolve("input_2.pb"), OnnxBytes.tensor("z", INT64, ids, 1).toBytes());
    assertProblem(
        model(),
        Feed.random(0).giveAll(folder),
        "input_2.pb: the model model.onnx has 2 inputs, so none is number 2");
  }

  @Test
  void aFolderWithoutSuchFilesOffersThoseInIt() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("test_data_set_0"));
    assertProblem(
        model(),
        Feed.random(0).giveAll(folder),
        folder + ": the folder has no files input_0.pb",
        "Fix: name a folder inside it: " + inner);
  }

  @Test
  void javaArraysAreTensors() {
    Model model = one();
    assertThat(numbers(value(model, Feed.random(0).array("x", new float[][] {{1, 2, 3}}), "x")))
        .containsExactly(1, 2, 3);
    assertThat(value(model(), Feed.random(0).array("ids", new long[] {7}), "ids").shape())
        .isEqualTo(Shape.of(1));
  }

  @Test
  void javaNumbersServeForUnsignedTypes() {
    Model model =
        TestModels.read(
            OnnxBytes.model(
                new GraphBytes("g").input("x", DataType.UINT8.code(), 2).output("y")),
            folder);
    Tensor x = value(model, Feed.random(0).array("x", new byte[] {-1, 3}), "x");
    assertThat(numbers(x)).containsExactly(255, 3);
  }

  @Test
  void anArrayOfAnotherTypeIsNotConverted() {
    assertProblem(
        one(),
        Feed.random(0).array("x", new double[][] {{1, 2, 3}}),
        "input 'x': expected float32, found an array of double, which is float64",
        "Fix: give an array of float; nothing is converted silently.");
    assertProblem(
        one(),
        Feed.random(0).array("x", new float[][] {{1, 2, 3}, {1}}),
        "the rows of the array differ in length: found 1, expected 3 at depth 1",
        "Fix: fill them up");
    assertProblem(
        one(),
        Feed.random(0).array("x", new float[][] {{1, 2, 3}, null}),
        "the array has null in it");
  }

  @Test
  void arraysMayBeEmptyOrSingleValues() {
    Model model =
        TestModels.read(
            OnnxBytes.model(
                new GraphBytes("g")
                    .input("s", DataType.STRING.code(), "N", "M")
                    .input("f", DataType.BOOL.code())
                    .output("y")),
            folder);
    Feed feed =
        Feed.random(0).array("s", new String[][] {{"a", "b"}}).array("f", true);
    assertThat(value(model, feed, "s").strings()).containsExactly("a", "b");
    assertThat(numbers(value(model, feed, "f"))).containsExactly(1);
    assertThat(value(model, feed.array("s", new String[0][]), "s").shape())
        .isEqualTo(Shape.of(0, 0));
  }

  @Test
  void aWrongTypeOrShapeNamesTheInputAndTheFile() {
    NpyIo.write(Tensor.of("", new double[] {1, 2, 3}, 1, 3), folder.resolve("d.npy"));
    assertProblem(
        one(),
        Feed.random(0).give("x", folder.resolve("d.npy")),
        "model.onnx > input 'x': expected float32, found float64 in " + folder.resolve("d.npy"),
        "Fix: convert it first; nothing is converted silently.");
    NpyIo.write(Tensor.of("", new float[4], 1, 4), folder.resolve("s.npy"));
    assertProblem(
        one(),
        Feed.random(0).give("x", folder.resolve("s.npy")),
        "model.onnx > input 'x' (float32[N, 3]): the shape [1, 4] does not fit: dimension 1 is"
            + " fixed: found 4, expected 3");
    NpyIo.write(X, folder.resolve("x.npy"));
    assertProblem(
        one(),
        Feed.random(0).give("x", folder.resolve("x.npy")).shape("x", 2, 3),
        "expected shape [2, 3] as asked for, found [1, 3] in");
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    assertProblem(
        one(),
        Feed.random(0).give("x", folder.resolve("none.npy")),
        "model.onnx > input 'x': " + folder.resolve("none.npy") + ": There is no such file");
    assertProblem(
        one(),
        Feed.random(0).give("x", Files.writeString(folder.resolve("x.txt"), "1")),
        "expected .npy, .npz, .json (Polygraphy's), .pb (ONNX's), .png");
    assertProblem(
        one(),
        Feed.random(0).give("x", Files.writeString(folder.resolve("x.json"), "{\"a\": 1}")),
        "the file is not one that Polygraphy saves tensors in");
  }

  @Test
  void anUnknownInputOffersANearOne() {
    assertProblem(
        model(),
        Feed.random(0).give("idz", IDS),
        "model.onnx: there is no input 'idz'; the inputs are [x, ids]",
        "Fix: did you mean 'ids'?");
    assertProblem(
        model(),
        Feed.random(0).give("", X),
        "model.onnx: the model has 2 inputs, and a value has no name: [x, ids]");
  }

  @Test
  void somethingMadeLaterLearnsWhatIsWanted() {
    Feed feed =
        Feed.random(0)
            .make("ids", "a column", (type, rank) -> {
              assertThat(type).isEqualTo(DataType.INT64);
              assertThat(rank).isEqualTo(1);
              return IDS;
            });
    FeedValues values = feed.values(model());
    assertThat(values.values().get("ids")).hasToString("int64[2] 'ids' (16 B)");
    assertThat(values.sources().get(1).value()).isEqualTo("int64[2], a column");
  }

  @Test
  void anInputThatIsNoTensorTakesNoArray() {
    Datum nothing = new Datum.Absent();
    assertProblem(
        one(),
        Feed.random(0).give("x", nothing),
        "model.onnx > input 'x': expected a tensor of float32[N, 3], found nothing in given");
  }

  private static void assertProblem(Model model, Feed feed, String... parts) {
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> feed.values(model))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts).contains("\nFix: "));
  }
}
