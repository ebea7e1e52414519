package dev.oplab.onnx;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireReader;
import dev.oplab.onnx.internal.WireWriter;
import dev.oplab.onnx.internal.text.ModelText;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An ONNX model (`ModelProto`): a main [Graph] and what surrounds it. Mutable, with identity.
/// Obtained from [OnnxIo#read(Path)], [#create(long)] or [#parse(String)].
public final class Model {
  private static final int IR_VERSION = 1;
  private static final int PRODUCER_NAME = 2;
  private static final int PRODUCER_VERSION = 3;
  private static final int DOMAIN = 4;
  private static final int MODEL_VERSION = 5;
  private static final int DOC_STRING = 6;
  private static final int OPSET = 8;
  private static final int METADATA = 14;

  /// The fields that the header shows.
  private static final Set<Integer> SHOWN =
      Set.of(
          IR_VERSION,
          PRODUCER_NAME,
          PRODUCER_VERSION,
          DOMAIN,
          MODEL_VERSION,
          DOC_STRING,
          OPSET,
          METADATA);

  private final Graph graph;
  private final List<LocalFunction> functions;
  private final SourceFile source;
  private Header header;
  private RawFields rest;

  /// What a model file says beside its graph. `opsets` maps each imported domain to its version,
  /// the default domain being the empty string. `byteSize` is the file's size. Immutable.
  public record Header(
      Optional<Path> path,
      long byteSize,
      long irVersion,
      String producerName,
      String producerVersion,
      String domain,
      long modelVersion,
      String docString,
      Map<String, Long> opsets,
      Map<String, String> metadata) {}

  /// `source` is what the model was read from, [SourceFile#NONE] if from nothing.
  Model(
      SourceFile source,
      Header header,
      Graph graph,
      List<LocalFunction> functions,
      RawFields rest) {
    this.source = source;
    this.header = header;
    this.graph = graph;
    this.functions = new ArrayList<>(functions);
    this.rest = rest;
  }

  /// {@return an empty model in this version of ONNX's own operators, with the IR version that came
  /// with it}
  ///
  /// @throws OnnxException if there is no such version, as yet
  public static Model create(long opset) {
    return create(opset, IrVersion.of(opset));
  }

  /// {@return an empty model in these versions of ONNX's own operators and of the file format}
  public static Model create(long opset, long irVersion) {
    Header header = new Header(Optional.empty(), 0, 0, "", "", "", 0, "", Map.of(), Map.of());
    Model model =
        new Model(SourceFile.NONE, header, new Graph(null).name("main"), List.of(), RawFields.NONE);
    return model.irVersion(irVersion).producer("oplab", "").opset("", opset);
  }

  public Header header() {
    return header;
  }

  /// {@return the main graph}
  public Graph graph() {
    return graph;
  }

  /// {@return the operators that the model itself defines, in the order of the file}
  public List<LocalFunction> functions() {
    return Collections.unmodifiableList(functions);
  }

  /// {@return the function that a node of this model calls, if it does call one}
  public Optional<LocalFunction> function(Node node) {
    return functions.stream().filter(function -> function.isCalledBy(node)).findFirst();
  }

  /// {@return the file's name without its folder, or the graph's name for a model not from a file}
  public String name() {
    return header.path().map(Path::getFileName).map(Path::toString).orElse(graph.name());
  }

  /// {@return the nodes of the main graph and of every graph inside it, each followed by those of
  /// its own subgraphs; the bodies of functions are left out}
  public List<Node> allNodes() {
    List<Node> all = new ArrayList<>(graph.nodes().size());
    Deque<Iterator<Node>> open = new ArrayDeque<>();
    open.push(graph.nodes().iterator());
    while (!open.isEmpty()) {
      if (!open.peek().hasNext()) {
        open.pop();
        continue;
      }
      Node node = open.peek().next();
      all.add(node);
      for (Graph inner : node.subgraphs().reversed()) {
        open.push(inner.nodes().iterator());
      }
    }
    return Collections.unmodifiableList(all);
  }

  /// {@return every graph of the model, each before those inside it: the main one, then the bodies
  /// of functions}
  public List<Graph> allGraphs() {
    List<Graph> all = new ArrayList<>();
    all.add(graph);
    for (LocalFunction function : functions) {
      all.add(function.body());
      all.addAll(Attributes.of(function.body().functionDefaults).graphs());
    }
    for (int i = 0; i < all.size(); i++) {
      for (Node node : all.get(i).nodes) {
        all.addAll(node.subgraphs());
      }
    }
    return Collections.unmodifiableList(all);
  }

  /// Sets the version of the file format. It never changes otherwise.
  public Model irVersion(long version) {
    set(IR_VERSION, new WireWriter().number(IR_VERSION, version).toBytes());
    return this;
  }

  public Model producer(String name, String version) {
    rest = rest.withText(PRODUCER_NAME, name).withText(PRODUCER_VERSION, version);
    return refresh();
  }

  public Model domain(String name) {
    rest = rest.withText(DOMAIN, name);
    return refresh();
  }

  public Model modelVersion(long version) {
    set(MODEL_VERSION, new WireWriter().number(MODEL_VERSION, version).toBytes());
    return this;
  }

  public Model docString(String text) {
    rest = rest.withText(DOC_STRING, text.isEmpty() ? null : text);
    return refresh();
  }

