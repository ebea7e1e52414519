"""The workloads with onnx-ir, by its fastest public way where it has several."""

from __future__ import annotations

from pathlib import Path

import harness
import onnx_ir as ir
from onnx_ir.passes.common import RemoveUnusedNodesPass


def load(kind: str, size: int, folder: Path) -> ir.Model:
    return ir.load(folder / f"{kind}-{size}.onnx")


def value(name: str) -> ir.Value:
    return ir.val(name, dtype=ir.DataType.FLOAT, shape=[1, 64])


def graph_of(inputs: list[ir.Value], outputs: list[ir.Value], nodes: list[ir.Node]) -> ir.Graph:
    return ir.Graph(inputs, outputs, nodes=nodes, opset_imports={"": 17}, name="main")


def build_ready(size: int, folder: Path):
    a, b = value("a"), value("b")
    return graph_of([a, b], [], []), a, b, size


def build(state) -> int:
    graph, x, b, size = state
    for _ in range(size):
        node = ir.Node("", "Add", [x, b])
        graph.append(node)
        x = node.outputs[0]
    graph.outputs.append(x)
    return len(graph)


def rewire_ready(size: int, folder: Path):
    a, b = value("a"), value("b")
    nodes = [ir.Node("", "Relu", [a], name=f"relu_{i}") for i in range(size)]
    return graph_of([a, b], [nodes[-1].outputs[0]], nodes), b


def rewire(state) -> int:
    graph, b = state
    for node in reversed(graph):
        node.replace_input_with(0, b)
    return len(b.uses())


def remove_ready(size: int, folder: Path):
    a, b = value("a"), value("b")
    nodes = [ir.Node("", "Add", [a, b], name=f"add_{i}") for i in range(size)]
    live = ir.Node("", "Relu", [a], name="live")
    graph = graph_of([a, b], [live.outputs[0]], [live, *reversed(nodes)])
    return ir.Model(graph, ir_version=8)


def remove(model: ir.Model) -> int:
    RemoveUnusedNodesPass()(model)
    return len(model.graph)


def visit(graph: ir.Graph) -> int:
    count = 0
    for node in graph:
        count += 1
        for tensor in (*node.inputs, *node.outputs):
            if tensor is not None:
                count += 1
                if tensor.dtype is not None and tensor.shape is not None:
                    count += len(tensor.shape)
        for attribute in node.attributes.values():
            count += 1
            if attribute.type == ir.AttributeType.GRAPH:
                count += visit(attribute.as_graph())
            elif attribute.type == ir.AttributeType.INTS:
                count += len(attribute.as_ints())
    return count


def read(path: Path) -> int:
    return visit(ir.load(path).graph)


def serialise(model: ir.Model) -> int:
    return len(ir.to_proto(model).SerializeToString())


def copy(model: ir.Model) -> int:
    return len(model.clone().graph)


def toposort(model: ir.Model) -> int:
    model.graph.sort()
    return len(model.graph)


def rename_one(source: Path) -> int:
    model = ir.load(source)
    model.graph[len(model.graph) // 2].name = "renamed"
    ir.save(model, source.with_name("edited.onnx"))
    return len(model.graph)


if __name__ == "__main__":
    harness.main({
        "build": (build_ready, build),
        "rewire": (rewire_ready, rewire),
        "remove": (remove_ready, remove),
        "import": (lambda size, folder: folder / f"network-{size}.onnx", read),
        "export": (lambda size, folder: load("network", size, folder), serialise),
        "copy": (lambda size, folder: load("network", size, folder), copy),
        "import-ifs": (lambda size, folder: folder / f"branches-{size}.onnx", read),
        "export-ifs": (lambda size, folder: load("branches", size, folder), serialise),
        "copy-ifs": (lambda size, folder: load("branches", size, folder), copy),
        "toposort": (lambda size, folder: load("reversed", size, folder), toposort),
        "edit": (lambda size, folder: folder / f"heavy-{size}.onnx", rename_one),
        "edit-external": (lambda size, folder: folder / f"outside-{size}.onnx", rename_one),
    })
