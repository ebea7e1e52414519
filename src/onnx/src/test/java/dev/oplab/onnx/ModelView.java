package dev.oplab.onnx;

import dev.oplab.onnx.internal.Utf8;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a model says, a word after the other, read through its objects: the other half of
/// [ProtoView].
final class ModelView {
  private final StringBuilder out = new StringBuilder();

  private ModelView() {}

  static String of(Model model) {
    ModelView view = new ModelView();
    view.model(model);
    return view.out.toString();
  }

  private void model(Model model) {
    Model.Header header = model.header();
    line("model", header.irVersion(), header.producerName());
    line(header.producerVersion(), header.domain());
    line(header.modelVersion(), header.docString());
    line(header.opsets(), header.metadata());
    graph(model.graph());
    for (LocalFunction function : model.functions()) {
      line("function", function.domain(), function.name(), function.overload());
      line(function.attributes(), function.docString());
      line(function.opsets());
      line("takes", names(function.inputs()), "gives", names(function.outputs()));
      function.attributeDefaults().forEach(this::attribute);
      function.nodes().forEach(this::node);
    }
  }

  private void graph(Graph graph) {
    line("graph", graph.name(), graph.docString(), graph.metadata());
    line("takes", names(graph.inputs()));
    line("gives", names(graph.outputs()));
    graph.initializers().forEach(this::tensor);
    graph.sparseInitializers().forEach(this::sparse);
    graph.nodes().forEach(this::node);
    line("end");
  }

  private void node(Node node) {
    line("node", node.name(), node.domain(), node.opType(), node.overload());
    line(optional(node.inputs()), optional(node.outputs()), node.docString());
    line(node.metadata());
    node.attributes.all().forEach(one -> attribute(one.name(), one.value()));
  }

  private void attribute(String name, Attribute value) {
    line("attribute", name);
    switch (value) {
      case Attribute.FloatValue(float one) -> line(Float.floatToRawIntBits(one));
      case Attribute.IntValue(long one) -> line(one);
      case Attribute.StringValue(String text) -> line(text);
      case Attribute.BytesValue(var bytes) ->
          line(Utf8.decode(bytes.toArray(ValueLayout.JAVA_BYTE)));
      case Attribute.TensorValue(Tensor tensor) -> tensor(tensor);
      case Attribute.GraphValue(Graph graph) -> graph(graph);
      case Attribute.SparseTensorValue(SparseTensor sparse) -> sparse(sparse);
      case Attribute.TypeValue(ValueType type) -> line(type);
      case Attribute.Reference(String to, AttributeType kind) -> line("@", to, kind);
      case Attribute.Floats(List<Float> all) ->
          line(all.stream().map(Float::floatToRawIntBits).toList());
      case Attribute.Ints(List<Long> all) -> line(List.copyOf(all));
      case Attribute.Strings(List<String> all) -> line(all);
      case Attribute.Tensors(List<Tensor> all) -> all.forEach(this::tensor);
      case Attribute.Graphs(List<Graph> all) -> all.forEach(this::graph);
      case Attribute.SparseTensors(List<SparseTensor> all) -> all.forEach(this::sparse);
      case Attribute.Types(List<ValueType> all) -> line(all);
      case Attribute.Undefined() -> line("untyped");
    }
  }

  private void tensor(Tensor tensor) {
    boolean outside = tensor.externalData().isPresent();
    List<Long> dims = tensor.shape().dims().stream().map(dim -> ((Dim.Known) dim).size()).toList();
    line("tensor", tensor.name(), tensor.dataTypeCode(), dims, outside);
    line(outside ? tensor.externalData().orElseThrow() : elements(tensor));
  }

  private static String elements(Tensor tensor) {
    try {
      return tensor.dataType() == DataType.STRING
          ? tensor.stringBytes().stream().map(Utf8::decode).toList().toString()
          : HexFormat.of().formatHex(tensor.data().toArray(ValueLayout.JAVA_BYTE));
    } catch (OnnxException unfit) {
      return "unfit";
    }
  }

  private void sparse(SparseTensor sparse) {
    line("sparse", sparse.shape().dims().stream().map(dim -> ((Dim.Known) dim).size()).toList());
    tensor(sparse.values());
    tensor(sparse.indices());
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }

  private static List<String> optional(List<Optional<Value>> values) {
    return values.stream().map(value -> value.map(Value::name).orElse("")).toList();
  }

  private void line(Object... words) {
    for (Object word : words) {
      out.append(word).append(' ');
    }
    out.append('\n');
  }
}
