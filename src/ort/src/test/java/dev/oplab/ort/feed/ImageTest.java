package dev.oplab.ort.feed;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.NpzIo;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.TestModels;
import dev.oplab.ort.feed.ImagePreprocessing.Channels;
import dev.oplab.ort.feed.ImagePreprocessing.Fit;
import dev.oplab.ort.feed.ImagePreprocessing.Layout;
import dev.oplab.ort.tensor.Numbers;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.OnnxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pictures as tensors, against what Pillow made of the same files.
final class ImageTest {
  private static final int UINT8 = DataType.UINT8.code();
  private static final ImagePreprocessing PLAIN = ImagePreprocessing.plain();

  @TempDir private Path folder;

  private Path file(String name) {
    return TestModels.copy("/images/" + name, folder);
  }

  private double[] pillow(String name) {
    return Numbers.of(TestModels.named(NpzIo.read(file("pillow.npz")), name)).toArray();
  }

  private Tensor tensor(
      String image, ImagePreprocessing how, int type, @Nullable Object... dims) {
    Model model =
        TestModels.read(
            OnnxBytes.model(new GraphBytes("g").input("x", type, dims).output("y")), folder);
    FeedValues values = Feed.random(0).image("x", file(image), how).values(model);
    return (Tensor) Objects.requireNonNull(values.values().get("x"));
  }

