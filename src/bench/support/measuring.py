"""Runs the contenders of a case in turn, each in processes of its own."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from support.contenders import GRAPHSURGEON, ONNX_IR, OPLAB, Contender, Timings
from support.models import ensure

ALL = (OPLAB, GRAPHSURGEON, ONNX_IR)


@dataclass(frozen=True)
class Case:
    """Work of one size; `model` is the kind of file it reads, `absent` why a contender is left out."""

    workload: str
    what: str
    size: int
    model: str = ""
    contenders: tuple[Contender, ...] = ALL
    same_answer: bool = True
    absent: str = "not run"


class Measured:
    """What the processes of one contender measured in one case."""

    def __init__(self) -> None:
        self.all: list[Timings] = []

    @property
    def failure(self) -> str:
        return next((one.failure for one in self.all if one.failure), "")

    @property
    def first(self) -> float:
        return min(one.seconds[0] for one in self.all)

    @property
    def best(self) -> float:
        return min(min(one.seconds) for one in self.all)

    @property
    def cpu(self) -> float:
        """Of the first run, with what compilers and collectors did beside it."""
        return min(one.cpu[0] for one in self.all)

    @property
    def peak_bytes(self) -> int:
        return min(one.peak_kib for one in self.all) * 1024


Results = dict[Contender, Measured]


class Benchmark:
    """Every contender starts twice and works five times in each process, but once where that takes
    long: an interpreter does not get faster, and a compiler has had its time by then."""

    LONG = 1.0
    ENOUGH = 4.0

    def __init__(self, folder: Path, quick: bool) -> None:
        self.folder = folder
        self.starts = 1 if quick else 2
        self.runs = 3 if quick else 5
        self.limit = 30.0 if quick else 120.0
        self.known: dict[tuple[str, int, Contender], Measured] = {}

    def measure(self, case: Case) -> Results:
        if case.model:
            ensure(self.folder, case.model, case.size)
        results = {one: self.known.setdefault((case.workload, case.size, one), Measured()) for one in case.contenders}
        for turn in range(self.starts):
            for contender, measured in results.items():
                if len(measured.all) > turn or (turn > 0 and (measured.failure or measured.first > self.LONG)):
                    continue
                print(f"{case.workload} {case.size:,}: {contender.name}", file=sys.stderr)
                run = contender.run(case.workload, case.size, self.folder, self.runs, self.ENOUGH, self.limit)
                measured.all.append(run)
        answers = {one.answer for measured in results.values() for one in measured.all if not one.failure}
        if case.same_answer and len(answers) > 1:
            raise SystemExit(f"{case.workload} {case.size}: the contenders did different work, {sorted(answers)}")
        return results
