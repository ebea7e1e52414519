package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;
import static dev.oplab.onnx.internal.WireReader.FIXED32;
import static dev.oplab.onnx.internal.WireReader.FIXED64;
import static dev.oplab.onnx.internal.WireReader.VARINT;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireWriter;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Writes tensors (`TensorProto`, `SparseTensorProto`): one that was read is written as it came,
/// but for what has changed; its elements are referred to, not copied.
final class TensorWriter {
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  /// The fields that hold elements, lists of numbers in both forms, or say where they are.
  private static final int[] ELEMENTS = {
    4 << 3 | BYTES,
    4 << 3 | FIXED32,
    5 << 3 | BYTES,
    5 << 3 | VARINT,
    6 << 3 | BYTES,
    7 << 3 | BYTES,
    7 << 3 | VARINT,
    RAW_DATA << 3 | BYTES,
    10 << 3 | BYTES,
    10 << 3 | FIXED64,
    11 << 3 | BYTES,
    11 << 3 | VARINT,
    EXTERNAL_DATA << 3 | BYTES,
    DATA_LOCATION << 3 | VARINT
  };

  private final WireWriter out;
  private final Placement.Plan plan;

  TensorWriter(WireWriter out, Placement.Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  /// Writes the body of a tensor's message.
  void body(Tensor tensor) {
    Placement placement = plan.of(tensor);
    MemorySegment message = tensor.message();
    if (message == null) {
      made(tensor, placement);
    } else if (placement == null && !tensor.isRenamed()) {
      out.raw(message, tensor.source().file());
    } else {
      changed(tensor, message, placement);
    }
  }

  /// Writes a tensor as a field.
  void field(int number, Tensor tensor) {
    long before = out.size();
    body(tensor);
    out.head(number, before);
  }

  /// Writes the body of a sparse tensor's message, which is `message` in the file.
  void body(SparseTensor tensor, @Nullable MemorySegment message) {
    if (message == null) {
      for (Dim dim : tensor.shape().dims().reversed()) {
        out.number(3, ((Dim.Known) dim).size());
      }
      field(2, tensor.indices());
      field(1, tensor.values());
      return;
    }
    boolean values = isOtherwise(tensor.values()) || plan.moves(tensor.values());
    boolean indices = plan.moves(tensor.indices());
    if (!values && !indices) {
      out.raw(message, null);
      return;
    }
    RawFields kept = RawFields.of(message);
    kept = values ? kept.without(1) : kept;
    kept = indices ? kept.without(2) : kept;
    out.raw(kept);
    if (indices) {
      field(2, tensor.indices());
    }
    if (values) {
      field(1, tensor.values());
    }
  }

  /// {@return whether these values of a sparse tensor have another name than in the file}
  private static boolean isOtherwise(Tensor values) {
    return values.isRenamed() || (values.message() == null && !values.name().isEmpty());
  }

  private void made(Tensor tensor, @Nullable Placement placement) {
    elements(tensor, placement);
    if (!tensor.name().isEmpty()) {
      out.text(NAME, tensor.name());
    }
    if (tensor.dataTypeCode() != 0) {
      out.number(2, tensor.dataTypeCode());
    }
    for (Dim dim : tensor.shape().dims().reversed()) {
      out.number(1, ((Dim.Known) dim).size());
    }
  }

  private void changed(Tensor tensor, MemorySegment message, @Nullable Placement placement) {
    RawFields fields = RawFields.of(message);
    RawFields kept = placement == null ? fields : fields.withoutTags(ELEMENTS);
    if (placement != null) {
      elements(tensor, placement);
    }
    if (!tensor.isRenamed()) {
      fields(kept, tensor);
      return;
    }
    fields(kept.without(NAME), tensor);
    out.text(NAME, tensor.name());
  }

  private void fields(RawFields fields, Tensor tensor) {
    for (RawFields.Field field : fields.fields().reversed()) {
      out.raw(field.bytes(), tensor.source().file());
    }
  }

  private void elements(Tensor tensor, @Nullable Placement placement) {
    if (placement instanceof Placement.Outside(String location, long offset, long length)) {
      out.number(DATA_LOCATION, 1);
      entry("length", Long.toString(length));
      entry("offset", Long.toString(offset));
      entry("location", location);
    } else if (tensor.dataType() == DataType.STRING) {
      for (byte[] text : tensor.stringBytes().reversed()) {
        out.bytes(6, MemorySegment.ofArray(text), null);
      }
    } else if (tensor.dataTypeCode() != 0) {
      MemorySegment data = tensor.data();
      out.bytes(RAW_DATA, data, tensor.fileOf(data));
    }
  }

  private void entry(String key, String text) {
    long before = out.size();
    out.text(2, text).text(1, key).head(EXTERNAL_DATA, before);
  }
}
