package dev.oplab.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.oplab.onnx.proto.AttributeProto;
import dev.oplab.onnx.proto.FunctionProto;
import dev.oplab.onnx.proto.GraphProto;
import dev.oplab.onnx.proto.ModelProto;
import dev.oplab.onnx.proto.NodeProto;
import dev.oplab.onnx.proto.OperatorSetIdProto;
import dev.oplab.onnx.proto.SparseTensorProto;
import dev.oplab.onnx.proto.StringStringEntryProto;
import dev.oplab.onnx.proto.TensorProto;
import dev.oplab.onnx.proto.TensorShapeProto;
import dev.oplab.onnx.proto.TypeProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What messages say, in the same words as [ModelView], read through protobuf's own code.
final class ProtoView {
  private static final Map<Integer, AttributeProto.AttributeType> KINDS = kinds();

  private final StringBuilder out = new StringBuilder();

  private ProtoView() {}

  static String of(ModelProto model) {
    ProtoView view = new ProtoView();
    view.model(model);
    return view.out.toString();
  }

  private void model(ModelProto model) {
    line("model", model.getIrVersion(), text(model.getProducerNameBytes()));
    line(text(model.getProducerVersionBytes()), text(model.getDomainBytes()));
    line(model.getModelVersion(), text(model.getDocStringBytes()));
    line(opsets(model.getOpsetImportList()), notes(model.getMetadataPropsList()));
    graph(model.getGraph());
    for (FunctionProto function : model.getFunctionsList()) {
      line("function", function.getDomain(), function.getName(), function.getOverload());
      line(function.getAttributeList(), function.getDocString());
      line(opsets(function.getOpsetImportList()));
      line("takes", function.getInputList(), "gives", function.getOutputList());
      // A name that comes again means its last value.
      Map<String, AttributeProto> defaults = new LinkedHashMap<>();
      function.getAttributeProtoList().forEach(one -> defaults.put(one.getName(), one));
      defaults.values().forEach(this::attribute);
      function.getNodeList().forEach(this::node);
    }
  }

  private void graph(GraphProto graph) {
    line("graph", graph.getName(), graph.getDocString(), notes(graph.getMetadataPropsList()));
    line("takes", each(graph.getInputList(), one -> one.getName()));
    line("gives", each(graph.getOutputList(), one -> one.getName()));
    graph.getInitializerList().forEach(this::tensor);
    graph.getSparseInitializerList().forEach(this::sparse);
    graph.getNodeList().forEach(this::node);
    line("end");
  }

  private void node(NodeProto node) {
    String domain = node.getDomain().equals("ai.onnx") ? "" : node.getDomain();
    line("node", node.getName(), domain, node.getOpType(), node.getOverload());
    line(node.getInputList(), node.getOutputList(), node.getDocString());
    line(notes(node.getMetadataPropsList()));
    node.getAttributeList().forEach(this::attribute);
  }

  private void attribute(AttributeProto attribute) {
    line("attribute", attribute.getName());
    if (!attribute.getRefAttrName().isEmpty()) {
      line("@", attribute.getRefAttrName(), attribute.getType());
      return;
    }
    value(attribute);
  }

  private void value(AttributeProto attribute) {
    switch (attribute.getType()) {
      case FLOAT -> line(Float.floatToRawIntBits(attribute.getF()));
      case INT -> line(attribute.getI());
      case STRING -> line(text(attribute.getS()));
      case TENSOR -> tensor(attribute.getT());
      case GRAPH -> graph(attribute.getG());
      case SPARSE_TENSOR -> sparse(attribute.getSparseTensor());
      case TYPE_PROTO -> line(type(attribute.getTp()));
      case FLOATS -> line(each(attribute.getFloatsList(), Float::floatToRawIntBits));
      case INTS -> line(attribute.getIntsList());
      case STRINGS -> line(each(attribute.getStringsList(), ProtoView::text));
      case TENSORS -> attribute.getTensorsList().forEach(this::tensor);
      case GRAPHS -> attribute.getGraphsList().forEach(this::graph);
      case SPARSE_TENSORS -> attribute.getSparseTensorsList().forEach(this::sparse);
      case TYPE_PROTOS -> line(each(attribute.getTypeProtosList(), ProtoView::type));
      case UNDEFINED -> untyped(attribute);
    }
  }

