package dev.oplab.ort.internal;

import dev.oplab.ort.internal.TraceNode.TypedShape;
import dev.oplab.worker.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A [Trace] as it travels from the worker to the caller.
final class TraceJson {
  private TraceJson() {}

  static Map<String, Object> of(Trace trace) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("runs", trace.runMicros());
    fields.put("nodes", trace.nodes().stream().map(TraceJson::node).toList());
    return fields;
  }

  static Trace from(JsonObject object) {
    return new Trace(
        object.objects("nodes").stream().map(TraceJson::node).toList(),
        boxed(object.longs("runs")));
  }

  private static Map<String, Object> node(TraceNode node) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("parent", node.parent());
    fields.put("name", node.name());
    fields.put("op", node.op());
    fields.put("provider", node.provider());
    fields.put("index", node.index());
    fields.put("calls", node.calls());
    fields.put("micros", node.micros());
    fields.put("nested", node.nestedMicros());
    fields.put("inputs", shapes(node.inputs()));
    fields.put("outputs", shapes(node.outputs()));
    return fields;
  }

  private static TraceNode node(JsonObject object) {
    return new TraceNode(
        object.integer("parent"),
        object.string("name"),
        object.string("op"),
        object.string("provider"),
        object.integer("index"),
        object.number("calls"),
        boxed(object.longs("micros")),
        boxed(object.longs("nested")),
        typedShapes(object.objects("inputs")),
        typedShapes(object.objects("outputs")));
  }

  private static List<Map<String, Object>> shapes(List<TypedShape> shapes) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (TypedShape shape : shapes) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("type", shape.type());
      fields.put("shape", shape.shape());
      all.add(fields);
    }
    return all;
  }

  private static List<TypedShape> typedShapes(List<JsonObject> objects) {
    return objects.stream()
        .map(each -> new TypedShape(each.string("type"), boxed(each.longs("shape"))))
        .toList();
  }

  private static List<Long> boxed(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
