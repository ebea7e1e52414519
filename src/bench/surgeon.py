"""OpLab beside onnx-graphsurgeon and onnx-ir: `./oplab bench surgeon [--only NAME] [--quick]`.

The same generated models and the same work for all, each workload in a process of its own, timed
inside that process around the work alone. Every contender is started in turn, and works several
times in each process: the first run is what a person waits for in a session just begun, the best
is what is left when a JVM has warmed up. Prints Markdown, as it stands in docs/PERFORMANCE.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from support import editing
from support.contenders import GRAPHSURGEON, HOME, ONNX, ONNX_IR, OPLAB, Contender, Timings, install_peers
from support.models import ensure

PEERS = [GRAPHSURGEON, ONNX_IR]
ALL = [OPLAB, *PEERS]


@dataclass(frozen=True)
class Case:
    workload: str
    what: str
    size: int
    model: str = ""
    contenders: list[Contender] = field(default_factory=lambda: ALL)
    same_answer: bool = True
    absent: str = "not run"


CASES = [
    Case("build", "add nodes with layer()", 1_000),
    Case("build", "add nodes with layer()", 4_000),
    Case("build", "add nodes with layer()", 100_000, contenders=[OPLAB, ONNX_IR]),
    Case("build", "add nodes with layer()", 1_000_000, contenders=[OPLAB, ONNX_IR]),
    Case("rewire", "give all users of a tensor another, last first", 4_000),
    Case("rewire", "give all users of a tensor another, last first", 100_000, contenders=[OPLAB, ONNX_IR]),
    Case("remove", "remove dead nodes that share tensors, last first", 4_000),
    Case("import", "import a file and visit all of it", 50_000, "network"),
    Case("export", "export to bytes", 50_000, "network", same_answer=False),
    Case("copy", "copy the graph", 50_000, "network"),
    Case("import-ifs", "import 1,000 If nodes that capture values", 1_000, "branches"),
    Case("export-ifs", "export them", 1_000, "branches", same_answer=False),
    Case("copy-ifs", "copy them", 1_000, "branches"),
    Case("toposort", "sort a chain listed backwards", 100_000, "reversed"),
    Case("find", "find a pattern of three nodes", 4_000, "network", [OPLAB, GRAPHSURGEON], absent="has none"),
    Case("find", "find a pattern of three nodes", 100_000, "network", [OPLAB, GRAPHSURGEON], absent="has none"),
    Case("merge", "merge two models of this size (onnx.compose)", 10_000, "network", [OPLAB, ONNX], absent="has none"),
]
GROWTH = [
    ("build", "", "build"),
    ("import", "network", "import"),
    ("export", "network", "export"),
    ("copy", "network", "copy"),
    ("toposort", "reversed", "toposort"),
    ("cleanup", "network", "cleanup"),
    ("rename", "network", "rename all"),
    ("find", "network", "find"),
]
GROWTH_SIZES = [1_000, 10_000, 100_000, 1_000_000]


class Measured:
    """What the processes of one contender measured in one case."""

    def __init__(self) -> None:
        self.all: list[Timings] = []

    @property
    def failure(self) -> str:
        return self.all[-1].failure if self.all else ""

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
    def peak_mb(self) -> float:
        return min(one.peak_kib for one in self.all) * 1024 / 1e6


class Benchmark:
    def __init__(self, folder: Path, quick: bool) -> None:
        self.folder = folder
        self.quick = quick
        self.rounds = 1 if quick else 2
        self.runs = 3 if quick else 5
        self.limit = 30 if quick else 120

    def measure(self, case: Case) -> dict[Contender, Measured]:
        if case.model:
            ensure(self.folder, case.model, case.size)
        results = {contender: Measured() for contender in case.contenders}
        for turn in range(self.rounds):
            for contender, measured in results.items():
                if turn > 0 and (measured.failure or measured.first > 1):
                    continue
                print(f"{case.workload} {case.size:,}: {contender.name}", file=sys.stderr)
                measured.all.append(contender.run(case.workload, case.size, self.folder, self.runs, 4, self.limit))
        answers = {one.answer for measured in results.values() for one in measured.all if not one.failure}
        if case.same_answer and len(answers) > 1:
            raise SystemExit(f"{case.workload} {case.size}: the contenders did different work, {sorted(answers)}")
        return results

    def compare(self, cases: list[Case]) -> list[tuple[Case, dict[Contender, Measured]]]:
        return [(case, self.measure(case)) for case in cases if not self.quick or case.size <= 100_000]

    def grow(self, workloads: set[str]) -> dict[int, dict[str, Measured]]:
        sizes = GROWTH_SIZES[:-1] if self.quick else GROWTH_SIZES
        return {
            size: {
                title: self.measure(Case(workload, title, size, model, [OPLAB]))[OPLAB]
                for workload, model, title in GROWTH
                if workload in workloads
            }
            for size in sizes
        }


def number(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3 if value >= 0.1 else 4
    return f"{value:,.{digits}f}"


def pair(measured: Measured | None, absent: str) -> str:
    if measured is None:
        return absent
    return measured.failure or f"{number(measured.first)} / {number(measured.best)}"


def ratios(measured: Measured | None, ours: Measured) -> str:
    if measured is None or measured.failure:
        return ""
    return f"{measured.first / ours.first:,.1f} / {measured.best / ours.best:,.1f}"


def comparison(rows: list[tuple[Case, dict[Contender, Measured]]]) -> str:
    lines = [
        "| workload: first / best run | nodes | OpLab s | graphsurgeon s | onnx-ir s | graphsurgeon / OpLab | onnx-ir / OpLab "
        "| CPU s of the first run: OpLab, graphsurgeon, onnx-ir | peak MB: the same |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for case, results in rows:
        surgeon, other = results.get(GRAPHSURGEON), results.get(ONNX_IR, results.get(ONNX))
        ours = results[OPLAB]
        all_three = [one if one and not one.failure else None for one in (ours, surgeon, other)]
        cpu = ", ".join(number(one.cpu) if one else "-" for one in all_three)
        peaks = ", ".join(f"{one.peak_mb:,.0f}" if one else "-" for one in all_three)
        times = [pair(one, case.absent) for one in (ours, surgeon, other)]
        cells = [case.what, f"{case.size:,}", *times, ratios(surgeon, ours), ratios(other, ours), cpu, peaks]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def growth(rows: dict[int, dict[str, Measured]]) -> str:
    titles = list(next(iter(rows.values())))
    lines = [f"| nodes | {' | '.join(titles)} | peak MB of import |", "|--:|" + "--:|" * (len(titles) + 1)]
    for size, row in rows.items():
        cells = [f"{number(one.best)} ({one.best / size * 1e6:.2f})" for one in row.values()]
        peak = f"{row['import'].peak_mb:,.0f}" if "import" in row else ""
        lines.append(f"| {size:,} | {' | '.join(cells)} | {peak} |")
    return "\n".join(lines)


def figures(rows: list[tuple[Case, dict[Contender, Measured]]], edits: list[editing.Edit]) -> str:
    """What was aimed at, and what came out, for the first run and for the best."""
    known = {(case.workload, case.size): results for case, results in rows}
    lines = ["| figure | aimed at | first run | best run |", "|---|--:|--:|--:|"]

    def ratio(what: str, aim: str, peer: Contender, *cases: tuple[str, int]) -> None:
        if all(case in known and not known[case][peer].failure for case in cases):
            first, best = (
                sum(getattr(known[case][peer], kind) for case in cases) / sum(getattr(known[case][OPLAB], kind) for case in cases)
                for kind in ("first", "best")
            )
            lines.append(f"| {what}, {peer.name} / OpLab | {aim} | {first:,.1f} | {best:,.1f} |")

    ratio("layer(), 4,000 nodes", "≥ 500", GRAPHSURGEON, ("build", 4_000))
    ratio("layer(), 4,000 nodes", "≥ 1", ONNX_IR, ("build", 4_000))
    ratio("rewiring, 4,000 users", "≥ 500", GRAPHSURGEON, ("rewire", 4_000))
    ratio("rewiring, 4,000 users", "≥ 1", ONNX_IR, ("rewire", 4_000))
    ratio("import and export, 50,000 nodes", "≥ 10", GRAPHSURGEON, ("import", 50_000), ("export", 50_000))
    ratio("import and export, 50,000 nodes", "≥ 3", ONNX_IR, ("import", 50_000), ("export", 50_000))
    if edits:
        new, over, external = edits[1], edits[3], edits[4]
        peak = max(edit.peak_kib for edit in edits[:5]) * 1024 / 1e6
        lines.append(f"| large model edited, new file: times the copy | ≤ 1.3 | {new.times_the_copy:.2f} | |")
        lines.append(f"| large model edited, over itself: times the copy | ≤ 1.3 | {over.times_the_copy:.2f} | |")
        lines.append(f"| large model edited, weights in a data file: s | < 1 | {external.median:.3f} | |")
        lines.append(f"| large model edited: peak MB | < 300 | {peak:,.0f} | |")
    return "\n".join(lines)


def machine() -> str:
    model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.platform(terse=True)}, Python {platform.python_version()}"


def main() -> None:
    names = sorted({case.workload for case in CASES} | {workload for workload, _, _ in GROWTH} | {"edit"})
    parser = argparse.ArgumentParser(prog="oplab bench surgeon", description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", metavar="NAME", choices=names, help=f"one of {', '.join(names)}; may be given again")
    parser.add_argument("--quick", action="store_true", help="fewer runs, no million nodes, a smaller large model")
    options = parser.parse_args()
    wanted = set(options.only or names)
    started = time.monotonic()
    load = os.getloadavg()[0]
    install_peers()
    (HOME / "bench").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="work-", dir=HOME / "bench"))
    try:
        benchmark = Benchmark(folder, options.quick)
        mebibytes = 128 if options.quick else 1024
        edits = editing.turns(folder, mebibytes, 3 if options.quick else 5, benchmark.limit) if "edit" in wanted else []
        rows = benchmark.compare([case for case in CASES if case.workload in wanted])
        grown = benchmark.grow(wanted) if wanted & {workload for workload, _, _ in GROWTH} else {}
    finally:
        shutil.rmtree(folder)
    print(f"`./oplab bench surgeon{''.join(f' {word}' for word in sys.argv[1:])}`, {time.monotonic() - started:.0f} s.")
    print(f"Machine: {machine()}; load when it began {load:.1f}.")
    print(f"Contenders: OpLab on {OPLAB.version}; {', '.join(f'{one.name} {one.version}' for one in (*PEERS, ONNX))}.\n")
    if rows:
        print(f"{figures(rows, edits)}\n\n{comparison(rows)}\n")
    if edits:
        print(f"{editing.table(edits, mebibytes)}\n")
    if grown:
        print(f"{growth(grown)}")


if __name__ == "__main__":
    sys.exit(main())
