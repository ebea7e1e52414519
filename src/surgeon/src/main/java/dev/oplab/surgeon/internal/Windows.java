package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many places a window of a convolution or pooling node has in its input. Immutable.
final class Windows {
  private final Node node;

  Windows(Node node) {
    this.node = node;
  }

  /// {@return the shape of the output; `weights` is that of the kernels of a convolution}
  @Nullable Shape of(@Nullable Shape input, @Nullable Shape weights, boolean convolves) {
    if (input == null || input.rank() < 2) {
      return null;
    }
    List<Dim> dims = new ArrayList<>();
    dims.add(input.dims().getFirst());
    dims.add(convolves ? Shapes.dim(weights, 0) : input.dims().get(1));
    int spatial = input.rank() - 2;
    for (int i = 0; i < spatial; i++) {
      long kernel = at("kernel_shape", i, -1);
      if (kernel < 0 && Shapes.dim(weights, i + 2) instanceof Dim.Known(long size)) {
        kernel = size;
      }
      dims.add(places(input.dims().get(i + 2), kernel, i, spatial));
    }
    return new Shape(dims);
  }

  private Dim places(Dim dim, long kernel, int i, int spatial) {
    String padding =
        node.attribute("auto_pad").orElse(null) instanceof Attribute.StringValue(String mode)
            ? mode
            : "NOTSET";
    long stride = at("strides", i, 1);
    if (!(dim instanceof Dim.Known(long size)) || kernel < 0 || stride < 1) {
      return Dim.unknown();
    }
    if (padding.startsWith("SAME")) {
      return Dim.of((size + stride - 1) / stride);
    }
    long pads = padding.equals("VALID") ? 0 : at("pads", i, 0) + at("pads", i + spatial, 0);
    long reach = at("dilations", i, 1) * (kernel - 1) + 1;
    long room = size + pads - reach;
    return room < 0 ? Dim.unknown() : Dim.of(room / stride + 1);
  }

  private long at(String key, int index, long otherwise) {
    return node.attribute(key).orElse(null) instanceof Attribute.Ints(List<Long> values)
            && index < values.size()
        ? values.get(index)
        : otherwise;
  }
}
