package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What operators make of shapes. Null stands for an unknown rank.
final class Shapes {
  private Shapes() {}

  /// {@return the shape with these sizes}
  static Shape ofSizes(long[] sizes) {
    List<Dim> dims = new ArrayList<>();
    for (long size : sizes) {
      dims.add(size < 0 ? Dim.unknown() : Dim.of(size));
    }
    return new Shape(dims);
  }

  /// {@return a shape of the same rank of which no size is known}
  static @Nullable Shape unknown(@Nullable Shape shape) {
    return shape == null ? null : new Shape(Collections.nCopies(shape.rank(), Dim.unknown()));
  }

  static Dim dim(@Nullable Shape shape, int index) {
    return shape != null && index >= 0 && index < shape.rank()
        ? shape.dims().get(index)
        : Dim.unknown();
  }

  /// {@return the axis counted from the front, -1 for one that the shape does not have}
  static int axis(Shape shape, long axis) {
    return axis(shape.rank(), axis);
  }

  private static int axis(int rank, long axis) {
    return axis < -rank || axis >= rank ? -1 : (int) (axis < 0 ? axis + rank : axis);
  }

  static Shape with(Shape shape, long axis, Dim size) {
    int at = axis(shape, axis);
    List<Dim> dims = new ArrayList<>(shape.dims());
    if (at >= 0) {
      dims.set(at, size);
    }
    return new Shape(dims);
  }

  /// {@return a place in a list of this length, negative ones counted from its end}
  static long clamp(long index, long length) {
    return Math.clamp(index < 0 ? index + length : index, 0, length);
  }

