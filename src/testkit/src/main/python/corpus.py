"""Writes the models that ONNX's own backend tests consist of: `corpus.py FOLDER`.

FOLDER/<kind>/<name>/model.onnx, and beside it the inputs of the first data set as input_0.pb and so
on. Those of kind "node" are not in the package as files; the package makes them.
"""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from pathlib import Path

import onnx
from onnx import numpy_helper
from onnx.backend.test.case.test_case import TestCase
from onnx.backend.test.loader import DATA_DIR, load_node_model_tests


def copy_files(source: Path, target: Path) -> None:
    for model in sorted(source.rglob("*.onnx")):
        kind = model.relative_to(source).parts[0]
        name = model.parent.name if model.stem == "model" else model.stem
        folder = target / kind / name
        folder.mkdir(parents=True)
        shutil.copy(model, folder / "model.onnx")
        for given in sorted((model.parent / "test_data_set_0").glob("input_*.pb")):
            shutil.copy(given, folder / given.name)


def write_case(case: TestCase, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(case.model.SerializeToString())
    for i, given in enumerate(case.data_sets[0][0]):
        value = case.model.graph.input[i]
        make = {
            "map_type": numpy_helper.from_dict,
            "sequence_type": numpy_helper.from_list,
            "optional_type": numpy_helper.from_optional,
        }.get(value.type.WhichOneof("value"), numpy_helper.from_array)
        message = given if isinstance(given, onnx.TensorProto) else make(given, value.name)
        (folder / f"input_{i}.pb").write_bytes(message.SerializeToString())


def main(target: Path) -> None:
    warnings.simplefilter("ignore")  # the package divides by zero on purpose
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    copy_files(Path(DATA_DIR), part)
    for case in load_node_model_tests():
        write_case(case, part / "node" / case.name)
    try:
        part.rename(target)
    except OSError:  # another process was quicker
        shutil.rmtree(part)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
