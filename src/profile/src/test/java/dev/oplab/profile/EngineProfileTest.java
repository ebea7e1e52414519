package dev.oplab.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.oplab.profile.EngineProfile.Capability;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineProfileTest {

  @Test
  void aLayerWithoutATimeAddsNothingToTheSum() {
    double nan = Double.NaN;
    Layer unknown = layer(new Timing(1, nan, nan, nan, nan, nan, nan, nan, nan));
    EngineProfile profile = profile(List.of(layer(Timing.of(2)), unknown, layer(Timing.of(6))));
    assertThat(profile.layerSum()).isEqualTo(8);
    assertThat(profile.shares()).containsExactly(0.25, 0.0, 0.75);
    assertThat(profile.share(unknown)).isZero();
  }

  @Test
  void layersThatTakeNoTimeHaveNoShare() {
    assertThat(profile(List.of(layer(Timing.of(0)))).shares()).containsExactly(0.0);
  }

  @Test
  void capabilitiesIterateInOneOrder() {
    Set<Capability> shuffled =
        new LinkedHashSet<>(List.of(Capability.ORIGINS, Capability.SHAPES, Capability.TACTIC));
    EngineProfile profile =
        new EngineProfile(
            "",
            new EngineProfile.Backend("", "", ""),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            shuffled,
            List.of());
    assertThat(profile.capabilities())
        .containsExactly(Capability.SHAPES, Capability.TACTIC, Capability.ORIGINS);
  }

  @Test
  void percentilesAreTakenByTheNearestRank() {
    double[] millis = new double[100];
    for (int i = 0; i < 100; i++) {
      millis[i] = 100 - i;
    }
    Timing timing = Timing.of(millis);
    assertThat(timing.p90()).isEqualTo(90);
    assertThat(timing.p99()).isEqualTo(99);
    assertThat(timing.median()).isEqualTo(50.5);
    assertThat(timing.min()).isEqualTo(1);
    assertThat(timing.max()).isEqualTo(100);
  }

  @Test
  void negativeTimesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timing.of(-1))
        .withMessage("mean is negative: -1.0 ms");
  }

  private static Layer layer(Timing time) {
    return new Layer(0, "a", "A", Layer.Kind.NODE, List.of(), List.of(), time, List.of(), Map.of());
  }

  private static EngineProfile profile(List<Layer> layers) {
    return new EngineProfile(
        "",
        new EngineProfile.Backend("", "", ""),
        List.of(),
        layers,
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        List.of());
  }
}