  /// Without a type the last field in the file counts, which is the one with the highest number.
  private void untyped(AttributeProto attribute) {
    int last = 0;
    for (FieldDescriptor field : attribute.getAllFields().keySet()) {
      last = KINDS.containsKey(field.getNumber()) ? Math.max(last, field.getNumber()) : last;
    }
    AttributeProto.AttributeType type = KINDS.get(last);
    if (type == null) {
      line("untyped");
    } else {
      value(attribute.toBuilder().setType(type).build());
    }
  }

  private static Map<Integer, AttributeProto.AttributeType> kinds() {
    int[] fields = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 22, 23, 14, 15};
    Map<Integer, AttributeProto.AttributeType> kinds = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i++) {
      kinds.put(fields[i], AttributeProto.AttributeType.forNumber(i + 1));
    }
    return kinds;
  }

  private void tensor(TensorProto tensor) {
    boolean outside = tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    line("tensor", tensor.getName(), tensor.getDataType(), tensor.getDimsList(), outside);
    if (outside) {
      line(notes(tensor.getExternalDataList()));
    } else {
      line(ProtoElements.of(tensor));
    }
  }

  private void sparse(SparseTensorProto sparse) {
    line("sparse", sparse.getDimsList());
    tensor(sparse.getValues());
    tensor(sparse.getIndices());
  }

  private static String type(TypeProto type) {
    return switch (type.getValueCase()) {
      case TENSOR_TYPE ->
          dense(
              type.getTensorType().getElemType(),
              type.getTensorType().hasShape(),
              type.getTensorType().getShape());
      case SPARSE_TENSOR_TYPE ->
          "sparse_"
              + dense(
                  type.getSparseTensorType().getElemType(),
                  type.getSparseTensorType().hasShape(),
                  type.getSparseTensorType().getShape());
      case SEQUENCE_TYPE -> "sequence(" + type(type.getSequenceType().getElemType()) + ")";
      case OPTIONAL_TYPE -> "optional(" + type(type.getOptionalType().getElemType()) + ")";
      case MAP_TYPE ->
          "map(%s, %s)"
              .formatted(
                  label(type.getMapType().getKeyType()), type(type.getMapType().getValueType()));
      case OPAQUE_TYPE ->
          new ValueType.OpaqueType(
                  text(type.getOpaqueType().getDomainBytes()),
                  text(type.getOpaqueType().getNameBytes()))
              .toString();
      case VALUE_NOT_SET -> "?";
    };
  }

  private static String dense(int elements, boolean ranked, TensorShapeProto shape) {
    return label(elements) + (ranked ? each(shape.getDimList(), ProtoView::dim) : "[...]");
  }

  private static String dim(TensorShapeProto.Dimension dim) {
    return switch (dim.getValueCase()) {
      case DIM_VALUE -> dim.getDimValue() < 0 ? "?" : Long.toString(dim.getDimValue());
      case DIM_PARAM -> dim.getDimParam().isEmpty() ? "?" : dim.getDimParam();
      case VALUE_NOT_SET -> "?";
    };
  }

  private static String label(int type) {
    return DataType.ofCode(type).orElse(DataType.UNDEFINED).label();
  }

  /// A name or key that comes again means its last value.
  private static Map<String, String> notes(List<StringStringEntryProto> entries) {
    Map<String, String> notes = new LinkedHashMap<>();
    entries.forEach(one -> notes.put(one.getKey(), one.getValue()));
    return notes;
  }

  private static Map<String, Long> opsets(List<OperatorSetIdProto> entries) {
    Map<String, Long> opsets = new LinkedHashMap<>();
    entries.forEach(one -> opsets.put(Model.canonicalDomain(one.getDomain()), one.getVersion()));
    return opsets;
  }

  private static <E> List<Object> each(List<E> all, Function<E, Object> words) {
    return all.stream().map(words).toList();
  }

  static String text(ByteString bytes) {
    return dev.oplab.onnx.internal.Utf8.decode(bytes.toByteArray());
  }

  private void line(Object... words) {
    for (Object word : words) {
      out.append(word).append(' ');
    }
    out.append('\n');
  }
}
