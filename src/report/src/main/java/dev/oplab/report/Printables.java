package dev.oplab.report;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.SparseTensor;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.profile.EngineProfile;
import dev.oplab.report.internal.AttributeView;
import dev.oplab.report.internal.ChangeTables;
import dev.oplab.report.internal.FunctionView;
import dev.oplab.report.internal.GraphView;
import dev.oplab.report.internal.ListView;
import dev.oplab.report.internal.MapView;
import dev.oplab.report.internal.ModelView;
import dev.oplab.report.internal.NodeView;
import dev.oplab.report.internal.SurgeonViews;
import dev.oplab.report.internal.TensorView;
import dev.oplab.report.internal.TypeView;
import dev.oplab.report.internal.ValueView;
import dev.oplab.surgeon.BatchEdit;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.surgeon.pass.PassManager;
import dev.oplab.surgeon.pass.PassResult;
import dev.oplab.surgeon.pattern.Explanation;
import dev.oplab.surgeon.pattern.Match;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/// What a notebook shows for a value that a cell ends with: one row a type.
///
/// ```java
/// System.out.println(Printables.view(model.graph()).toText());
/// ```
public final class Printables {
  private static final List<View<?>> VIEWS =
      List.of(
          view(Printable.class, printable -> printable),
          view(MimeBundle.class, bundle -> () -> bundle),
          view(EngineProfile.class, Tables::layers),
          view(Model.class, ModelView::of),
          view(Graph.class, GraphView::of),
          view(Node.class, NodeView::of),
          view(Value.class, ValueView::of),
          view(Tensor.class, TensorView::of),
          view(SparseTensor.class, TensorView::of),
          view(LocalFunction.class, FunctionView::of),
          view(Attribute.class, AttributeView::of),
          view(ValueType.class, TypeView::of),
          view(Shape.class, TypeView::of),
          view(Dim.class, TypeView::of),
          view(Surgeon.class, SurgeonViews::of),
          view(BatchEdit.class, SurgeonViews::of),
          view(Match.class, SurgeonViews::of),
          view(Explanation.class, SurgeonViews::of),
          view(ModelDiff.class, ChangeTables::of),
          view(PassManager.Report.class, ChangeTables::of),
          view(PassResult.class, ChangeTables::of),
          some(Collection.class, ListView::of),
          some(Map.class, MapView::of),
          some(Optional.class, Printables::held),
          view(Table.class, DataTable::of),
          view(Chart.class, Picture::of));

  private record View<T>(Class<T> type, Function<T, Optional<Printable>> printable) {
    Optional<Printable> of(Object value) {
      return printable.apply(type.cast(value));
    }
  }

  private Printables() {}

  private static Optional<Printable> held(Optional<?> value) {
    return value.flatMap(Printables::of);
  }

  private static <T> View<T> view(Class<T> type, Function<T, Printable> printable) {
    return new View<>(type, value -> Optional.of(printable.apply(value)));
  }

  private static <T> View<T> some(Class<T> type, Function<T, Optional<Printable>> printable) {
    return new View<>(type, printable);
  }

  /// {@return the types that print in a way of their own, some of them not for all their objects: a
  /// collection only if it holds nodes or the like}
  public static List<Class<?>> types() {
    return VIEWS.stream().<Class<?>>map(View::type).toList();
  }

  /// {@return how `value` prints; empty for everything that OpLab knows nothing of}
  public static Optional<Printable> of(Object value) {
    return VIEWS.stream()
        .filter(view -> view.type().isInstance(value))
        .findFirst()
        .flatMap(view -> view.of(value));
  }

  /// {@return how `value` prints, which for what OpLab knows nothing of is its own text}
  public static Printable view(Object value) {
    return of(value).orElseGet(() -> () -> MimeBundle.text(String.valueOf(value)));
  }
}
