"""Prints what messages, fields and enums Python's onnx package knows, a line each, in an order of their own.

    python messages.py > src/onnx/src/test/resources/golden/onnx-messages.txt

The test OnnxMessagesTest prints the same of the messages generated from onnx.proto.
"""

from google.protobuf import descriptor_pb2
from onnx import onnx_ml_pb2

LABELS = {1: "optional", 2: "required", 3: "repeated"}


def kind(field):
    if field.type_name:
        return field.type_name.lstrip(".")
    return descriptor_pb2.FieldDescriptorProto.Type.Name(field.type)[len("TYPE_") :].lower()


def ranges(message):
    yield from (f"{r.start}-{r.end - 1}" if r.end - r.start > 1 else f"{r.start}" for r in message.reserved_range)
    yield from (f'"{name}"' for name in message.reserved_name)


def enum(name, of):
    for value in sorted(of.value, key=lambda value: value.number):
        yield f"enum {name} {value.number} {value.name}"


def message(name, of):
    yield f"message {name}"
    for field in of.field:
        oneof = f" oneof {of.oneof_decl[field.oneof_index].name}" if field.HasField("oneof_index") else ""
        packed = " packed" if field.options.packed else ""
        default = f" default {field.default_value}" if field.HasField("default_value") else ""
        yield f"{name} {field.number:2} {LABELS[field.label]} {kind(field)} {field.name}{oneof}{packed}{default}"
    for reserved in ranges(of):
        yield f"{name} reserved {reserved}"
    for inner in of.enum_type:
        yield from enum(f"{name}.{inner.name}", inner)
    for inner in of.nested_type:
        yield from message(f"{name}.{inner.name}", inner)


def lines():
    file = descriptor_pb2.FileDescriptorProto()
    onnx_ml_pb2.DESCRIPTOR.CopyToProto(file)
    yield f"package {file.package}"
    yield f"syntax {file.syntax or 'proto2'}"
    for of in file.enum_type:
        yield from enum(of.name, of)
    for of in file.message_type:
        yield from message(of.name, of)


print("\n".join(sorted(lines())))
