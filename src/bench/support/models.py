"""The models that contenders read, each made once and kept in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from support.wire import attribute, field, floats, model_head, node, tensor_type, value_info, varint

MIB = 1 << 20
BLOCK = 10


def write(path: Path, graph: list[bytes]) -> None:
    body = b"".join(graph)
    path.write_bytes(model_head() + varint(7 << 3 | 2) + varint(len(body)) + body)


def network(path: Path, nodes: int) -> None:
    """A network like an exported transformer: blocks of ten nodes in a residual chain, with names,
    attributes, a small weight and bias a block, and a stated type for every tensor."""
    perm = field(5, attribute("perm", [0, 2, 1, 3]))
    axis = field(5, attribute("axis", 2))
    concat = field(5, attribute("axis", 3))
    small = bytes(64)
    type_proto = tensor_type("batch", 12, 64, 64)
    graph, weights, infos = [], [], []
    x = "input"
    for block in range(nodes // BLOCK):
        at = f"/layers.{block}"
        w, b = f"layers.{block}.weight", f"layers.{block}.bias"
        t = [f"{at}/tensor_{i}" for i in range(BLOCK)]
        graph += [
            node("MatMul", f"{at}/MatMul", [x, w], [t[0]]),
            node("Add", f"{at}/Add", [t[0], b], [t[1]]),
            node("Relu", f"{at}/Relu", [t[1]], [t[2]]),
            node("Transpose", f"{at}/Transpose", [t[2]], [t[3]], perm),
            node("Softmax", f"{at}/Softmax", [t[3]], [t[4]], axis),
            node("Mul", f"{at}/Mul", [t[4], t[3]], [t[5]]),
            node("Sigmoid", f"{at}/Sigmoid", [t[5]], [t[6]]),
            node("Concat", f"{at}/Concat", [t[5], t[6], x], [t[7]], concat),
            node("Tanh", f"{at}/Tanh", [t[7]], [t[8]]),
            node("Add", f"{at}/Add_1", [t[8], x], [t[9]]),
        ]
        weights += [field(5, floats(w, [4, 4], small)), field(5, floats(b, [16], small))]
        infos += [field(13, value_info(name, type_proto)) for name in t[:-1]]
        x = t[-1]
        infos.append(field(13, value_info(x, type_proto)))
    infos.pop()
    write(path, graph + [field(2, "network")] + weights + [field(11, value_info("input", type_proto)),
          field(12, value_info(x, type_proto))] + infos)


def reversed_chain(path: Path, nodes: int) -> None:
    """A chain of Relu nodes, listed from the last to the first."""
    type_proto = tensor_type(1, 64)
    graph = [node("Relu", f"relu_{i}", [f"t{i}"], [f"t{i + 1}"]) for i in reversed(range(nodes))]
    write(path, graph + [field(2, "chain"), field(11, value_info("t0", type_proto)),
                         field(12, value_info(f"t{nodes}", type_proto))])


def branches(path: Path, ifs: int) -> None:
    """A chain of eight nodes to an If, each of whose branches has two nodes and uses values of the
    graph around it."""
    type_proto = tensor_type("batch", 64)
    graph, infos = [], []
    x, before = "input", "input"
    for i in range(ifs):
        for j in range(8):
            y = f"/stage.{i}/tensor_{j}"
            graph.append(node("Add", f"/stage.{i}/Add_{j}", [x, before], [y]))
            infos.append(field(13, value_info(y, type_proto)))
            before, x = x, y
        arms = b""
        for arm, op in (("then_branch", "Mul"), ("else_branch", "Sub")):
            inner = f"/stage.{i}/{arm}"
            body = (node(op, f"{inner}/{op}", [x, before], [f"{inner}/a"])
                    + node("Relu", f"{inner}/Relu", [f"{inner}/a"], [f"{inner}/b"])
                    + field(2, arm) + field(12, value_info(f"{inner}/b", type_proto)))
            arms += field(5, attribute(arm, body))
        y = f"/stage.{i}/out"
        graph.append(node("If", f"/stage.{i}/If", ["condition"], [y], arms))
        infos.append(field(13, value_info(y, type_proto)))
        before, x = x, y
    infos.pop()
    condition = field(1, "condition") + field(2, field(1, field(1, 9) + field(2, b"")))
    write(path, graph + [field(2, "branches"), field(11, value_info("input", type_proto)), field(11, condition),
                         field(12, value_info(x, type_proto))] + infos)


def heavy(path: Path, mebibytes: int, outside: bool = False) -> None:
    """A chain of MatMul nodes whose weights take this much, in one file or beside the model."""
    weights = mebibytes // 16
    type_proto = tensor_type(1, 2048)
    nodes = [node("MatMul", f"matmul_{i}", [f"x{i}", f"w{i}"], [f"x{i + 1}"]) for i in range(weights)]
    ends = field(2, "heavy") + field(11, value_info("x0", type_proto)) + field(12, value_info(f"x{weights}", type_proto))
    content = bytes(range(256)) * (16 * MIB // 256)
    heads = []
    for i in range(weights):
        head = field(1, 2048) + field(1, 2048) + field(2, 1) + field(8, f"w{i}")
        if outside:
            entries = (("location", f"{path.name}.data"), ("offset", str(i * 16 * MIB)), ("length", str(16 * MIB)))
            head += b"".join(field(13, field(1, key) + field(2, text)) for key, text in entries) + field(14, 1)
        else:
            head += varint(9 << 3 | 2) + varint(len(content))
        heads.append(head)
    inside = 0 if outside else len(content)
    fields = [varint(5 << 3 | 2) + varint(len(head) + inside) + head for head in heads]
    size = sum(map(len, nodes)) + sum(len(one) + inside for one in fields) + len(ends)
    with path.open("wb") as out:
        out.write(model_head() + varint(7 << 3 | 2) + varint(size) + b"".join(nodes))
        for one in fields:
            out.write(one)
            if not outside:
                out.write(content)
        out.write(ends)
    if outside:
        with path.with_name(f"{path.name}.data").open("wb") as data:
            for _ in range(weights):
                data.write(content)


KINDS: dict[str, Callable[[Path, int], None]] = {
    "network": network,
    "reversed": reversed_chain,
    "branches": branches,
    "heavy": heavy,
    "outside": lambda path, mebibytes: heavy(path, mebibytes, outside=True),
}


def path_of(folder: Path, kind: str, size: int) -> Path:
    return folder / f"{kind}-{size}.onnx"


def ensure(folder: Path, kind: str, size: int) -> None:
    """Makes the model unless it is there."""
    path = path_of(folder, kind, size)
    if not path.exists():
        KINDS[kind](path, size)
