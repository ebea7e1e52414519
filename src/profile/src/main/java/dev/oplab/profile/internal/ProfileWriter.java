package dev.oplab.profile.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.Layer;
import dev.oplab.profile.ProfileIo;
import dev.oplab.profile.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns a profile into the JSON object of its file.
public final class ProfileWriter {
  private ProfileWriter() {}

  /// {@return the object, in the order of the file}
  public static Map<String, Object> toJson(EngineProfile profile) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("oplab_profile", ProfileIo.VERSION);
    json.put("name", profile.name());
    Map<String, Object> backend = new LinkedHashMap<>();
    backend.put("name", profile.backend().name());
    backend.put("version", profile.backend().version());
    backend.put("device", profile.backend().device());
    json.put("backend", backend);
    json.put("settings", profile.settings().stream().map(ProfileWriter::setting).toList());
    profile.endToEnd().ifPresent(timing -> json.put("end_to_end", timing(timing)));
    profile.profiled().ifPresent(timing -> json.put("profiled", timing(timing)));
    putNumber(json, "layer_sum_ms", profile.layerSum());
    json.put("capabilities", profile.capabilities().stream().map(ProfileWriter::lower).toList());
    json.put("notes", profile.notes());
    json.put("layers", layers(profile));
    return json;
  }

  /// {@return the text of the file: the object with each layer on a line of its own}
  public static String toText(EngineProfile profile) {
    StringBuilder text = new StringBuilder("{\n");
    String separator = "";
    for (Map.Entry<String, Object> entry : toJson(profile).entrySet()) {
      text.append(separator).append("  ").append(line(entry.getKey())).append(": ");
      if (entry.getKey().equals("layers")) {
        text.append(rows((List<?>) entry.getValue()));
      } else {
        text.append(line(entry.getValue()));
      }
      separator = ",\n";
    }
    return text.append("\n}\n").toString();
  }

  private static String rows(List<?> rows) {
    List<String> lines = rows.stream().map(row -> "    " + line(row)).toList();
    return lines.isEmpty() ? "[]" : "[\n" + String.join(",\n", lines) + "\n  ]";
  }

  private static String line(Object value) {
    try {
      return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(value);
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
  }

  private static List<Object> layers(EngineProfile profile) {
    List<Double> shares = profile.shares();
    List<Object> rows = new ArrayList<>();
    double running = 0;
    for (int i = 0; i < shares.size(); i++) {
      running += shares.get(i);
      rows.add(layer(profile.layers().get(i), shares.get(i), running));
    }
    return rows;
  }

  private static Map<String, Object> layer(Layer layer, double share, double cumulative) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("index", layer.index());
    row.put("name", layer.name());
    row.put("type", layer.type());
    row.put("kind", lower(layer.kind()));
    row.put("inputs", layer.inputs().stream().map(ProfileWriter::tensor).toList());
    row.put("outputs", layer.outputs().stream().map(ProfileWriter::tensor).toList());
    row.putAll(timing(layer.time()));
    row.put("share", share);
    row.put("cumulative_share", cumulative);
    row.put("origins", layer.origins());
    row.put("details", layer.details());
    return row;
  }

  private static Map<String, Object> tensor(Layer.TensorInfo tensor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", tensor.name());
    json.put("data_type", tensor.dataType());
    putNullable(json, "shape", tensor.shape().orElse(null));
    putNullable(json, "format", tensor.format().orElse(null));
    return json;
  }

  private static Map<String, Object> timing(Timing timing) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", timing.count());
    putNumber(json, "mean_ms", timing.mean());
    putNumber(json, "median_ms", timing.median());
    putNumber(json, "min_ms", timing.min());
    putNumber(json, "max_ms", timing.max());
    putNumber(json, "p90_ms", timing.p90());
    putNumber(json, "p95_ms", timing.p95());
    putNumber(json, "p99_ms", timing.p99());
    putNumber(json, "std_dev_ms", timing.stdDev());
    return json;
  }

  private static Map<String, Object> setting(EngineProfile.Setting setting) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", setting.name());
    json.put("value", setting.value());
    return json;
  }

  private static void putNumber(Map<String, Object> json, String key, double value) {
    putNullable(json, key, Double.isFinite(value) ? value : null);
  }

  // A JSON object may hold null where the map's type, seen by its readers, promises a value.
  @SuppressWarnings("NullAway")
  private static void putNullable(Map<String, Object> json, String key, @Nullable Object value) {
    json.put(key, value);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
