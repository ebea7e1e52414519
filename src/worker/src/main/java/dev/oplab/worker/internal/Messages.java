package dev.oplab.worker.internal;

import dev.oplab.worker.JobException;
import dev.oplab.worker.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/// The messages between a caller and a worker, one JSON object a line.
///
/// To the worker: `call` (id, job, arguments), `exit`. From it: `hello` (pid, protocol) once, then
/// for each call any number of `progress` (id, phase, done, total) and one `result` (id, result) or
/// `failure` (id, code, message, details, trace).
final class Messages {
  static final int PROTOCOL = 1;
  static final String HELLO = "hello";
  static final String CALL = "call";
  static final String EXIT = "exit";
  static final String PROGRESS = "progress";
  static final String RESULT = "result";
  static final String FAILURE = "failure";

  private Messages() {}

  static JsonObject hello() {
    return message(HELLO, Map.of("pid", ProcessHandle.current().pid(), "protocol", PROTOCOL));
  }

  static JsonObject call(long id, String job, JsonObject arguments) {
    return message(CALL, id, "job", job, "arguments", arguments.fields());
  }

  static JsonObject exit() {
    return message(EXIT, Map.of());
  }

  static JsonObject progress(long id, String phase, int done, int total) {
    return message(PROGRESS, id, "phase", phase, "done", done, "total", total);
  }

  static JsonObject result(long id, JsonObject result) {
    return message(RESULT, id, "result", result.fields());
  }

  static JsonObject failure(long id, JobException e, String trace) {
    return message(
        FAILURE,
        id,
        "code",
        e.code(),
        "message",
        String.valueOf(e.getMessage()),
        "details",
        e.details().fields(),
        "trace",
        trace);
  }

  static JobException failure(JsonObject message) {
    return new JobException(
        message.string("code"),
        message.string("message"),
        message.object("details").fields(),
        message.string("trace"),
        null);
  }

  private static JsonObject message(String type, long id, Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return message(type, fields);
  }

  private static JsonObject message(String type, Map<String, ?> rest) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", type);
    fields.putAll(rest);
    return new JsonObject(fields);
  }
}
