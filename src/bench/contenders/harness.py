"""Times one workload in this process: CONTENDER.py WORKLOAD SIZE FOLDER RUNS ENOUGH.

Prints one line of JSON. Making ready is not timed; of memory, the peak up to the end of the first
run counts. No run begins once ENOUGH seconds have passed, making ready included. Java's twin is
`Harness.java`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Workload = tuple[Callable[[int, Path], Any], Callable[[Any], int]]


def peak_kib() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1])
    return 0


def main(workloads: dict[str, Workload]) -> None:
    name, size, folder, runs, enough = sys.argv[1:]
    prepare, run = workloads[name]
    seconds: list[float] = []
    cpu: list[float] = []
    answer = peak = 0
    try:
        end = time.perf_counter() + float(enough)
        while not seconds or (len(seconds) < int(runs) and time.perf_counter() < end):
            state = prepare(int(size), Path(folder))
            cpu_start, start = time.process_time(), time.perf_counter()
            answer = run(state)
            seconds.append(time.perf_counter() - start)
            cpu.append(time.process_time() - cpu_start)
            peak = peak or peak_kib()
            del state
    except Exception as error:  # what a contender cannot do is a result
        print(json.dumps({"error": type(error).__name__}))
        return
    print(json.dumps({"seconds": seconds, "cpu": cpu, "answer": answer, "peak_kib": peak}))
