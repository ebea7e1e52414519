package dev.oplab.onnx.fuzz;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Changes real models in every way that makes them wrong or odd, and sees what the reader does:
///
/// ```
/// java -Xmx64m dev.oplab.onnx.fuzz.Fuzz MUTANTS SEED FOLDER RECORDS LIST
/// ```
///
/// LIST names a model file a line; none will do, as one with every field there is built in. FOLDER
/// gets the mutants that went wrong. RECORDS (`-`: standard output) gets a record for each mutant,
/// for another parser to judge: its length and bytes, how it ended (0 refused, 1 read, 2 failed),
/// and the length and bytes of what was written, or of the text. Says on standard error what it
/// found; exit status 1 if something went wrong.
public final class Fuzz {
  /// Every so many mutants are also read as a file in a folder, with data files around it.
  private static final int IN_A_FOLDER = 8;

  private static final long PATIENCE_MILLIS = 60_000;

  private final Mutator mutator;
  private final Path faults;
  private final Folder folder;
  private final Trial trial = new Trial();
  private final Map<Trial.Kind, Integer> counts = new EnumMap<>(Trial.Kind.class);
  private volatile long current;
  private volatile long since = System.currentTimeMillis();

  private Fuzz(Mutator mutator, Path faults) throws IOException {
    this.mutator = mutator;
    this.faults = Files.createDirectories(faults);
    this.folder = new Folder(faults.resolve("files"));
  }

  public static void main(String[] args) throws IOException {
    int mutants = Integer.parseInt(args[0]);
    long seed = Long.parseLong(args[1]);
    List<Path> files;
    try (Stream<String> lines = Files.lines(Path.of(args[4]))) {
      files = lines.map(Path::of).toList();
    }
    Fuzz fuzz = new Fuzz(new Mutator(new Seeds(files), seed), Path.of(args[2]));
    // Standard output too is opened as a file, so that closing it is nobody else's business.
    FileOutputStream records =
        args[3].equals("-")
            ? new FileOutputStream(FileDescriptor.out)
            : new FileOutputStream(args[3]);
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(records, 1 << 20))) {
      fuzz.run(mutants, out);
    }
    fuzz.summary(seed);
    System.exit(fuzz.counts.getOrDefault(Trial.Kind.FAILED, 0) == 0 ? 0 : 1);
  }

  private void run(int mutants, DataOutputStream records) throws IOException {
    Thread watch = new Thread(this::watch, "watch");
    watch.setDaemon(true);
    watch.start();
    for (int i = 0; i < mutants; i++) {
      current = i;
      since = System.currentTimeMillis();
      byte[] mutant = mutator.mutant(i);
      Trial.Outcome outcome = trial.of(mutant);
      if (outcome.kind() == Trial.Kind.READ && i % IN_A_FOLDER == 0) {
        String leak = folder.leak(mutant);
        if (!leak.isEmpty()) {
          outcome = new Trial.Outcome(Trial.Kind.FAILED, outcome.bytes(), leak);
        }
      }
      counts.merge(outcome.kind(), 1, Integer::sum);
      if (outcome.kind() == Trial.Kind.FAILED) {
        Files.write(faults.resolve(i + ".onnx"), mutant);
        System.err.printf("mutant %d: %s%n", i, outcome.text());
      }
      record(records, mutant, outcome);
    }
  }

  private static void record(DataOutputStream out, byte[] mutant, Trial.Outcome outcome)
      throws IOException {
    byte[] said = outcome.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] rest = outcome.kind() == Trial.Kind.READ ? outcome.bytes() : said;
    out.writeInt(mutant.length);
    out.write(mutant);
    out.writeByte(outcome.kind().code);
    out.writeInt(rest.length);
    out.write(rest);
  }

  /// Ends the process if one mutant takes for ever.
  private void watch() {
    while (true) {
      try {
        Thread.sleep(1_000);
      } catch (InterruptedException e) {
        return;
      }
      if (System.currentTimeMillis() - since > PATIENCE_MILLIS) {
        System.err.printf("mutant %d: takes for ever%n", current);
        Runtime.getRuntime().halt(3);
      }
    }
  }

  private void summary(long seed) {
    System.err.printf(
        "seed %d: %,d read, %,d refused, %,d failed; at most %,d ms and %.0f bytes of memory for each byte of a file%n",
        seed,
        counts.getOrDefault(Trial.Kind.READ, 0),
        counts.getOrDefault(Trial.Kind.REFUSED, 0),
        counts.getOrDefault(Trial.Kind.FAILED, 0),
        trial.worstMillis(),
        trial.worstPerByte());
  }
}
