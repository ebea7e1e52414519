package dev.oplab.onnx;

/// How a model is written: where its weights go, and what the file may be. Immutable; the methods
/// give a changed copy.
///
/// ```java
/// OnnxIo.write(model, path, WriteOptions.external("model.weights").shardSize(2L << 30));
/// ```
///
/// `dataFile` is the name of the data file beside the model, empty for the model's name with
/// `.data`. `threshold` is the size in bytes from which on a tensor goes there. `alignment` is what
/// offsets are a multiple of, for tensors at least that large. `shardSize` is the size in bytes at
/// which another data file is begun. `sync` waits until the disk has everything. `over2GiB` allows
/// a model file that protobuf's own parsers refuse to read.
public record WriteOptions(
    Layout layout,
    String dataFile,
    long threshold,
    long alignment,
    long shardSize,
    boolean sync,
    boolean over2GiB) {

  /// Where weights go.
  public enum Layout {
    /// Where they are: inside stays inside; a data file is left alone if the model is written into
    /// the folder it was read from, and copied otherwise.
    AS_IS,
    /// All into the model file.
    INSIDE,
    /// Into data files beside the model, from a size on.
    EXTERNAL
  }

  private static final WriteOptions DEFAULT =
      new WriteOptions(Layout.AS_IS, "", 1024, 4096, Long.MAX_VALUE, false, false);

  public WriteOptions {
    if (threshold < 0 || alignment < 1 || shardSize < 1) {
      throw new OnnxException(
          "Options with the threshold %,d, the alignment %,d and the shard size %,d.%nFix: give a threshold of 0 or more, and an alignment and a shard size of 1 or more bytes."
              .formatted(threshold, alignment, shardSize));
    }
  }

  /// {@return the options that leave weights where they are}
  public static WriteOptions asIs() {
    return DEFAULT;
  }

  /// {@return the options that put all weights into the model file}
  public static WriteOptions inside() {
    return DEFAULT.layout(Layout.INSIDE);
  }

  /// {@return the options that put weights into the file `model.onnx.data` beside `model.onnx`}
  public static WriteOptions external() {
    return DEFAULT.layout(Layout.EXTERNAL);
  }

  /// {@return the options that put weights into this file beside the model}
  public static WriteOptions external(String dataFile) {
    return new WriteOptions(
        Layout.EXTERNAL,
        dataFile,
        DEFAULT.threshold,
        DEFAULT.alignment,
        DEFAULT.shardSize,
        false,
        false);
  }

  private WriteOptions layout(Layout other) {
    return new WriteOptions(other, dataFile, threshold, alignment, shardSize, sync, over2GiB);
  }

  public WriteOptions threshold(long bytes) {
    return new WriteOptions(layout, dataFile, bytes, alignment, shardSize, sync, over2GiB);
  }

  public WriteOptions alignment(long bytes) {
    return new WriteOptions(layout, dataFile, threshold, bytes, shardSize, sync, over2GiB);
  }

  public WriteOptions shardSize(long bytes) {
    return new WriteOptions(layout, dataFile, threshold, alignment, bytes, sync, over2GiB);
  }

  public WriteOptions sync(boolean wait) {
    return new WriteOptions(layout, dataFile, threshold, alignment, shardSize, wait, over2GiB);
  }

  public WriteOptions over2GiB(boolean allowed) {
    return new WriteOptions(layout, dataFile, threshold, alignment, shardSize, sync, allowed);
  }
}
