"""Judges what OpLab did with changed models: `mutants.py RECORDS FOLDER [EVERY]`; RECORDS `-` is standard input.

A model that Python's protobuf parses must have been read and written back as an equal message (see compare.py).
A record is the length and bytes of the model, how it ended for OpLab (0 refused, 1 read, 2 failed), and the
length and bytes of what it wrote, or of its error. FOLDER gets the models that were judged badly. Only every
EVERYth is judged, as the parser written in Python is slow (PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION=python).
"""

from __future__ import annotations

import struct
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import onnx
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.internal import api_implementation
from google.protobuf.internal.wire_format import WIRETYPE_START_GROUP
from google.protobuf.message import Error, Message
from google.protobuf.unknown_fields import UnknownFieldSet

REFUSED, READ, FAILED = 0, 1, 2
WRITTEN_IN_PYTHON = api_implementation.Type() == "python"


def records(source: BinaryIO) -> Iterator[tuple[bytes, int, bytes]]:
    while head := source.read(4):
        mutant = source.read(struct.unpack(">I", head)[0])
        how, length = struct.unpack(">BI", source.read(5))
        rest = source.read(length)
        if len(rest) < length:
            raise EOFError("the records are cut short")
        yield mutant, how, rest


def parsed(data: bytes) -> onnx.ModelProto | None:
    model = onnx.ModelProto()
    try:
        model.ParseFromString(data)
    except (Error, UnicodeDecodeError, RecursionError):
        return None
    return model


def canonical(model: Message) -> bytes:
    return model.SerializePartialToString(deterministic=True)


def is_misread(message: Message) -> bool:
    """Whether the parser written in Python may have gone wrong, where the real one does not.

    It takes a field for unknown whose tag has more bytes than needed, lets a group end without its end tag, and
    has no largest number of a field.
    """
    known = message.DESCRIPTOR.fields_by_number
    for field in UnknownFieldSet(message):
        number = field.field_number
        if number in known or number > FieldDescriptor.MAX_FIELD_NUMBER or field.wire_type == WIRETYPE_START_GROUP:
            return True
    for field, value in message.ListFields():
        if field.message_type is not None:
            for inner in value if field.is_repeated else [value]:
                if is_misread(inner):
                    return True
    return False


def judge(mutant: bytes, how: int, rest: bytes) -> tuple[str, str]:
    """What to count the model as, and what is wrong with that, empty for nothing."""
    outcome = {REFUSED: "refused", READ: "read", FAILED: "failed"}[how]
    model = parsed(mutant)
    if model is None:
        return f"refused by Python, {outcome}", ""
    why = ""
    if how == REFUSED:
        if not model.ListFields():
            return "accepted by Python without any field, refused", ""
        why = rest.decode()
    elif how == READ and mutant != rest:
        back = parsed(rest)
        if back is None or canonical(back) != canonical(model):
            why = "the messages differ"
            outcome = "read, different"
    if why and WRITTEN_IN_PYTHON and is_misread(model):
        return f"misread by Python, {outcome}", ""
    return f"accepted by Python, {outcome}", why


def judge_all(source: Iterator[tuple[bytes, int, bytes]], faults: Path, every: int = 1) -> tuple[Counter[str], int]:
    """How many there are of each kind, and how many were judged badly."""
    counts: Counter[str] = Counter()
    bad = 0
    for i, (mutant, how, rest) in enumerate(source):
        if i % every:
            continue
        kind, why = judge(mutant, how, rest)
        counts[kind] += 1
        if why:
            bad += 1
            faults.mkdir(parents=True, exist_ok=True)
            (faults / f"python-{i}.onnx").write_bytes(mutant)
            if bad <= 20:
                print(f"mutant {i}: {kind}: {' '.join(why.split())}")
    return counts, bad


def main(source: BinaryIO, faults: Path, every: int) -> int:
    counts, bad = judge_all(records(source), faults, every)
    for kind, count in sorted(counts.items()):
        print(f"{api_implementation.Type()}\t{kind}\t{count}")
    return min(bad, 1)


if __name__ == "__main__":
    with sys.stdin.buffer if sys.argv[1] == "-" else open(sys.argv[1], "rb") as stream:
        sys.exit(main(stream, Path(sys.argv[2]), int((sys.argv[3:] or ["1"])[0])))
