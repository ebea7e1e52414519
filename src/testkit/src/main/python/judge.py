"""Judges edited models by what they compute: `judge.py LIST`, a line `ORIGINAL<TAB>EDITED` a pair.

An edited model must pass ONNX's checker as far as the original does, and give the same outputs in ONNX Runtime on
the same inputs: those that lie beside the original as input_0.pb and so on, else random ones. An original that
cannot be run, or that computes something else each time, is left out with the reason. A fault goes out as a line
`fault<TAB>EDITED<TAB>WHY`; the last lines count.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import onnx
import onnxruntime as ort
from onnx import numpy_helper

ort.set_default_logger_severity(4)
VIEWS = {1: np.uint8, 2: np.uint16}


class Excluded(Exception):
    """The original is no model that edits can be judged by."""


def check(path: Path) -> int:
    """How far the model passes: 2 with its types inferred, 1 by its structure, 0 not at all."""
    for level, full in ((2, True), (1, False)):
        try:
            onnx.checker.check_model(str(path), full_check=full)
            return level
        except Exception:  # noqa: BLE001 - the checker throws what its parts throw
            continue
    return 0


def session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # What ONNX Runtime rewrites differs with the graph, and with it where halves are rounded.
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def feedable(value: Any, message: onnx.ValueInfoProto) -> Any:
    """The value as ONNX Runtime takes it; types that numpy lacks go by their bits."""
    if not isinstance(value, np.ndarray):
        return value
    kind = message.type.tensor_type.elem_type
    if value.dtype.kind != "V" and value.dtype.name not in vars(ml_dtypes):
        return value
    if value.dtype.name in ("int4", "uint4", "int2", "uint2", "float4_e2m1fn"):
        raise Excluded("its inputs have less than a byte each, which Python cannot hand over")
    bits = value.view(VIEWS[value.dtype.itemsize])
    return ort.OrtValue.ortvalue_from_numpy_with_onnx_type(bits, kind)


def stored(path: Path, message: onnx.ValueInfoProto) -> Any:
    kind = message.type.WhichOneof("value")
    if kind == "sequence_type":
        return numpy_helper.to_list(onnx.SequenceProto.FromString(path.read_bytes()))
    if kind == "optional_type":
        return numpy_helper.to_optional(onnx.OptionalProto.FromString(path.read_bytes()))
    return numpy_helper.to_array(onnx.TensorProto.FromString(path.read_bytes()))


def made(message: onnx.ValueInfoProto, random: np.random.Generator) -> Any:
    tensor = message.type.tensor_type
    if not tensor.elem_type:
        raise Excluded("it has inputs that are no tensors, and none are stored")
    shape = [dim.dim_value or 2 for dim in tensor.shape.dim]
    dtype = onnx.helper.tensor_dtype_to_np_dtype(tensor.elem_type)
    if dtype.kind == "f":
        return random.standard_normal(shape).astype(dtype)
    return random.integers(0, 2, shape).astype(dtype)


def inputs(path: Path, model: onnx.ModelProto) -> list[Any]:
    files = sorted(path.parent.glob("input_*.pb"), key=lambda file: int(file.stem.split("_")[1]))
    messages = list(model.graph.input)
    if files:
        return [feedable(stored(file, message), message) for file, message in zip(files, messages)]
    defaults = {tensor.name for tensor in model.graph.initializer}
    random = np.random.default_rng(len(messages))
    return [feedable(made(message, random), message) for message in messages if message.name not in defaults]


def run(path: Path, names: list[str], values: list[Any]) -> list[Any]:
    ready = session(path)
    known = {given.name for given in ready.get_inputs()}
    feeds = {name: value for name, value in zip(names, values) if name in known and value is not None}
    if any(isinstance(value, ort.OrtValue) for value in feeds.values()):
        feeds = {n: v if isinstance(v, ort.OrtValue) else ort.OrtValue.ortvalue_from_numpy(v) for n, v in feeds.items()}
        outputs = ready.run_with_ort_values([output.name for output in ready.get_outputs()], feeds)
        return [output.numpy() for output in outputs]
    # BatchNormalization in training mode writes into the inputs it is given.
    return ready.run(None, {n: v.copy() if isinstance(v, np.ndarray) else v for n, v in feeds.items()})


def same(one: Any, other: Any) -> str:
    """ "equal" to the bit, "close", or what is different."""
    if isinstance(one, dict) or isinstance(other, dict):
        return "equal" if one == other else f"{other}, expected {one}"
    if isinstance(one, list) or isinstance(other, list):
        if not isinstance(one, list) or not isinstance(other, list) or len(one) != len(other):
            return "not as many parts"
        return worst([same(a, b) for a, b in zip(one, other)])
    if one is None or other is None:
        return "equal" if one is other else "nothing in one of them"
    a, b = np.asarray(one), np.asarray(other)
    if a.dtype != b.dtype or a.shape != b.shape:
        return f"{b.dtype}{list(b.shape)}, expected {a.dtype}{list(a.shape)}"
    if a.tobytes() == b.tobytes() or (a.dtype.kind in "OUS" and a.tolist() == b.tolist()):
        return "equal"
    if a.dtype.kind not in "fc":
        return "other numbers"
    if np.allclose(a, b, rtol=1e-4, atol=1e-5, equal_nan=True):
        return "close"
    return f"other numbers, by up to {np.nanmax(np.abs(a - b)):.3g}"


def worst(results: list[str]) -> str:
    rest = [result for result in results if result not in ("equal", "close")]
    return rest[0] if rest else "close" if "close" in results else "equal"


class Original:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.model = onnx.load(path, load_external_data=False)
        self.level = check(path)
        try:
            self.values = inputs(path, self.model)
        except (TypeError, ValueError, KeyError) as e:
            raise Excluded(f"its inputs cannot be made ({type(e).__name__})") from e
        self.places = list(range(len(self.model.graph.input)))
        if not any(path.parent.glob("input_*.pb")):
            defaults = {tensor.name for tensor in self.model.graph.initializer}
            self.places = [i for i, message in enumerate(self.model.graph.input) if message.name not in defaults]
        self.names = [self.model.graph.input[i].name for i in self.places]
        try:
            self.outputs = run(path, self.names, self.values)
            again = run(path, self.names, self.values)
        except Exception as e:  # noqa: BLE001 - the runtime has an exception for each of its codes
            raise Excluded(f"ONNX Runtime does not run it ({reason(e)})") from e
        if worst([same(a, b) for a, b in zip(self.outputs, again)]) != "equal":
            raise Excluded("it computes something else each time")

    def compare(self, edited: Path) -> tuple[str, str]:
        """How the outputs compare, and what is wrong with the edited model."""
        level = check(edited)
        if level < self.level:
            try:
                onnx.checker.check_model(str(edited), full_check=self.level == 2)
            except Exception as e:  # noqa: BLE001
                return "not valid", f"the checker: {e}"
        names = [message.name for message in onnx.load(edited, load_external_data=False).graph.input]
        if len(names) == len(self.model.graph.input):  # else inputs have gone, and the others kept their names
            names = [names[place] for place in self.places]
        else:
            names = self.names
        try:
            outputs = run(edited, names, self.values)
        except Exception as e:  # noqa: BLE001
            return "not run", f"{type(e).__name__}: {e}"
        if len(outputs) != len(self.outputs):
            return "different", f"{len(outputs)} outputs, expected {len(self.outputs)}"
        result = worst([same(a, b) for a, b in zip(self.outputs, outputs)])
        return (result, "") if result in ("equal", "close") else ("different", result)


def reason(e: Exception) -> str:
    text = str(e)
    for pattern in ("No corresponding Numpy type", "is not a registered function", "NOT_IMPLEMENTED", "RUNTIME_EXCEPTION"):
        if pattern in text:
            return pattern
    return type(e).__name__


def main(pairs: Path) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    lines = [line.split("\t") for line in pairs.read_text().splitlines()]
    for path, group in groupby(lines, key=lambda pair: pair[0]):
        counts["originals", "all"] += 1
        try:
            original = Original(Path(path))
        except Excluded as e:
            counts["excluded", str(e)] += 1
            continue
        counts["originals", "run"] += 1
        counts["originals", f"passing at level {original.level}"] += 1
        for _, edited in group:
            result, why = original.compare(Path(edited))
            counts["edited", result] += 1
            if why:
                print(f"fault\t{edited}\t{' '.join(why.split())[:600]}")
    for (what, result), count in sorted(counts.items()):
        print(f"{what}\t{result}\t{count}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
