package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ONNX's text syntax, read.
class ModelTextTest {
  @TempDir Path folder;

  private static Graph graph(String text) {
    return Model.parse(text).graph();
  }

  /// {@return the only node of a graph with this line}
  private static Node node(String line) {
    return graph("g (x, a, b) => () { " + line + " }").nodes().getFirst();
  }

  private static Attribute attribute(String value) {
    return node("y = Op <v = " + value + "> (x)").attribute("v").orElseThrow();
  }

  private static Tensor constant(String text) {
    return graph("g () => () <" + text + "> {}").initializers().getFirst();
  }

  private static String hex(Tensor tensor) {
    return HexFormat.of().formatHex(tensor.data().toArray(ValueLayout.JAVA_BYTE));
  }

  private static ValueType type(String text) {
    return graph("g (" + text + " x) => () {}").inputs().getFirst().type();
  }

  @Test
  void aModelIsReadFromItsHeaderToItsLastNode() {
    Model model =
        Model.parse(
            """
            <
              ir_version: 8,
              opset_import: ["" : 17, "my.domain" : 2],
              producer_name: "me", producer_version: "1.0",
              domain: "org.example", model_version: 3,
              doc_string: "what it is",
              metadata_props: ["author": "me", "on": "Monday"]
            >
            # Two layers.
            net (float[N,3] x) => (float[N,2] y)
              <float[3,2] w = {1, 2, 3.5, 4e0, -5, 6}, float[N,2] s>
            {
              s = MatMul (x, w)     # the first
              [act] y = Relu (s)
            }
            """);
    Model.Header header = model.header();
    assertThat(header.irVersion()).isEqualTo(8);
    assertThat(header.opsets()).isEqualTo(Map.of("", 17L, "my.domain", 2L));
    assertThat(header.producerName() + " " + header.producerVersion()).isEqualTo("me 1.0");
    assertThat(header.domain() + " " + header.modelVersion()).isEqualTo("org.example 3");
    assertThat(header.docString()).isEqualTo("what it is");
    assertThat(header.metadata()).isEqualTo(Map.of("author", "me", "on", "Monday"));
    assertThat(header.path()).isEmpty();
    Graph graph = model.graph();
    assertThat(graph.inputs()).hasToString("['x': float32[N, 3]]");
    assertThat(graph.value("s").orElseThrow()).hasToString("'s': float32[N, 2]");
    assertThat(graph.nodes()).hasToString("[MatMul, Relu 'act']");
    assertThat(graph.nodes().getLast().input(0)).contains(graph.nodes().getFirst().output());
    assertThat(graph.initializers().getFirst().data().getAtIndex(TensorDecoder.FLOAT, 2))
        .isEqualTo(3.5f);
    GraphChecker.check(model);
  }

  @Test
  void aHeaderMayBeMissing() {
    assertThat(Model.parse("g () => () {}").header().opsets()).isEmpty();
  }