  /// Sets one of the notes on the model (`metadata_props`).
  public Model metadata(String key, String text) {
    rest = Fields.withEntry(rest, METADATA, key, text);
    return refresh();
  }

  public Model removeMetadata(String key) {
    rest = Fields.withoutEntry(rest, METADATA, key);
    return refresh();
  }

  /// Imports a domain in this version, or changes its version. No operator is converted.
  public Model opset(String name, long version) {
    rest = Fields.withOpset(rest, OPSET, name, version);
    return refresh();
  }

  /// Stops importing a domain.
  public Model removeOpset(String name) {
    rest = Fields.withoutOpset(rest, OPSET, name);
    return refresh();
  }

  /// Adds an operator that the model itself defines.
  ///
  /// @throws OnnxException if there is one with that domain, name and overload
  public Model addFunction(LocalFunction function) {
    for (LocalFunction other : functions) {
      if (other.isSameAs(function)) {
        throw twice(other);
      }
    }
    functions.add(function);
    return this;
  }

  /// Removes a function; nodes that call it are not looked for.
  public Model removeFunction(LocalFunction function) {
    functions.removeIf(other -> other.isSameAs(function));
    return this;
  }

  /// Makes these the functions, in this order, and no others; nodes that call one that goes are not
  /// looked for.
  ///
  /// @throws OnnxException if two have the same domain, name and overload; nothing is changed then
  public Model setFunctions(List<LocalFunction> all) {
    Map<List<String>, LocalFunction> known = HashMap.newHashMap(all.size());
    for (LocalFunction one : all) {
      LocalFunction other = known.put(List.of(one.domain(), one.name(), one.overload()), one);
      if (other != null) {
        throw twice(other);
      }
    }
    functions.clear();
    functions.addAll(all);
    return this;
  }

  private OnnxException twice(LocalFunction known) {
    return new OnnxException(
        "%s: there is %s already.%nFix: remove that one first, or give the new one an overload."
            .formatted(name(), known));
  }

  /// Adds those fields of another model that have no place in these objects, such as its training
  /// information, and what this version does not know. Names in them are not changed.
  public Model addOtherFields(Model from) {
    for (RawFields.Field field : from.rest.fields()) {
      if (!SHOWN.contains(field.number())) {
        rest = rest.plus(field.bytes());
      }
    }
    return this;
  }

  /// {@return a model of its own that says the same; the bytes of weights are shared}
  public Model copy() {
    return new ModelCopy().copy(this);
  }

  /// {@return the model that this text describes, in ONNX's own syntax as [#toText()] prints it. It
  /// has no folder: tensors in data files keep their place, but cannot be read}
  ///
  /// ```java
  /// Model model = Model.parse("""
  ///     <ir_version: 10, opset_import: ["" : 21]>
  ///     main (float[N,3] x) => (float[N,3] y)
  ///       <float[3] w = {1.0, 2.0, 3.0}>
  ///     {
  ///       s = Mul (x, w)
  ///       y = LeakyRelu <alpha = 0.1> (s)
  ///     }
  ///     """);
  /// ```
  ///
  /// @throws OnnxException if it is not in that syntax, with the line and column
  public static Model parse(String text) {
    return parsed(text, null);
  }

  /// {@return the model that this text describes, whose data files are in this folder}
  ///
  /// @throws OnnxException if it is not in ONNX's syntax, with the line and column
  public static Model parse(String text, Path folder) {
    return parsed(text, folder.toAbsolutePath());
  }

  private static Model parsed(String text, @Nullable Path folder) {
    MemorySegment bytes = MemorySegment.ofArray(ModelText.bytes(text)).asReadOnly();
    return new ModelReader(new SourceFile(bytes, folder)).model();
  }

  /// {@return the model as text a person can read, in ONNX's own syntax; long constants are cut}
  public String toText() {
    return toText(TextOptions.all());
  }

  /// {@return the part of that text that `options` ask for}
  ///
  /// @throws OnnxException if they name a graph of another model
  public String toText(TextOptions options) {
    return new TextWriter(options).model(this);
  }

  /// {@return the model as `resnet.onnx (ONNX, IR 8, opset 17, 142 nodes)`}
  @Override
  public String toString() {
    return "%s (ONNX, IR %d, opset %s, %,d nodes)"
        .formatted(
            name(), header.irVersion(), header.opsets().getOrDefault("", 0L), graph.nodes().size());
  }

  /// {@return `domain`, empty if it is one of the two names of ONNX's own operators}
  static String canonicalDomain(String domain) {
    return domain.equals("ai.onnx") ? "" : domain;
  }

  RawFields rest() {
    return rest;
  }

  SourceFile source() {
    return source;
  }

  private void set(int field, byte[] bytes) {
    rest = rest.withoutTags(field << 3 | WireReader.VARINT).plus(bytes);
    refresh();
  }

  private Model refresh() {
    Map<String, Long> opsets = new LinkedHashMap<>();
    rest.payloads(OPSET).forEach(entry -> Fields.opset(entry, opsets));
    header =
        new Header(
            header.path(),
            header.byteSize(),
            rest.number(IR_VERSION),
            rest.text(PRODUCER_NAME),
            rest.text(PRODUCER_VERSION),
            rest.text(DOMAIN),
            rest.number(MODEL_VERSION),
            rest.text(DOC_STRING),
            Collections.unmodifiableMap(opsets),
            Fields.entries(rest.payloads(METADATA)));
    return this;
  }
}
