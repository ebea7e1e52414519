package dev.oplab.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a job had to say instead of a result. It crosses the process border whole: code, message
/// and details; the stack trace of the worker becomes [#remoteTrace()].
public final class JobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Map<String, Object> details;
  private final String remoteTrace;

  /// @param code what went wrong, as a program would ask for it; for an unexpected exception its
  ///   class name
  public JobException(String code, String message, Map<String, Object> details) {
    this(code, message, details, "", null);
  }

  public JobException(
      String code,
      String message,
      Map<String, Object> details,
      String remoteTrace,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.details = details;
    this.remoteTrace = remoteTrace;
  }

  public String code() {
    return code;
  }

  /// {@return what the job added for the caller, which JSON can say}
  public JsonObject details() {
    return new JsonObject(details);
  }

  /// {@return the stack trace in the worker, empty where the job ran in this process}
  public String remoteTrace() {
    return remoteTrace;
  }
}
