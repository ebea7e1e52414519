"""The workloads with onnx-graphsurgeon, each written as its own documentation and examples do."""

from __future__ import annotations

from pathlib import Path

import harness
import numpy as np
import onnx
import onnx_graphsurgeon as gs
from onnx_graphsurgeon.logger import G_LOGGER

G_LOGGER.severity = G_LOGGER.ERROR  # its INFO lines would cost it more than its work


def load(kind: str, size: int, folder: Path) -> gs.Graph:
    return gs.import_onnx(onnx.load(folder / f"{kind}-{size}.onnx"))


def variable(name: str) -> gs.Variable:
    return gs.Variable(name, np.float32, [1, 64])


def build_ready(size: int, folder: Path):
    a, b = variable("a"), variable("b")
    return gs.Graph(inputs=[a, b], opset=17), a, b, size


def build(state) -> int:
    graph, x, b, size = state
    for _ in range(size):
        x = graph.layer(op="Add", inputs=[x, b], outputs=["t"])[0]
    graph.outputs = [x]
    return len(graph.nodes)


def rewire_ready(size: int, folder: Path):
    a, b = variable("a"), variable("b")
    nodes = [gs.Node("Relu", f"relu_{i}", inputs=[a], outputs=[variable(f"y{i}")]) for i in range(size)]
    return gs.Graph(nodes, [a, b], [nodes[-1].outputs[0]], opset=17), b


def rewire(state) -> int:
    graph, b = state
    for node in reversed(graph.nodes):
        node.inputs[0] = b
    return len(b.outputs)


def remove_ready(size: int, folder: Path):
    a, b = variable("a"), variable("b")
    nodes = [gs.Node("Add", f"add_{i}", inputs=[a, b], outputs=[variable(f"y{i}")]) for i in range(size)]
    live = gs.Node("Relu", "live", inputs=[a], outputs=[variable("z")])
    return gs.Graph([live, *reversed(nodes)], [a, b], live.outputs, opset=17)


def remove(graph: gs.Graph) -> int:
    return len(graph.cleanup().nodes)


def visit(graph: gs.Graph) -> int:
    count = 0
    for node in graph.nodes:
        count += 1
        for tensor in (*node.inputs, *node.outputs):
            count += 1
            if tensor.dtype is not None and tensor.shape is not None:
                count += len(tensor.shape)
        for value in node.attrs.values():
            count += 1
            if isinstance(value, gs.Graph):
                count += visit(value)
            elif isinstance(value, list):
                count += len(value)
    return count


def read(path: Path) -> int:
    return visit(gs.import_onnx(onnx.load(path)))


def serialise(graph: gs.Graph) -> int:
    return len(gs.export_onnx(graph).SerializeToString())


def copy(graph: gs.Graph) -> int:
    return len(graph.copy().nodes)


def toposort(graph: gs.Graph) -> int:
    graph.toposort()
    return len(graph.nodes)


def find_ready(size: int, folder: Path):
    pattern = gs.GraphPattern()
    x, w, b = pattern.variable(), pattern.variable(), pattern.variable()
    product = pattern.add("product", "MatMul", inputs=[x, w])
    total = pattern.add("sum", "Add", inputs=[product, b])
    pattern.set_output_tensors([pattern.add("relu", "Relu", inputs=[total])])
    return load("network", size, folder), pattern


def find(state) -> int:
    graph, pattern = state
    return len(pattern.match_all(graph))


def rename_one(source: Path, load_data: bool) -> int:
    graph = gs.import_onnx(onnx.load(source, load_external_data=load_data))
    graph.nodes[len(graph.nodes) // 2].name = "renamed"
    onnx.save(gs.export_onnx(graph), source.with_name("edited.onnx"))
    return len(graph.nodes)


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
        "find": (find_ready, find),
        "edit": (lambda size, folder: folder / f"heavy-{size}.onnx", lambda path: rename_one(path, True)),
        "edit-external": (lambda size, folder: folder / f"outside-{size}.onnx", lambda path: rename_one(path, False)),
    })
