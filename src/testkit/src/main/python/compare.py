"""Compares model files with Python's own protobuf: `compare.py LIST`, a line `HOW<TAB>ONE<TAB>OTHER` a pair.

HOW is "equal" (one protobuf message, unknown fields included: protobuf writes both as the same bytes, fields
in the order of their numbers and unknown ones in their own) or "weights" (equal once the elements of every
tensor, in whichever field or file they are, have been put into raw_data). What differs goes out as a line
`different<TAB>OTHER<TAB>WHY`; the last lines count.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import onnx
from google.protobuf.message import Message
from onnx import numpy_helper
from onnx.external_data_helper import load_external_data_for_tensor, uses_external_data

ELEMENTS = ("float_data", "int32_data", "int64_data", "double_data", "uint64_data")


def canonical(message: Message) -> bytes:
    return message.SerializePartialToString(deterministic=True)


def parsed(data: bytes) -> onnx.ModelProto:
    model = onnx.ModelProto()
    model.ParseFromString(data)
    return model


def tensors(message: Message) -> Iterator[onnx.TensorProto]:
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        for inner in value if field.is_repeated else [value]:
            if isinstance(inner, onnx.TensorProto):
                yield inner
            yield from tensors(inner)


def with_raw_elements(path: Path) -> bytes:
    model = parsed(path.read_bytes())
    for tensor in tensors(model):
        if uses_external_data(tensor):
            load_external_data_for_tensor(tensor, str(path.parent))
        if tensor.data_type not in (onnx.TensorProto.STRING, onnx.TensorProto.UNDEFINED):
            raw = numpy_helper.to_array(tensor).tobytes()
            for field in ELEMENTS:
                tensor.ClearField(field)
            tensor.raw_data = raw
        tensor.ClearField("data_location")
        tensor.ClearField("external_data")
    return canonical(model)


def why_different(how: str, one: Path, other: Path) -> str:
    if how == "weights":
        return "" if with_raw_elements(one) == with_raw_elements(other) else "the models differ"
    first, second = one.read_bytes(), other.read_bytes()
    if first == second:
        parsed(first)
        return ""
    return "" if canonical(parsed(first)) == canonical(parsed(second)) else "the messages differ"


def main(pairs: Path) -> None:
    counts: Counter[str] = Counter()
    for line in pairs.read_text().splitlines():
        how, one, other = line.split("\t")
        try:
            why = why_different(how, Path(one), Path(other))
        except Exception as e:  # noqa: BLE001 - whatever it is, it is what this pair showed
            why = f"{type(e).__name__}: {e}"
        if why:
            print(f"different\t{other}\t{' '.join(why.split())}")
        counts[how, "different" if why else "equal"] += 1
    for (how, result), count in sorted(counts.items()):
        print(f"{how}\t{result}\t{count}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
