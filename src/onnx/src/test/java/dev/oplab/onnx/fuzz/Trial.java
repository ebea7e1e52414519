package dev.oplab.onnx.fuzz;

import com.sun.management.ThreadMXBean;
import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.SparseTensor;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// What is asked of the reader for one file: to read it, or to refuse it with an error that says
/// where it is broken; and where it reads, that everything else works on the model too.
final class Trial {
  /// How a trial ended. `bytes` is the model written again; `text` is the error it was refused
  /// with, or what went wrong.
  @SuppressWarnings("ArrayRecordComponent")
  record Outcome(Kind kind, byte[] bytes, String text) {}

  enum Kind {
    REFUSED(0),
    READ(1),
    FAILED(2);

    /// The number that stands for this in a record.
    final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /// What reading a file may allocate: so much, and so many bytes for each byte of it. The least
  /// node takes two bytes in a file, and there it is an object with lists and maps.
  private static final long FIXED = 2 << 20;

  private static final long PER_BYTE = 500;

  /// What may be allocated for all that is done with a file.
  private static final long ALL_FIXED = 16 << 20;

  private static final long ALL_PER_BYTE = 20_000;
  private static final long LONGEST_MILLIS = 4_000;

  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?d)[^:]+: The file (is empty\\.|is not an ONNX model: it starts with .+\\."
              + "|(is damaged in|ends in the middle of) (a field of the model itself|field .+)"
              + " at byte [\\d,]+ of [\\d,]+: .+\\.)\\nFix: .+\\.");

  private static final Pattern SAID = Pattern.compile("(?s).+\\nFix: .+");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long worstMillis;
  private double worstPerByte;

  /// {@return the longest that one file took, in milliseconds of processor time}
  long worstMillis() {
    return worstMillis;
  }

  /// {@return the most that reading a file allocated beyond the fixed part, in bytes for each of
  /// the file's}
  double worstPerByte() {
    return worstPerByte;
  }

  Outcome of(byte[] mutant) {
    long started = THREADS.getCurrentThreadCpuTime();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Outcome outcome = outcome(mutant);
    long millis = (THREADS.getCurrentThreadCpuTime() - started) / 1_000_000;
    long all = THREADS.getCurrentThreadAllocatedBytes() - before;
    worstMillis = Math.max(worstMillis, millis);
    if (outcome.kind() == Kind.FAILED) {
      return outcome;
    }
    if (millis > LONGEST_MILLIS) {
      return failed("%,d ms for a file of %,d bytes".formatted(millis, mutant.length), null);
    }
    return all > ALL_FIXED + ALL_PER_BYTE * mutant.length ? tooMuch(all, "all", mutant) : outcome;
  }

  private static Outcome tooMuch(long bytes, String what, byte[] mutant) {
    return failed(
        "%,d bytes of memory for %s of a file of %,d".formatted(bytes, what, mutant.length), null);
  }

