"""OpLab beside onnx-graphsurgeon and onnx-ir: `./oplab bench surgeon [--only NAME] [--quick]`.

The same generated models and the same work for all, each workload in a process of its own, timed
inside that process around the work alone. The first run is what a person waits for in a session
just begun; the best is what is left when a JVM has warmed up. Takes about ten minutes and 5 GB of
disk under OPLAB_HOME, and prints Markdown as it stands in docs/PERFORMANCE.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from pathlib import Path

from support import editing, tables
from support.contenders import GRAPHSURGEON, HOME, ONNX, ONNX_IR, OPLAB, install_peers
from support.measuring import Benchmark, Case

IR_ALONE, SURGEON_ALONE, COMPOSE = (OPLAB, ONNX_IR), (OPLAB, GRAPHSURGEON), (OPLAB, ONNX)
CASES = [
    Case("build", "add nodes with layer()", 1_000),
    Case("build", "add nodes with layer()", 4_000),
    Case("build", "add nodes with layer()", 100_000, contenders=IR_ALONE),
    Case("build", "add nodes with layer()", 1_000_000, contenders=IR_ALONE),
    Case("rewire", "give all users of a tensor another, last first", 4_000),
    Case("rewire", "give all users of a tensor another, last first", 100_000, contenders=IR_ALONE),
    Case("remove", "remove dead nodes that share tensors, last first", 4_000),
    Case("import", "import a file and visit all of it", 50_000, "network"),
    Case("export", "export to bytes", 50_000, "network", same_answer=False),
    Case("copy", "copy the graph", 50_000, "network"),
    Case("import-ifs", "import If nodes that capture values, 9 nodes for each", 1_000, "branches"),
    Case("export-ifs", "export them", 1_000, "branches", same_answer=False),
    Case("copy-ifs", "copy them", 1_000, "branches"),
    Case("toposort", "sort a chain listed backwards", 100_000, "reversed"),
    Case("find", "find a pattern of three nodes", 4_000, "network", SURGEON_ALONE, absent="has none"),
    Case("find", "find a pattern of three nodes", 100_000, "network", SURGEON_ALONE, absent="has none"),
    Case("merge", "merge two models (peer: onnx.compose)", 10_000, "network", COMPOSE, absent="has none"),
]
GROWTH = [
    Case("build", "build", 0),
    Case("import", "import", 0, "network"),
    Case("export", "export", 0, "network"),
    Case("copy", "copy", 0, "network"),
    Case("toposort", "toposort", 0, "reversed"),
    Case("cleanup", "cleanup", 0, "network"),
    Case("rename", "rename all", 0, "network"),
    Case("find", "find", 0, "network"),
]
SIZES = [1_000, 10_000, 100_000, 1_000_000]
QUICK_MOST = 100_000


def machine() -> str:
    model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, Linux {platform.release()}, Python {platform.python_version()}"


def arguments() -> argparse.Namespace:
    names = sorted({case.workload for case in CASES + GROWTH} | {"edit"})
    parser = argparse.ArgumentParser(prog="oplab bench surgeon", description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", metavar="NAME", choices=names,
                        help=f"this workload alone, of {', '.join(names)}; may be given again")
    parser.add_argument("--quick", action="store_true", help="fewer runs, no million nodes, a smaller large model")
    options = parser.parse_args()
    options.only = options.only or names
    return options


def main() -> None:
    options = arguments()
    started, load = time.monotonic(), os.getloadavg()[0]
    most = QUICK_MOST if options.quick else SIZES[-1]
    mebibytes = 128 if options.quick else 1024
    (HOME / "bench").mkdir(exist_ok=True)
    if shutil.disk_usage(HOME).free < 5 * mebibytes << 20:
        raise SystemExit(f"{HOME} has less than {5 * mebibytes:,} MiB free.\nFix: make room, or set OPLAB_HOME to a folder that has it.")
    install_peers()
    folder = Path(tempfile.mkdtemp(prefix="work-", dir=HOME / "bench"))
    try:
        benchmark = Benchmark(folder, options.quick)
        edited = editing.turns(folder, mebibytes, 3 if options.quick else 5, benchmark.limit) if "edit" in options.only else []
        compared = [(case, benchmark.measure(case)) for case in CASES if case.workload in options.only and case.size <= most]
        wanted = [case for case in GROWTH if case.workload in options.only]
        grown = {
            size: {
                case.what: benchmark.measure(Case(case.workload, case.what, size, case.model, (OPLAB,)))[OPLAB]
                for case in wanted
            }
            for size in SIZES if wanted and size <= most
        }
    finally:
        shutil.rmtree(folder)
    print(f"`./oplab bench {' '.join(['surgeon', *sys.argv[1:]])}`, {time.monotonic() - started:.0f} s.")
    print(f"Machine: {machine()}; load when it began {load:.1f}.")
    print(f"Contenders: OpLab on {OPLAB.version}; {', '.join(f'{one.name} {one.version}' for one in (GRAPHSURGEON, ONNX_IR, ONNX))}.")
    if compared or edited:
        print(f"\n{tables.figures(compared, edited)}")
    if compared:
        print(f"\n{tables.comparison(compared)}")
    if edited:
        print(f"\n{tables.edits(edited, mebibytes)}")
    if grown:
        print(f"\n{tables.growth(grown)}")


if __name__ == "__main__":
    sys.exit(main())