  @Test
  void nodesHaveNamesDomainsOverloadsAndOmittedEnds() {
    Node node = node("[\"my node\"] y, \"\", \"z/0\" = com.my_domain.Op:fast (x, \"\", a)");
    assertThat(node.name()).isEqualTo("my node");
    assertThat(node.domain() + " " + node.opType()).isEqualTo("com.my_domain Op");
    assertThat(node.overload()).isEqualTo("fast");
    assertThat(node.outputs())
        .hasToString("[Optional['y': ?], Optional.empty, Optional['z/0': ?]]");
    assertThat(node.input(1)).isEmpty();
    assertThat(node.input(2).orElseThrow().name()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          = Op ()         | 0 | 0
          = Op (x)        | 0 | 1
          y = Op (,x)     | 1 | 2
          y = Op (x,)     | 1 | 1
          y = Op (,)      | 1 | 1
          y = Op (x,,a)   | 1 | 3
          , y = Op ("")   | 2 | 1
          """)
  void commasStandForOmittedEndsAsInPython(String line, int outputs, int inputs) {
    assertThat(node(line).outputs()).hasSize(outputs);
    assertThat(node(line).inputs()).hasSize(inputs);
  }

  @Test
  void namesOfOtherCharactersAreInQuotes() {
    Node node = node("y = \"my-domain\".\"Op::x\":\"v 1\" <\"a b\" = 1> (\"x\")");
    assertThat(node.domain() + " " + node.opType() + " " + node.overload())
        .isEqualTo("my-domain Op::x v 1");
    assertThat(node.attributes()).containsOnlyKeys("a b");
    assertThat(node.input(0).orElseThrow().isInput()).isTrue();
  }

  @Test
  void attributesAreOfTheTypeThatTheirValueTells() {
    assertThat(attribute("1")).isEqualTo(new Attribute.IntValue(1));
    assertThat(attribute("-9223372036854775808")).isEqualTo(new Attribute.IntValue(Long.MIN_VALUE));
    assertThat(attribute("0.5")).isEqualTo(new Attribute.FloatValue(0.5f));
    assertThat(attribute("-1e-3")).isEqualTo(new Attribute.FloatValue(-0.001f));
    assertThat(attribute("-Inf")).isEqualTo(new Attribute.FloatValue(Float.NEGATIVE_INFINITY));
    assertThat(attribute("nan")).isEqualTo(new Attribute.FloatValue(Float.NaN));
    assertThat(attribute("\"a \\\"b\\\" \\\\ \\c\""))
        .isEqualTo(new Attribute.StringValue("a \"b\" \\ c"));
    assertThat(attribute("[1, 2]")).isEqualTo(new Attribute.Ints(List.of(1L, 2L)));
    assertThat(attribute("[1, 2.5]")).isEqualTo(new Attribute.Floats(List.of(1f, 2.5f)));
    assertThat(attribute("[\"a\", \"b\"]")).isEqualTo(new Attribute.Strings(List.of("a", "b")));
    assertThat(attribute("float[N,3]"))
        .isEqualTo(new Attribute.TypeValue(ValueType.tensor(DataType.FLOAT, "N", 3)));
    assertThat(attribute("[int64, seq(float)]"))
        .isEqualTo(
            new Attribute.Types(
                List.of(
                    ValueType.tensor(DataType.INT64),
                    new ValueType.SequenceType(ValueType.tensor(DataType.FLOAT)))));
    assertThat(attribute("?")).isEqualTo(new Attribute.Undefined());
  }

  @Test
  void attributesAreOfTheTypeThatIsDeclared() {
    Node node =
        node("y = Op (x) <a: float = 1, b: floats = [1, 2], c: ints = [], d: string = @mode>");
    assertThat(node.attributes())
        .containsExactly(
            Map.entry("a", new Attribute.FloatValue(1)),
            Map.entry("b", new Attribute.Floats(List.of(1f, 2f))),
            Map.entry("c", new Attribute.Ints(List.of())),
            Map.entry("d", new Attribute.Reference("mode", AttributeType.STRING)));
  }

  @Test
  void tensorsAreAttributesWithAndWithoutAName() {
    Tensor named = ((Attribute.TensorValue) attribute("int64[2] \"t 1\" {1, -1}")).value();
    assertThat(named).hasToString("int64[2] 't 1' (16 B)");
    assertThat(hex(((Attribute.TensorValue) attribute("int32 = {258}")).value()))
        .isEqualTo("02010000");
    assertThat(((Attribute.Tensors) attribute("[float {1}, float[1] q = {2}]")).values())
        .extracting(Tensor::name)
        .containsExactly("", "q");
  }

  @Test
  void graphsAreAttributesAndSeeTheValuesAroundThem() {
    Graph graph =
        graph(
            """
            g (bool c, float x) => (y)
            {
              y = If (c) <
                then_branch = then () => (float a) { a = Neg (x) },
                else_branch: graph = "else 1" () => (b) <float k = {2.0}> {
                  b = If (c) <many = [one () => (k) {}, two () => (x) {}]>
                }
              >
            }
            """);
    Node choose = graph.nodes().getFirst();
    assertThat(choose.subgraphs()).extracting(Graph::name).containsExactly("then", "else 1");
    Value x = graph.value("x").orElseThrow();
    assertThat(x.uses()).hasSize(1);
    Node inner = choose.subgraphs().getLast().nodes().getFirst();
    assertThat(inner.subgraphs()).extracting(Graph::name).containsExactly("one", "two");
    assertThat(inner.subgraphs().getLast().outputs()).containsExactly(x);
  }

  @Test
  void functionsComeAfterTheGraph() {
    Model model =
        Model.parse(
            """
            <ir_version: 10, opset_import: ["" : 21, "my" : 1]>
            g (float[N] x) => (float[N] y) { y = my.Scale:v1 <alpha = 2.0> (x) }
            <domain: "my", opset_import: ["" : 21], overload: "v1", doc_string: "scales">
            Scale <alpha, beta: float = 0.5, mode = "up"> (float[N] a) => (b) <float[N] c> {
              k = Constant <value_float: float = @alpha> ()
              c = Mul (a, k)
              b = Identity (c)
            }
            plain (p) => (q) { q = Neg (p) }
            """);
    assertThat(model.functions()).hasSize(2);
    LocalFunction scale = model.functions().getFirst();
    assertThat(model.function(model.graph().nodes().getFirst())).contains(scale);
    assertThat(scale.attributes()).containsExactly("alpha");
    assertThat(scale.attributeDefaults())
        .containsExactly(
            Map.entry("beta", new Attribute.FloatValue(0.5f)),
            Map.entry("mode", new Attribute.StringValue("up")));
    assertThat(scale.docString()).isEqualTo("scales");
    assertThat(scale.inputs()).hasToString("['a': float32[N]]");
    assertThat(scale.body().value("c").orElseThrow().type()).hasToString("float32[N]");
    assertThat(model.functions().getLast().domain()).isEmpty();
    GraphChecker.check(model);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          float                             | float32[]
          float[]                           | float32[...]
          int64[1,N,?,"batch size"]         | int64[1, N, ?, batch size]
          float8e4m3fn[2]                   | float8e4m3fn[2]
          seq(float[N])                     | sequence(float32[N])
          map(string, optional(int64[2]))   | map(string, optional(int64[2]))
          sparse_tensor(double[3,K])        | sparse_float64[3, K]
          sparse_tensor(float[])            | sparse_float32[...]
          opaque(a.b, T)                    | opaque(a.b.T)
          opaque(T)                         | opaque(T)
          seq(?)                            | sequence(?)
          """)
  void typesAreReadWithTheirSizes(String text, String type) {
    assertThat(type(text)).hasToString(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          float[2] w = {1, -2.0}            | 0000803f000000c0
          double w = {0.1}                  | 9a9999999999b93f
          int8[2] w = {-1, 127}             | ff7f
          uint8[2] w = {0, 255}             | 00ff
          int16[1] w = {-2}                 | feff
          uint16[1] w = {65535}             | ffff
          int32[1] w = {-2}                 | feffffff
          uint32[1] w = {4294967295}        | ffffffff
          int64[1] w = {-2}                 | feffffffffffffff
          uint64[1] w = {18446744073709551615} | ffffffffffffffff
          bool[3] w = {1, 0, 1}             | 010001
          float16[2] w = {15360, -32768}    | 003c0080
          bfloat16[1] w = {16256}           | 803f
          float8e4m3fn[1] w = {56}          | 38
          float8e8m0[1] w = {127}           | 7f
          complex64[1] w = {1.0, -2}        | 0000803f000000c0
          complex128[1] w = {1, 0}          | 000000000000f03f0000000000000000
          int4[3] w = {1, -2, 3}            | e103
          uint4[3] w = {1, 2, 15}           | 210f
          int2[5] w = {0, 1, -2, -1, 1}     | e401
          float4e2m1[2] w = {1, 10}         | a1
          float6e2m3[5] w = {63, 1, 32, 21, 2} | 7f005602
          float[0,3] w = {}                 | ''
          """)
  void constantsOfEveryTypeArePacked(String text, String packed) {
    assertThat(hex(constant(text))).isEqualTo(packed);
  }

  @Test
  void elementsThatShareABytesMayBeGivenByTheByteAsPythonDoes() {
    assertThat(hex(constant("int4[3] w = {225, 3}"))).isEqualTo("e103");
    assertThat(hex(constant("uint2[5] w = {-28, 1}"))).isEqualTo("e401");
  }

  @Test
  void stringsAreConstantsToo() {
    assertThat(constant("string[2] w = {\"a, b\", \"\"}").strings()).containsExactly("a, b", "");
  }

  @Test
  void anInputMayHaveADefault() {
    Graph graph = graph("g (float x, float[2] w = {1, 2}) => () {}");
    assertThat(graph.inputs()).hasSize(2);
    assertThat(graph.requiredInputs()).extracting(Value::name).containsExactly("x");
    assertThat(graph.initializers()).hasSize(1);
  }

  @Test
  void sparseConstantsGiveThePlaceOfEachElement() {
    Graph graph =
        graph(
            """
            g () => () <
              sparse_tensor(float[5]) flat = {3: 1.5, 4: -2.0},
              sparse_tensor(int64[2,2]) square = {[0,1]: 7}
            > {}
            """);
    SparseTensor flat = graph.sparseInitializers().getFirst();
    assertThat(flat.name() + flat.shape() + flat.indices().shape()).isEqualTo("flat[5][2]");
    assertThat(hex(flat.values())).isEqualTo("0000c03f000000c0");
    SparseTensor square = graph.sparseInitializers().getLast();
    assertThat(square.indices().shape()).hasToString("[1, 2]");
    assertThat(hex(square.indices())).isEqualTo("00000000000000000100000000000000");
  }

  @Test
  void dataFilesAreReadFromTheFolderGiven() throws IOException {
    Files.write(folder.resolve("w.data"), new byte[] {9, 9, 1, 2});
    String text =
        "g () => () <int8[2] w = [\"location\": \"w.data\", \"offset\": \"2\", \"length\": \"2\"]> {}";
    assertThat(hex(Model.parse(text, folder).graph().initializers().getFirst())).isEqualTo("0102");
    Tensor unplaced = constant("int8[2] w = [\"location\": \"w.data\"]");
    assertThat(unplaced.externalData()).contains(Map.of("location", "w.data"));
    assertThatThrownBy(unplaced::data)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("Model.parse(text, folder)");
  }
}
