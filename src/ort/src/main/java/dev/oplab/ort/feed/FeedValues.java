package dev.oplab.ort.feed;

import dev.oplab.onnx.Datum;
import dev.oplab.profile.EngineProfile.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values that go into a model, and where each of them came from. Immutable.
///
/// @param values by input, in the model's order
/// @param sources one line for each input: its type and shape, and the file, `random` or `given`
/// @param notes what was decided that nobody asked for
public record FeedValues(Map<String, Datum> values, List<Setting> sources, List<String> notes) {
  public FeedValues {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    sources = List.copyOf(sources);
    notes = List.copyOf(notes);
  }
}
