package dev.oplab.ort.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Tensor;
import dev.oplab.ort.TestModels;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorStatisticsTest {
  @TempDir private Path folder;

  @Test
  void theNumbersAreNumpys() {
    Path file = TestModels.copy("/arrays/compare.npz", folder);
    TensorStatistics of =
        TensorStatistics.of(TestModels.named(SavedTensors.arrays(file), "found"));
    Offset<Double> ulps = Offset.offset(1e-14);
    assertThat(of.count()).isEqualTo(60);
    assertThat(of.min()).isEqualTo(-2.090485095977783);
    assertThat(of.max()).isEqualTo(2.46313214302063);
    assertThat(of.mean()).isCloseTo(0.19367702963451544, ulps);
    assertThat(of.std()).isCloseTo(0.9395384756455724, ulps);
    assertThat(of.l2()).isCloseTo(7.430652753398404, ulps);
  }

  @Test
  void whatIsNotFiniteIsCountedAndLeftOutOfTheMean() {
    float inf = Float.POSITIVE_INFINITY;
    TensorStatistics of =
        TensorStatistics.of(Tensor.of("", new float[] {Float.NaN, inf, -inf, 0, -0f, 3}, 6));
    assertThat(of.nans()).isEqualTo(1);
    assertThat(of.infinities()).isEqualTo(2);
    assertThat(of.zeros()).isEqualTo(2);
    assertThat(of.min()).isEqualTo(-inf);
    assertThat(of.max()).isEqualTo(inf);
    assertThat(of.mean()).isEqualTo(1);
    assertThat(of.l2()).isEqualTo(3);
  }

  @Test
  void ofNothingThereIsNothingToTell() {
    TensorStatistics of = TensorStatistics.of(Tensor.of("", new float[0], 0));
    assertThat(of.count()).isZero();
    assertThat(of.min()).isNaN();
    assertThat(of.mean()).isNaN();
    assertThat(of.l2()).isZero();
  }
}
