package dev.oplab.ort.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.oplab.ort.ProfileOptions.Optimization;
import dev.oplab.worker.JobException;
import dev.oplab.worker.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Makes ONNX Runtime sessions in the worker, and turns what ONNX Runtime says into what a caller
/// can act on.
final class Sessions {
  /// The codes of [JobException]s from here.
  static final String LOAD = "ort-load";

  static final String RUN = "ort-run";

  private static final String DATA_FOLDER = "session.model_external_initializers_file_folder_path";

  private Sessions() {}

  static OrtEnvironment environment() throws OrtException {
    NativeLibrary.prepare();
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, "oplab");
    environment.setTelemetry(false); // for a library user whose own process this is
    return environment;
  }

  /// {@return options for `threads` and `optimization` as the caller gave them}
  static SessionOptions options(JsonObject arguments) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setOptimizationLevel(level(arguments.string("optimization")));
    options.setInterOpNumThreads(1);
    if (arguments.integer("threads") > 0) {
      options.setIntraOpNumThreads(arguments.integer("threads"));
    }
    return options;
  }

  private static OptLevel level(String optimization) {
    return switch (Optimization.valueOf(optimization)) {
      case NONE -> OptLevel.NO_OPT;
      case BASIC -> OptLevel.BASIC_OPT;
      case EXTENDED -> OptLevel.EXTENDED_OPT;
      case ALL -> OptLevel.ALL_OPT;
    };
  }

  /// {@return a session of the file `model`; `linked` tells that its data files are named from the
  /// root of the file system, which ONNX Runtime takes only from a model in memory}
  static OrtSession open(OrtEnvironment environment, JsonObject arguments, SessionOptions options)
      throws IOException {
    Path model = Path.of(arguments.string("model"));
    try {
      if (!arguments.bool("linked")) {
        return environment.createSession(model.toString(), options);
      }
      options.addConfigEntry(DATA_FOLDER, String.valueOf(model.getRoot()));
      return environment.createSession(Files.readAllBytes(model), options);
    } catch (OrtException e) {
      throw failure(LOAD, e);
    }
  }

  static JobException failure(String code, OrtException e) {
    return new JobException(
        code, String.valueOf(e.getMessage()), Map.of("ort", e.getCode().name()), "", e);
  }
}
