package dev.oplab.profile.internal;

import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.EngineProfile.Backend;
import dev.oplab.profile.EngineProfile.Capability;
import dev.oplab.profile.EngineProfile.Setting;
import dev.oplab.profile.Layer;
import dev.oplab.profile.ProfileException;
import dev.oplab.profile.ProfileIo;
import dev.oplab.profile.Timing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the JSON object of a profile file into a profile. Keys it does not know are skipped: the
/// same version may gain some.
public final class ProfileReader {
  private final String file;

  /// @param file what to call the source in messages
  public ProfileReader(String file) {
    this.file = file;
  }

  /// {@return the profile in `json`, as jackson-jr reads any JSON: maps, lists, strings, numbers}
  public EngineProfile read(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> object) || !object.containsKey("oplab_profile")) {
      throw fail(
          "Not a profile file: " + file,
          "a JSON object with \"oplab_profile\"",
          describe(json),
          "name a file that OpLab wrote; other tools' files are read by their own commands.");
    }
    checkVersion(object.get("oplab_profile"));
    JsonObject root = new JsonObject(file, object);
    JsonObject backend = root.object("backend");
    return new EngineProfile(
        root.string("name"),
        new Backend(backend.string("name"), backend.string("version"), backend.string("device")),
        settings(root),
        layers(root),
        root.has("end_to_end") ? Optional.of(timing(root.object("end_to_end"))) : Optional.empty(),
        root.has("profiled") ? Optional.of(timing(root.object("profiled"))) : Optional.empty(),
        capabilities(root),
        root.strings("notes"));
  }

  private void checkVersion(@Nullable Object version) {
    if (!(version instanceof Number number) || number.longValue() < 1) {
      throw fail(
          "Not a profile file: " + file + " > oplab_profile",
          "a version number from 1 to " + ProfileIo.VERSION,
          describe(version),
          "name a file that OpLab wrote.");
    }
    if (number.longValue() > ProfileIo.VERSION) {
      throw fail(
          "The profile was written by a newer OpLab: " + file,
          "version " + ProfileIo.VERSION + " or older",
          "version " + number,
          "update OpLab, or profile again with this one.");
    }
  }

  private static List<Setting> settings(JsonObject root) {
    List<Setting> settings = new ArrayList<>();
    for (JsonObject setting : root.objects("settings")) {
      settings.add(new Setting(setting.string("name"), setting.string("value")));
    }
    return settings;
  }

  private static Set<Capability> capabilities(JsonObject root) {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    for (String name : root.strings("capabilities")) {
      for (Capability capability : Capability.values()) {
        if (capability.name().equals(name.toUpperCase(Locale.ROOT))) {
          capabilities.add(capability);
        }
      }
    }
    return capabilities;
  }

  private static List<Layer> layers(JsonObject root) {
    List<Layer> layers = new ArrayList<>();
    for (JsonObject row : root.objects("layers")) {
      String name = row.string("name");
      JsonObject layer = row.called("layer '" + name + "'");
      layers.add(
          new Layer(
              (int) layer.integer("index"),
              name,
              layer.string("type"),
              kind(layer.string("kind")),
              tensors(layer, "inputs"),
              tensors(layer, "outputs"),
              timing(layer),
              layer.strings("origins"),
              details(layer)));
    }
    return layers;
  }

  private static Layer.Kind kind(String name) {
    for (Layer.Kind kind : Layer.Kind.values()) {
      if (kind.name().equals(name.toUpperCase(Locale.ROOT))) {
        return kind;
      }
    }
    return Layer.Kind.UNKNOWN;
  }

  private static List<Layer.TensorInfo> tensors(JsonObject layer, String key) {
    List<Layer.TensorInfo> tensors = new ArrayList<>();
    for (JsonObject tensor : layer.objects(key)) {
      tensors.add(
          new Layer.TensorInfo(
              tensor.string("name"),
              tensor.string("data_type"),
              tensor.has("shape") ? Optional.of(tensor.integers("shape")) : Optional.empty(),
              tensor.has("format") ? Optional.of(tensor.string("format")) : Optional.empty()));
    }
    return tensors;
  }

  private static Map<String, String> details(JsonObject layer) {
    Map<String, String> details = new LinkedHashMap<>();
    if (layer.has("details")) {
      JsonObject object = layer.object("details");
      for (String key : object.keys()) {
        details.put(key, object.string(key));
      }
    }
    return details;
  }

  private static Timing timing(JsonObject json) {
    return new Timing(
        (int) json.integer("count"),
        json.millis("mean_ms"),
        json.millis("median_ms"),
        json.millis("min_ms"),
        json.millis("max_ms"),
        json.millis("p90_ms"),
        json.millis("p95_ms"),
        json.millis("p99_ms"),
        json.millis("std_dev_ms"));
  }

  static ProfileException fail(String what, String expected, String found, String fix) {
    return new ProfileException(
        what + "\nexpected: " + expected + "\nfound: " + found + "\nFix: " + fix);
  }

  static String describe(@Nullable Object json) {
    return switch (json) {
      case null -> "nothing";
      case Map<?, ?> map -> map.isEmpty() ? "an empty object" : "an object with " + firstKeys(map);
      case List<?> list -> "a list of " + list.size();
      case String string ->
          "\"" + (string.length() > 60 ? string.substring(0, 60) + "…" : string) + "\"";
      default -> json.toString();
    };
  }

  private static String firstKeys(Map<?, ?> map) {
    List<String> keys = map.keySet().stream().limit(5).map(key -> "\"" + key + "\"").toList();
    return String.join(", ", keys) + (map.size() > 5 ? ", …" : "");
  }
}