  private Outcome outcome(byte[] mutant) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Model model = null;
    Outcome refused = null;
    try {
      model = OnnxIo.read(MemorySegment.ofArray(mutant));
    } catch (OnnxException e) {
      refused =
          REFUSAL.matcher(e.getMessage()).matches()
              ? new Outcome(Kind.REFUSED, new byte[0], e.getMessage())
              : failed("refused without saying where: " + e.getMessage(), null);
    } catch (RuntimeException | Error e) {
      return failed("reading", e);
    }
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    worstPerByte = Math.max(worstPerByte, (double) (bytes - FIXED) / Math.max(mutant.length, 1));
    if (bytes > FIXED + PER_BYTE * mutant.length) {
      return tooMuch(bytes, "reading", mutant);
    }
    try {
      return refused != null ? refused : new Outcome(Kind.READ, survive(model, mutant), "");
    } catch (RuntimeException | Error e) {
      return failed("after reading", e);
    }
  }

  private static Outcome failed(String what, Throwable e) {
    if (e == null) {
      return new Outcome(Kind.FAILED, new byte[0], what);
    }
    StringBuilder text = new StringBuilder(what).append(": ").append(e);
    Arrays.stream(e.getStackTrace()).limit(12).forEach(at -> text.append("\n  at ").append(at));
    return new Outcome(Kind.FAILED, new byte[0], text.toString());
  }

  /// {@return the model as it is written, at once or after every name was changed and changed back}
  private static byte[] survive(Model model, byte[] mutant) {
    String text = model.toText();
    walk(model);
    byte[] written = OnnxIo.toBytes(model);
    Model again = OnnxIo.read(MemorySegment.ofArray(written));
    same("the text of what was written", text, again.toText());
    same("what was written twice", written, OnnxIo.toBytes(again));
    Model copy = model.copy();
    walk(copy);
    same("what the copy writes", written, OnnxIo.toBytes(copy));
    Random random = new Random(mutant.length);
    Edits.some(mutant, random);
    byte[] renamed = Edits.renamedAndBack(mutant);
    return renamed == null || random.nextBoolean() ? written : renamed;
  }

  static void same(String what, Object one, Object other) {
    boolean equal =
        one instanceof byte[] bytes ? Arrays.equals(bytes, (byte[]) other) : one.equals(other);
    if (!equal) {
      throw new IllegalStateException(what + " is different" + difference(one, other));
    }
  }

  private static String difference(Object one, Object other) {
    if (!(one instanceof String text) || !(other instanceof String found)) {
      return "";
    }
    List<String> lines = text.lines().toList();
    List<String> others = found.lines().toList();
    int at = 0;
    while (at < Math.min(lines.size(), others.size()) && lines.get(at).equals(others.get(at))) {
      at++;
    }
    return ": line %d is %s, expected %s".formatted(at, line(others, at), line(lines, at));
  }

  private static String line(List<String> lines, int at) {
    return at < lines.size() ? "'" + lines.get(at) + "'" : "missing";
  }

  /// Looks at everything there is.
  static void walk(Model model) {
    String all = model.toString() + model.header() + model.allNodes().size();
    for (LocalFunction function : model.functions()) {
      all += function.toString() + function.attributeDefaults() + function.opsets();
    }
    for (Graph graph : model.allGraphs()) {
      graph.initializers().forEach(Trial::tensor);
      graph.sparseInitializers().forEach(Trial::sparse);
      for (Value value : graph.values()) {
        all = value + " " + value.uses().size() + graph.docString() + graph.metadata();
        for (Value.Use use : value.uses()) {
          same("the user of a value", value, use.node().input(use.index()).orElseThrow());
        }
      }
      for (Node node : graph.nodes()) {
        all = node + node.docString() + node.metadata() + node.outputs() + node.inputs();
        node.attributes().values().forEach(Trial::attribute);
        for (Value output : node.outputs().stream().flatMap(one -> one.stream()).toList()) {
          same("the producer of a value", node, output.producer().orElseThrow());
        }
      }
    }
    if (all.isEmpty()) {
      throw new IllegalStateException("nothing has a text");
    }
  }

  private static void attribute(Attribute attribute) {
    switch (attribute) {
      case Attribute.TensorValue(Tensor tensor) -> tensor(tensor);
      case Attribute.Tensors(List<Tensor> all) -> all.forEach(Trial::tensor);
      case Attribute.SparseTensorValue(SparseTensor sparse) -> sparse(sparse);
      case Attribute.SparseTensors(List<SparseTensor> all) -> all.forEach(Trial::sparse);
      default -> printed(attribute);
    }
  }

  private static void sparse(SparseTensor sparse) {
    tensor(sparse.values());
    tensor(sparse.indices());
  }

  private static void tensor(Tensor tensor) {
    printed(tensor);
    mayRefuse(tensor::byteSize);
    mayRefuse(tensor::strings);
    mayRefuse(tensor::data);
    mayRefuse(tensor::externalData);
  }

  private static void printed(Object any) {
    if (any.toString().isEmpty()) {
      throw new IllegalStateException("nothing is printed for a " + any.getClass());
    }
  }

  /// {@return what there is, null where it is refused with an error that says what to do}
  static <T> T mayRefuse(Supplier<T> what) {
    try {
      return what.get();
    } catch (OnnxException e) {
      if (!SAID.matcher(e.getMessage()).matches()) {
        throw new IllegalStateException("refused without advice: " + e.getMessage(), e);
      }
      return null;
    }
  }
}