  static @Nullable Shape broadcast(@Nullable Shape one, @Nullable Shape other) {
    if (one == null || other == null) {
      return null;
    }
    int rank = Math.max(one.rank(), other.rank());
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int a = i - rank + one.rank();
      int b = i - rank + other.rank();
      dims.add(a < 0 ? dim(other, b) : b < 0 ? dim(one, a) : together(dim(one, a), dim(other, b)));
    }
    return new Shape(dims);
  }

  private static Dim together(Dim a, Dim b) {
    if (a.equals(b) || b.equals(Dim.of(1))) {
      return a;
    }
    if (a.equals(Dim.of(1))) {
      return b;
    }
    return a.isKnown() ? a : b.isKnown() ? b : Dim.unknown();
  }

  static Shape reduceAll(@Nullable Shape shape, boolean keeps) {
    return keeps && shape != null
        ? new Shape(Collections.nCopies(shape.rank(), Dim.of(1)))
        : Shape.of();
  }

  static @Nullable Shape reduce(@Nullable Shape shape, long[] axes, boolean keeps) {
    if (shape == null) {
      return null;
    }
    Set<Integer> reduced = new HashSet<>();
    for (long axis : axes) {
      int at = axis(shape, axis);
      if (at < 0) {
        return null;
      }
      reduced.add(at);
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (!reduced.contains(i)) {
        dims.add(shape.dims().get(i));
      } else if (keeps) {
        dims.add(Dim.of(1));
      }
    }
    return new Shape(dims);
  }

  static @Nullable Shape squeeze(@Nullable Shape shape, long @Nullable [] axes, boolean given) {
    if (shape == null || (axes == null && given)) {
      return null;
    }
    if (axes != null) {
      return reduce(shape, axes, false);
    }
    boolean known = shape.isStatic();
    return known
        ? new Shape(shape.dims().stream().filter(dim -> !dim.equals(Dim.of(1))).toList())
        : null;
  }

  static @Nullable Shape unsqueeze(@Nullable Shape shape, long @Nullable [] axes) {
    if (shape == null || axes == null) {
      return null;
    }
    int rank = shape.rank() + axes.length;
    Set<Integer> added = new HashSet<>();
    for (long axis : axes) {
      int at = axis(rank, axis);
      if (at < 0) {
        return null;
      }
      added.add(at);
    }
    List<Dim> dims = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < rank; i++) {
      dims.add(added.contains(i) ? Dim.of(1) : dim(shape, next++));
    }
    return new Shape(dims);
  }

  static @Nullable Shape concat(List<@Nullable Shape> shapes, long axis) {
    @Nullable Shape all = null;
    Dim sum = Dim.of(0);
    boolean ranked = !shapes.isEmpty();
    for (Shape shape : shapes) {
      if (shape == null) {
        ranked = false;
        continue;
      }
      Dim size = dim(shape, axis(shape, axis));
      sum =
          sum instanceof Dim.Known(long before) && size instanceof Dim.Known(long more)
              ? Dim.of(before + more)
              : Dim.unknown();
      all = all == null ? shape : equalDims(all, shape);
    }
    return all == null ? null : with(all, axis, ranked ? sum : Dim.unknown());
  }

  /// {@return what is known of two shapes that must agree}
  private static Shape equalDims(Shape one, Shape other) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < one.rank(); i++) {
      dims.add(one.dims().get(i).isKnown() ? one.dims().get(i) : dim(other, i));
    }
    return new Shape(dims);
  }

  static @Nullable Shape gather(@Nullable Shape data, @Nullable Shape indices, long axis) {
    if (data == null || indices == null) {
      return null;
    }
    int at = axis(data, axis);
    if (at < 0) {
      return null;
    }
    List<Dim> dims = new ArrayList<>(data.dims().subList(0, at));
    dims.addAll(indices.dims());
    dims.addAll(data.dims().subList(at + 1, data.rank()));
    return new Shape(dims);
  }

  static @Nullable Shape matMul(@Nullable Shape a, @Nullable Shape b) {
    if (a == null || b == null || a.rank() == 0 || b.rank() == 0) {
      return null;
    }
    List<Dim> left = a.dims();
    List<Dim> right = b.dims();
    Shape batch =
        broadcast(
            new Shape(left.subList(0, Math.max(0, a.rank() - 2))),
            new Shape(right.subList(0, Math.max(0, b.rank() - 2))));
    List<Dim> dims = new ArrayList<>(batch == null ? List.of() : batch.dims());
    if (a.rank() > 1) {
      dims.add(left.get(a.rank() - 2));
    }
    if (b.rank() > 1) {
      dims.add(right.getLast());
    }
    return new Shape(dims);
  }

  static Shape flatten(@Nullable Shape shape, long axis) {
    if (shape == null) {
      return new Shape(List.of(Dim.unknown(), Dim.unknown()));
    }
    int at = (int) clamp(axis, shape.rank());
    return new Shape(
        List.of(
            product(shape.dims().subList(0, at)), product(shape.dims().subList(at, shape.rank()))));
  }

  private static Dim product(List<Dim> dims) {
    List<Dim> others = dims.stream().filter(dim -> !dim.equals(Dim.of(1))).toList();
    if (others.size() == 1) {
      return others.getFirst();
    }
    long product = 1;
    for (Dim dim : dims) {
      boolean counts = dim instanceof Dim.Known(long size) && size >= 0;
      if (!counts || Math.multiplyHigh(product, sizeOf(dim)) != 0) {
        return Dim.unknown();
      }
      product *= sizeOf(dim);
    }
    return product < 0 ? Dim.unknown() : Dim.of(product);
  }

  private static long sizeOf(Dim dim) {
    return dim instanceof Dim.Known(long size) ? size : 0;
  }

  static Shape reshape(@Nullable Shape shape, long[] sizes, boolean zeroIsEmpty) {
    List<Dim> dims = new ArrayList<>();
    List<Dim> before = new ArrayList<>(shape == null ? List.of() : shape.dims());
    List<Dim> after = new ArrayList<>();
    int open = -1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 0 && !zeroIsEmpty) {
        dims.add(dim(shape, i));
        // What stays as it is does not matter for the size that is left open.
        before.remove(dims.getLast());
      } else {
        dims.add(sizes[i] < 0 ? Dim.unknown() : Dim.of(sizes[i]));
        open = sizes[i] == -1 ? i : open;
        after.add(sizes[i] == -1 ? Dim.of(1) : dims.getLast());
      }
    }
    if (open >= 0 && shape != null && !dims.contains(Dim.of(0))) {
      dims.set(open, quotient(product(before), product(after)));
    }
    return new Shape(dims);
  }

  private static Dim quotient(Dim whole, Dim part) {
    if (part.equals(Dim.of(1))) {
      return whole;
    }
    return whole instanceof Dim.Known(long size)
            && part instanceof Dim.Known(long by)
            && by > 0
            && size % by == 0
        ? Dim.of(size / by)
        : Dim.unknown();
  }

  static @Nullable Shape global(@Nullable Shape shape) {
    if (shape == null || shape.rank() < 2) {
      return null;
    }
    List<Dim> dims = new ArrayList<>(shape.dims().subList(0, 2));
    dims.addAll(Collections.nCopies(shape.rank() - 2, Dim.of(1)));
    return new Shape(dims);
  }

  /// {@return the shape after slicing; `axes` null for any}
  static @Nullable Shape slice(
      @Nullable Shape shape,
      long @Nullable [] starts,
      long @Nullable [] ends,
      long @Nullable [] axes,
      long @Nullable [] steps,
      boolean stepped) {
    if (shape == null || axes == null) {
      return unknown(shape);
    }
    Shape sliced = shape;
    for (int i = 0; i < axes.length; i++) {
      boolean known =
          starts != null
              && ends != null
              && i < starts.length
              && i < ends.length
              && (!stepped || (steps != null && i < steps.length && steps[i] > 0));
      Dim size = Dim.unknown();
      if (known
          && starts != null
          && ends != null
          && dim(shape, axis(shape, axes[i])) instanceof Dim.Known(long whole)
          && whole >= 0) {
        long step = steps == null ? 1 : steps[i];
        long length = clamp(ends[i], whole) - clamp(starts[i], whole);
        size = Dim.of(Math.max(0, (length + step - 1) / step));
      }
      sliced = with(sliced, axes[i], size);
    }
    return sliced;
  }
}
