"""The one workload that neither onnx-graphsurgeon nor onnx-ir has, with `onnx.compose`."""

from __future__ import annotations

from pathlib import Path

import harness
import onnx
from onnx import compose


def merge_ready(size: int, folder: Path):
    path = folder / f"network-{size}.onnx"
    first, second = onnx.load(path), onnx.load(path)
    return first, second, first.graph.output[0].name


def merge(state) -> int:
    first, second, output = state
    merged = compose.merge_models(first, compose.add_prefix(second, "m2_"), [(output, "m2_input")])
    return len(merged.graph.node)


if __name__ == "__main__":
    harness.main({"merge": (merge_ready, merge)})
