package dev.oplab.onnx.fuzz;

import java.util.Random;

/// Makes mutants: the same one for the same seed and number.
final class Mutator {
  private static final int LARGEST = 200_000;

  private final Seeds seeds;
  private final long seed;

  Mutator(Seeds seeds, long seed) {
    this.seeds = seeds;
    this.seed = seed;
  }

  /// {@return the bytes of the mutant with this number}
  byte[] mutant(long number) {
    Random random = new Random(seed * 1_000_003 + number);
    Message model = seeds.any(random).copy();
    int changes = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      Changes.ALL.get(random.nextInt(Changes.ALL.size())).apply(model, random, seeds);
    }
    byte[] bytes = model.toBytes();
    for (int i = changes == 0 || random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 0; i > 0; i--) {
      bytes = Damage.of(bytes, random);
    }
    return bytes.length > LARGEST ? seeds.any(random).toBytes() : bytes;
  }
}
