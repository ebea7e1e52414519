package dev.oplab.onnx;

/// Which version of the file format came with which version of ONNX's own operators.
final class IrVersion {
  /// The first opset released with each IR version, from 3 on.
  private static final int[] FIRST_OPSETS = {1, 9, 10, 11, 12, 15, 19, 21, 23, 24, 25, 28};

  private static final int NEWEST_OPSET = 28;

  private IrVersion() {}

  static long of(long opset) {
    if (opset < 1 || opset > NEWEST_OPSET) {
      throw new OnnxException(
          "There is no opset %d: this version knows 1 to %d.%nFix: give a version of ONNX's operators, or the IR version too with Model.create(opset, irVersion)."
              .formatted(opset, NEWEST_OPSET));
    }
    int version = 3;
    for (int i = 1; i < FIRST_OPSETS.length && opset >= FIRST_OPSETS[i]; i++) {
      version = 3 + i;
    }
    return version;
  }
}
