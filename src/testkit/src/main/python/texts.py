"""Writes a model and the text that Python's onnx package prints of it.

    python texts.py src/onnx/src/test/resources/python

The test ModelText_PythonTest reads the text and compares with the model. There is one of everything
that the package can print so that its own parser reads it again, which is checked here.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SPECIAL = np.array([np.nan, np.inf, -np.inf, -0.0, 1e-45, 3.4e38, 1.1], np.float32)


def constants():
    yield numpy_helper.from_array(SPECIAL, "f")
    yield numpy_helper.from_array(SPECIAL.astype(np.float64), "double")
    yield numpy_helper.from_array(np.array(7, np.int64), "scalar")
    yield numpy_helper.from_array(np.zeros((0, 3), np.float32), "none")
    for code in range(1, 25):
        if code in (TensorProto.STRING, TensorProto.COMPLEX64, TensorProto.COMPLEX128, TensorProto.FLOAT4E2M1):
            continue
        if code in (TensorProto.UINT4, TensorProto.INT4):
            continue
        dtype = helper.tensor_dtype_to_np_dtype(code)
        yield numpy_helper.from_array(np.array([0, 1, 1]).astype(dtype), f"t{code}")
    yield helper.make_tensor("s", TensorProto.STRING, [3], ['a"b\\c', "\u00fc\nx", ""])
    far = onnx.TensorProto(name="far", data_type=1, dims=[2], data_location=1)
    for key, value in (("location", "w.data"), ("offset", "16"), ("length", "8")):
        far.external_data.add(key=key, value=value)
    yield far


def function():
    node = helper.make_node("Op", ["p"], ["s"])
    node.attribute.add(name="alpha", type=onnx.AttributeProto.FLOAT, ref_attr_name="alpha")
    opsets = [helper.make_opsetid("", 21)]
    made = helper.make_function("my.dom", "F", ["p", "q", "r"], ["", "s"], [node], opsets, overload="v1")
    made.attribute.extend(["alpha", "beta"])
    return made


def nodes():
    out = helper.make_tensor_value_info("q", 1, None)
    then = helper.make_graph([helper.make_node("Relu", ["a b"], ["q"])], "then_graph", [], [out])
    inner = helper.make_node("If", ["c"], ["q"], then_branch=then, else_branch=then)
    other = helper.make_graph([inner], "else_graph", [], [out], [numpy_helper.from_array(SPECIAL, "w")])
    yield helper.make_node("If", ["cond"], ["y"], name="the/if:0", then_branch=then, else_branch=other)
    yield helper.make_node(
        "F",
        ["a b", "", "nan"],
        ["", "z"],
        domain="my.dom",
        overload="v1",
        text='x"\\\n',
        ints=[1, 2],
        floats=[1.5, float("inf")],
        strings=["a", 'b"'],
        tensor=numpy_helper.from_array(np.array(5), ""),
        type=helper.make_tensor_type_proto(1, ["N", None, 3]),
    )
    yield helper.make_node("Print", ["z"], [])
    empty = helper.make_node("E", ["a b"], ["w2"])
    empty.attribute.append(helper.make_attribute("empty", [], attr_type=onnx.AttributeProto.INTS))
    yield empty


def types():
    sequence = helper.make_sequence_type_proto(helper.make_tensor_type_proto(1, ["N"]))
    mapping = helper.make_map_type_proto(TensorProto.STRING, sequence)
    yield helper.make_value_info("m", mapping)
    yield helper.make_value_info("o", helper.make_optional_type_proto(mapping))
    yield helper.make_value_info("sp", helper.make_sparse_tensor_type_proto(1, [3, "K"]))


def model():
    inputs = [
        helper.make_tensor_value_info("a b", 1, ["batch size", None, ""]),
        helper.make_tensor_value_info("cond", 9, []),
        helper.make_tensor_value_info("nan", 1, None),
        *types(),
    ]
    outputs = [helper.make_tensor_value_info("y", 1, None), helper.make_tensor_value_info("z", 1, ["?x"])]
    infos = [helper.make_tensor_value_info("w2", 7, [2])]
    graph = helper.make_graph(list(nodes()), "my graph", inputs, outputs, list(constants()), value_info=infos)
    made = helper.make_model(
        graph,
        functions=[function()],
        opset_imports=[helper.make_opsetid("", 21), helper.make_opsetid("my.dom", 1)],
        ir_version=11,
        producer_name='me"',
        producer_version="1",
        doc_string="a\nb",
        domain="org.x",
        model_version=7,
    )
    helper.set_model_props(made, {"k": "v", '"': "\\"})
    return made


folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
text = onnx.printer.to_text(model())
onnx.parser.parse_model(text)
(folder / "printed.txt").write_text(text, encoding="utf-8")
(folder / "printed.onnx").write_bytes(model().SerializeToString())
