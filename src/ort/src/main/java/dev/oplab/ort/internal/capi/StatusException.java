package dev.oplab.ort.internal.capi;

import java.util.List;

/// What ONNX Runtime said when a call failed.
public final class StatusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The names of the codes, in order.
  private static final List<String> NAMES =
      List.of(
          "ORT_OK",
          "ORT_FAIL",
          "ORT_INVALID_ARGUMENT",
          "ORT_NO_SUCHFILE",
          "ORT_NO_MODEL",
          "ORT_ENGINE_ERROR",
          "ORT_RUNTIME_EXCEPTION",
          "ORT_INVALID_PROTOBUF",
          "ORT_MODEL_LOADED",
          "ORT_NOT_IMPLEMENTED",
          "ORT_INVALID_GRAPH",
          "ORT_EP_FAIL");

  private final int code;

  StatusException(int code, String message) {
    super(message);
    this.code = code;
  }

  /// {@return the name of its code: `ORT_INVALID_GRAPH`}
  public String codeName() {
    return code >= 0 && code < NAMES.size() ? NAMES.get(code) : "ORT_" + code;
  }
}