  private static double[] numbers(Tensor tensor) {
    return Numbers.of(tensor).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "resize_same,17,11", "resize_smaller,5,4", "resize_larger,40,23", "resize_wide,30,3",
    "resize_one,1,1"
  })
  void resizingIsPillowsToTheLastBit(String expected, int width, int height) {
    Tensor x =
        tensor(
            "rgb.png",
            PLAIN.size(width, height).layout(Layout.NHWC),
            UINT8,
            1,
            "h",
            "w",
            3);
    assertThat(x.shape()).isEqualTo(Shape.of(1, height, width, 3));
    assertThat(numbers(x)).containsExactly(pillow(expected));
  }

  @Test
  void theModelsOwnSizeIsTaken() {
    Tensor x = tensor("rgb.png", PLAIN, UINT8, 1, 4, 5, 3);
    assertThat(numbers(x)).containsExactly(pillow("resize_smaller"));
  }

  @Test
  void channelsComeFirstWhereTheModelHasThemThere() {
    Tensor first = tensor("rgb.png", PLAIN, UINT8, 1, 3, "h", "w");
    assertThat(first.shape()).isEqualTo(Shape.of(1, 3, 11, 17));
    double[] last = pillow("rgb");
    double[] planes = numbers(first);
    for (int i = 0; i < 11 * 17; i++) {
      for (int channel = 0; channel < 3; channel++) {
        assertThat(planes[channel * 11 * 17 + i]).isEqualTo(last[i * 3 + channel]);
      }
    }
    double[] turned =
        numbers(tensor("rgb.png", PLAIN.channels(Channels.BGR), UINT8, 1, 3, "h", "w"));
    assertThat(turned[0]).isEqualTo(last[2]);
    assertThat(turned[2 * 11 * 17]).isEqualTo(last[0]);
  }

  @Test
  void floatsAreScaledAndNormalised() {
    double[] pixels = pillow("rgb");
    double[] plain = numbers(tensor("rgb.png", PLAIN, FLOAT, 1, "h", "w", 3));
    assertThat(plain[4]).isCloseTo(pixels[4] / 255, Offset.offset(1e-7));
    double[] normal =
        numbers(
            tensor(
                "rgb.png",
                PLAIN.mean(0.485, 0.456, 0.406).std(0.229, 0.224, 0.225),
                FLOAT,
                1,
                "h",
                "w",
                3));
    assertThat(normal[4]).isCloseTo((pixels[4] / 255 - 0.456) / 0.224, Offset.offset(1e-6));
    double[] raw = numbers(tensor("rgb.png", PLAIN.scale(1).mean(127.5), FLOAT, 1, "h", "w", 3));
    assertThat(raw[4]).isEqualTo(pixels[4] - 127.5);
  }

  @Test
  void greyIsWhatTheFileSaysAndNotBrightened() {
    assertThat(numbers(tensor("gray.png", PLAIN, UINT8, 1, 1, "h", "w")))
        .containsExactly(pillow("gray"));
    assertThat(numbers(tensor("gray.png", PLAIN, UINT8, 1, 1, 4, 4)))
        .containsExactly(pillow("gray_resized"));
    assertThat(numbers(tensor("rgb.png", PLAIN, UINT8, 1, 1, "h", "w")))
        .containsExactly(pillow("rgb_to_gray"));
  }

  @Test
  void everyKindOfPngBecomesRedGreenAndBlue() {
    assertThat(numbers(tensor("rgba.png", PLAIN, UINT8, 1, "h", "w", 3)))
        .containsExactly(pillow("rgb"));
    assertThat(numbers(tensor("palette.png", PLAIN, UINT8, 1, "h", "w", 3)))
        .containsExactly(pillow("palette"));
    assertThat(tensor("gray16.png", PLAIN, UINT8, 1, 1, "h", "w").shape())
        .isEqualTo(Shape.of(1, 1, 6, 9));
  }

  @Test
  void aJpegIsWithinTheRoundingOfDecoders() {
    double[] found = numbers(tensor("smooth.jpg", PLAIN, UINT8, 1, "h", "w", 3));
    double[] expected = pillow("smooth");
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], Offset.offset(4.0));
    }
  }

  @Test
  void coveringCutsTheSidesOff() {
    Tensor x =
        tensor(
            "rgb.png", PLAIN.size(11, 11).fit(Fit.COVER).layout(Layout.NHWC), UINT8, 1, "h", "w", 3);
    double[] whole = pillow("rgb");
    assertThat(numbers(x)[0]).isEqualTo(whole[3 * 3]); // 17 wide, 11 kept: 3 off on the left
  }

  @Test
  void aPictureMayHaveNoBatch() {
    assertThat(tensor("rgb.png", PLAIN, UINT8, 3, "h", "w").shape())
        .isEqualTo(Shape.of(3, 11, 17));
  }

  @Test
  void itIsSaidWhatWasDone() {
    Model model =
        TestModels.read(
            OnnxBytes.model(new GraphBytes("g").input("x", UINT8, 1, 3, 4, 5).output("y")),
            folder);
    FeedValues values = Feed.random(0).give("x", file("rgb.png")).values(model);
    assertThat(values.sources().getFirst().value())
        .isEqualTo(
            "uint8[1, 3, 4, 5], "
                + folder.resolve("rgb.png")
                + ", 5x4 of 17x11, RGB NCHW");
  }

  @Test
  void whatCannotBeIsRefused() throws IOException {
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> tensor("rgb.png", PLAIN, FLOAT, 1, 3))
        .withMessageContaining("input 'x': expected float32[1, 3], and a picture has 3 or 4")
        .withMessageContaining("Fix: ");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> tensor("rgb.png", PLAIN.scale(2), UINT8, 1, "h", "w", 3))
        .withMessageContaining("and uint8 holds 0 to 255");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> tensor("rgb.png", PLAIN, DataType.BOOL.code(), 1, "h", "w", 3))
        .withMessageContaining("expected a tensor of bool, which no picture is made into");
    Path text = Files.writeString(folder.resolve("no.png"), "no picture");
    Model model =
        TestModels.read(
            OnnxBytes.model(new GraphBytes("g").input("x", FLOAT, 1, 3, 4, 4).output("y")),
            folder);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> Feed.random(0).give("x", text).values(model))
        .withMessageContaining("no.png: this is no picture that Java can read");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> Feed.random(0).give("x", folder.resolve("none.png")).values(model))
        .withMessageContaining("none.png: there is no such file");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> PLAIN.std(0.0))
        .withMessageContaining("expected numbers other than 0");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> PLAIN.mean(1.0, 2.0))
        .withMessageContaining("found 2 values for mean, expected 1 or 3");
  }
}
