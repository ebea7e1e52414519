"""Protobuf bytes written by hand, so that what is measured had no part in making what it reads."""

from __future__ import annotations


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


SMALL = [varint(value) for value in range(1 << 14)]


def field(number: int, body: bytes | int | str) -> bytes:
    if isinstance(body, int):
        return varint(number << 3) + varint(body)
    if isinstance(body, str):
        body = body.encode()
    length = len(body)
    return varint(number << 3 | 2) + (SMALL[length] if length < len(SMALL) else varint(length)) + body


def tensor_type(*dims: int | str) -> bytes:
    """A `TypeProto`: float32 of this shape."""
    shape = b"".join(field(1, field(1 if isinstance(dim, int) else 2, dim)) for dim in dims)
    return field(1, field(1, 1) + field(2, shape))


def value_info(name: str, type_proto: bytes) -> bytes:
    return field(1, name) + field(2, type_proto)


def attribute(name: str, value: int | list[int] | float | bytes) -> bytes:
    """An `AttributeProto` of an int, ints or, as bytes, a graph."""
    if isinstance(value, bytes):
        return field(1, name) + field(6, value) + field(20, 5)
    if isinstance(value, list):
        return field(1, name) + b"".join(field(8, one) for one in value) + field(20, 7)
    return field(1, name) + field(3, value) + field(20, 2)


def node(op: str, name: str, inputs: list[str], outputs: list[str], attributes: bytes = b"") -> bytes:
    """A node as a field of a graph; `attributes` are fields of the node."""
    return field(1, b"".join(field(1, one) for one in inputs) + b"".join(field(2, one) for one in outputs)
                 + field(3, name) + field(4, op) + attributes)


def floats(name: str, dims: list[int], content: bytes) -> bytes:
    """A `TensorProto` of float32 with its content inside."""
    return b"".join(field(1, dim) for dim in dims) + field(2, 1) + field(8, name) + field(9, content)


def model_head(opset: int = 17) -> bytes:
    """The fields of a `ModelProto` beside the graph."""
    return field(1, 8) + field(2, "bench") + field(8, field(2, opset))
