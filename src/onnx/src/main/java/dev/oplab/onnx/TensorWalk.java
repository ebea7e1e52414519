package dev.oplab.onnx;

import java.util.List;

/// Goes over the tensors of a model: its constants, those inside sparse ones and those in
/// attributes of nodes.
final class TensorWalk {
  /// Told of each tensor.
  interface Visitor {
    /// Takes one tensor; `constant` tells whether it is a dense initializer, the kind that every
    /// reader of ONNX looks for in data files too.
    void visit(Tensor tensor, boolean constant);
  }

  private final Visitor visitor;

  private TensorWalk(Visitor visitor) {
    this.visitor = visitor;
  }

  static void of(Model model, Visitor visitor) {
    TensorWalk walk = new TensorWalk(visitor);
    for (Graph graph : model.allGraphs()) {
      for (Tensor tensor : graph.initializers()) {
        visitor.visit(tensor, true);
      }
      for (SparseTensor sparse : graph.sparseInitializers()) {
        walk.sparse(sparse);
      }
      for (Node node : graph.nodes) {
        node.attributes.values().forEach(walk::attribute);
      }
    }
  }

  private void attribute(Attribute attribute) {
    if (attribute instanceof Attribute.TensorValue(Tensor tensor)) {
      visitor.visit(tensor, false);
    } else if (attribute instanceof Attribute.Tensors(List<Tensor> all)) {
      all.forEach(tensor -> visitor.visit(tensor, false));
    } else if (attribute instanceof Attribute.SparseTensorValue(SparseTensor tensor)) {
      sparse(tensor);
    } else if (attribute instanceof Attribute.SparseTensors(List<SparseTensor> all)) {
      all.forEach(this::sparse);
    }
  }

  private void sparse(SparseTensor sparse) {
    visitor.visit(sparse.values(), false);
    visitor.visit(sparse.indices(), false);
  }
}
