"""Renaming one node of a large model, against the time of copying the file, in turns."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from support.contenders import GRAPHSURGEON, ONNX_IR, OPLAB, Contender, Timings
from support.models import ensure, path_of


@dataclass(frozen=True)
class Edit:
    """What was timed, turn by turn, and the copies of the same turns that it stands beside."""

    what: str
    seconds: list[float]
    peak_bytes: int = 0
    failure: str = ""
    copies: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def times_the_copy(self) -> float:
        return statistics.median(mine / copy for mine, copy in zip(self.seconds, self.copies))


def timed(*commands: list[str | Path]) -> float:
    start = time.perf_counter()
    for command in commands:
        subprocess.run(command, check=True)
    return time.perf_counter() - start


def settle(*files: Path) -> None:
    """Removes what the last turn wrote and waits for the disk, so that no turn pays for another."""
    for file in files:
        file.unlink(missing_ok=True)
    os.sync()


def turns(folder: Path, mebibytes: int, rounds: int, limit: float) -> list[Edit]:
    for kind in ("heavy", "outside"):
        ensure(folder, kind, mebibytes)
    source, outside = path_of(folder, "heavy", mebibytes), path_of(folder, "outside", mebibytes)
    edited, copy, data = folder / "edited.onnx", folder / "copy.onnx", outside.with_name(f"{outside.name}.data")
    before = data.stat()
    subprocess.run(["cat", source, data], check=True, stdout=subprocess.DEVNULL)  # into the page cache

    def opened(contender: Contender, workload: str) -> Timings:
        settle(edited, copy)
        return contender.run(workload, mebibytes, folder, 1, 1, limit)

    def edits(what: str, all_timings: list[Timings], copies: list[float] | None = None) -> Edit:
        last = all_timings[-1]
        seconds = [one.seconds[0] for one in all_timings if one.seconds]
        return Edit(what, seconds, last.peak_kib * 1024, last.failure, tuple(copies or ()))

    copies, copies_over, new, over, external = [], [], [], [], []
    for _ in range(rounds):
        settle(edited, copy)
        copies.append(timed(["cp", source, copy]))
        new.append(opened(OPLAB, "edit"))
        settle(edited, copy)
        copies_over.append(timed(["cp", source, copy], ["mv", copy, source]))
        over.append(opened(OPLAB, "edit-in-place"))
        external.append(opened(OPLAB, "edit-external"))
    rows = [
        Edit("`cp` to a new file", copies),
        edits("OpLab: open, rename, save to a new file", new, copies),
        Edit("`cp` beside it, then `mv` over it", copies_over),
        edits("OpLab: open, rename, save over it", over, copies_over),
        edits("OpLab, weights in a data file", external),
    ]
    for peer in (GRAPHSURGEON, ONNX_IR):
        rows.append(edits(f"{peer.name}, one file", [opened(peer, "edit")], copies))
        rows.append(edits(f"{peer.name}, weights in a data file", [opened(peer, "edit-external")]))
    after = data.stat()
    if (before.st_ino, before.st_mtime_ns, before.st_size) != (after.st_ino, after.st_mtime_ns, after.st_size):
        raise SystemExit(f"{data} was written to, which an edit of the model beside it must not do")
    settle(edited, copy)
    return rows
