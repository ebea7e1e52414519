package dev.oplab.ort.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.ort.internal.TraceNode.TypedShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceReaderTest {
  @TempDir private Path folder;

  @Test
  void nodesComeInOrderWithTheirTimeInEachRun() throws IOException {
    Trace trace =
        read(
            0,
            node("a", 0, "Conv", 10, 5),
            node("b", 1, "Relu", 16, 2),
            graph(9, 10),
            run(8, 12),
            node("a", 0, "Conv", 30, 7),
            node("b", 1, "Relu", 38, 3),
            graph(29, 13),
            run(28, 15));
    assertThat(trace.runMicros()).containsExactly(12L, 15L);
    assertThat(trace.nodes()).extracting(TraceNode::name).containsExactly("a", "b");
    assertThat(trace.nodes()).extracting(TraceNode::op).containsExactly("Conv", "Relu");
    assertThat(trace.nodes())
        .extracting(TraceNode::micros)
        .containsExactly(List.of(5L, 7L), List.of(2L, 3L));
    assertThat(trace.nodes()).extracting(TraceNode::parent).containsOnly(-1);
    assertThat(trace.nodes().getFirst().provider()).isEqualTo("CPUExecutionProvider");
    assertThat(trace.nodes().getFirst().inputs())
        .containsExactly(
            new TypedShape("float", List.of(1L, 3L)), new TypedShape("int64", List.of()));
  }

  @Test
  void warmUpRunsAreLeftOut() throws IOException {
    Trace trace =
        read(
            1,
            node("a", 0, "Conv", 10, 500),
            graph(9, 502),
            run(8, 504),
            node("a", 0, "Conv", 600, 5),
            graph(599, 7),
            run(598, 9));
    assertThat(trace.runMicros()).containsExactly(9L);
    assertThat(trace.nodes().getFirst().micros()).containsExactly(5L);
    assertThat(trace.nodes().getFirst().calls()).isEqualTo(1);
  }

  @Test
  void whatASubgraphExecutedBelongsToItsNodeAndIsSummedPerRun() throws IOException {
    Trace trace =
        read(
            0,
            node("before", 0, "Abs", 10, 0),
            node("inner", 0, "Mul", 20, 3),
            graph(19, 5),
            node("inner", 0, "Mul", 30, 4),
            graph(29, 6),
            node("loop", 1, "Loop", 10, 30),
            node("after", 2, "Neg", 41, 1),
            graph(9, 40),
            run(8, 50));
    assertThat(trace.nodes())
        .extracting(TraceNode::name)
        .containsExactly("before", "loop", "inner", "after");
    TraceNode loop = trace.nodes().get(1);
    assertThat(loop.micros()).containsExactly(30L);
    assertThat(loop.nestedMicros()).containsExactly(7L);
    TraceNode inner = trace.nodes().get(2);
    assertThat(inner.parent()).isEqualTo(1);
    assertThat(inner.calls()).isEqualTo(2);
    assertThat(inner.micros()).containsExactly(7L);
    assertThat(trace.nodes().getFirst().nestedMicros()).containsExactly(0L);
  }

  @Test
  void subgraphsInsideSubgraphsNest() throws IOException {
    Trace trace =
        read(
            0,
            node("leaf", 0, "Sin", 22, 1),
            graph(21, 3),
            node("if", 0, "If", 20, 6),
            graph(19, 8),
            node("loop", 0, "Loop", 10, 20),
            graph(9, 22),
            run(8, 25));
    assertThat(trace.nodes()).extracting(TraceNode::name).containsExactly("loop", "if", "leaf");
    assertThat(trace.nodes()).extracting(TraceNode::parent).containsExactly(-1, 0, 1);
    assertThat(trace.nodes().getFirst().nestedMicros()).containsExactly(6L);
  }

  @Test
  void aNodeThatRanInSomeRunsOnlyHasZeroInTheOthers() throws IOException {
    Trace trace =
        read(0, node("a", 0, "Conv", 10, 5), run(8, 12), node("b", 1, "Relu", 30, 2), run(28, 15));
    assertThat(trace.nodes())
        .extracting(TraceNode::micros)
        .containsExactly(List.of(5L, 0L), List.of(0L, 2L));
  }

  @Test
  void nodesThatShareANameStayApartByTheirNumber() throws IOException {
    Trace trace =
        read(0, node("a", 0, "Relu", 10, 5), node("a", 1, "Relu", 20, 6), graph(9, 20), run(8, 30));
    assertThat(trace.nodes()).hasSize(2);
  }

  @Test
  void aRunThatTheFileDoesNotHoldToItsEndDoesNotCount() throws IOException {
    Trace trace = read(0, node("a", 0, "Conv", 10, 5), run(8, 12), node("a", 0, "Conv", 30, 700));
    assertThat(trace.runMicros()).hasSize(1);
    assertThat(trace.nodes().getFirst().micros()).containsExactly(5L);
  }

  @Test
  void unknownEventsAndFieldsAreNoTrouble() throws IOException {
    Trace trace =
        read(
            0,
            "{\"cat\":\"Api\",\"name\":\"news\",\"args\":{\"deep\":[{\"er\":[1]}]},\"x\":null}",
            "{\"cat\":\"Node\",\"name\":\"a_fence_before\",\"ts\":1,\"dur\":1,\"args\":{}}",
            node("a", 0, "Conv", 10, 5),
            run(8, 12));
    assertThat(trace.nodes()).hasSize(1);
  }

  @Test
  void aFileThatIsCutShortSaysSo() throws IOException {
    String whole = text(node("a", 0, "Conv", 10, 5), run(8, 12));
    for (int cut : new int[] {whole.length() / 3, whole.length() - 3, whole.length() - 2}) {
      assertThatExceptionOfType(TraceException.class)
          .as("cut at %d", cut)
          .isThrownBy(() -> readText(whole.substring(0, cut), 0))
          .withMessageContaining("cut short");
    }
  }

  @Test
  void aFileWithoutAMeasuredRunSaysWhatItHolds() {
    assertThatExceptionOfType(TraceException.class)
        .isThrownBy(() -> read(0, node("a", 0, "Conv", 10, 5)))
        .withMessageContaining("0 whole runs");
    assertThatExceptionOfType(TraceException.class)
        .isThrownBy(() -> read(3, run(8, 12)))
        .withMessageContaining("1 whole runs, 1 of them warm-up");
  }

  @Test
  void aFileThatIsNoArraySaysSo() {
    for (String text : List.of("", "{}", "hello")) {
      assertThatExceptionOfType(TraceException.class).as(text).isThrownBy(() -> readText(text, 0));
    }
  }

  private Trace read(int warmUp, String... events) throws IOException {
    return readText(text(events), warmUp);
  }

  private Trace readText(String text, int warmUp) throws IOException {
    return TraceReader.read(Files.writeString(folder.resolve("profile.json"), text), warmUp);
  }

  private static String text(String... events) {
    return "[\n" + String.join(",\n", events) + "\n]\n";
  }

  private static String node(String name, int index, String op, long start, long micros) {
    return """
    {"cat" : "Node","pid" :1,"tid" :2,"dur" :%d,"ts" :%d,"ph" : "X","name" :"%s_kernel_time",\
    "args" : {"input_type_shape" : [{"float":[1,3]},{"int64":[]}],"output_size" : "12",\
    "output_type_shape" : [{"float":[1,3]}],"node_index" : "%d",\
    "provider" : "CPUExecutionProvider","op_name" : "%s"}}\
    """
        .formatted(micros, start, name, index, op);
  }

  private static String graph(long start, long micros) {
    return session("SequentialExecutor::Execute", start, micros);
  }

  private static String run(long start, long micros) {
    return session("model_run", start, micros);
  }

  private static String session(String name, long start, long micros) {
    return "{\"cat\" : \"Session\",\"dur\" :%d,\"ts\" :%d,\"name\" :\"%s\",\"args\" : {}}"
        .formatted(micros, start, name);
  }
}
