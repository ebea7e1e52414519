"""The results as Markdown."""

from __future__ import annotations

from support.contenders import GRAPHSURGEON, ONNX, ONNX_IR, OPLAB, Contender
from support.editing import Edit
from support.measuring import Case, Measured, Results


def number(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3 if value >= 0.1 else 4
    return f"{value:,.{digits}f}"


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def times(measured: Measured | None, absent: str) -> str:
    if measured is None:
        return absent
    return measured.failure or f"{number(measured.first)} / {number(measured.best)}"


def ratios(measured: Measured | None, ours: Measured) -> str:
    if measured is None or measured.failure:
        return ""
    return f"{measured.first / ours.first:,.1f} / {measured.best / ours.best:,.1f}"


def comparison(rows: list[tuple[Case, Results]]) -> str:
    lines = [
        row("workload: first / best run", "nodes", "OpLab s", "graphsurgeon s", "onnx-ir s", "graphsurgeon / OpLab",
            "onnx-ir / OpLab", "CPU s of the first run: OpLab, graphsurgeon, onnx-ir", "peak MB: the same"),
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for case, results in rows:
        ours, surgeon, other = results[OPLAB], results.get(GRAPHSURGEON), results.get(ONNX_IR, results.get(ONNX))
        all_three = [one if one and not one.failure else None for one in (ours, surgeon, other)]
        lines.append(row(
            case.what, f"{case.size:,}", *(times(one, case.absent) for one in (ours, surgeon, other)),
            ratios(surgeon, ours), ratios(other, ours),
            ", ".join(number(one.cpu) if one else "-" for one in all_three),
            ", ".join(f"{one.peak_bytes / 1e6:,.0f}" if one else "-" for one in all_three),
        ))
    return "\n".join(lines)


def growth(rows: dict[int, dict[str, Measured]]) -> str:
    titles = list(next(iter(rows.values())))
    lines = [row("nodes: s (µs a node)", *titles, "peak MB of import"), "|--:|" + "--:|" * (len(titles) + 1)]
    for size, measured in rows.items():
        cells = [f"{number(one.best)} ({one.best / size * 1e6:.2f})" for one in measured.values()]
        peak = f"{measured['import'].peak_bytes / 1e6:,.0f}" if "import" in measured else ""
        lines.append(row(f"{size:,}", *cells, peak))
    return "\n".join(lines)


def edits(rows: list[Edit], mebibytes: int) -> str:
    lines = [row(f"{mebibytes:,} MiB of weights", "median s", "min to max", "times the copy", "peak MB"), "|---|--:|--:|--:|--:|"]
    for edit in rows:
        if edit.failure:
            lines.append(row(edit.what, edit.failure, "", "", ""))
            continue
        lines.append(row(
            edit.what, f"{edit.median:.3f}", f"{min(edit.seconds):.3f} to {max(edit.seconds):.3f}",
            f"{edit.times_the_copy:.2f}" if edit.copies else "", f"{edit.peak_bytes / 1e6:,.0f}" if edit.peak_bytes else "",
        ))
    return "\n".join(lines)


def figures(rows: list[tuple[Case, Results]], edited: list[Edit]) -> str:
    """What was aimed at, and what came out, for the first run and for the best."""
    known = {(case.workload, case.size): results for case, results in rows}
    lines = [row("figure", "aimed at", "first run", "best run"), "|---|--:|--:|--:|"]

    def ratio(what: str, aim: str, peer: Contender, *cases: tuple[str, int]) -> None:
        if all(case in known and not known[case][peer].failure for case in cases):
            first, best = (
                sum(getattr(known[case][peer], kind) for case in cases) / sum(getattr(known[case][OPLAB], kind) for case in cases)
                for kind in ("first", "best")
            )
            lines.append(row(f"{what}, {peer.name} / OpLab", aim, f"{first:,.1f}", f"{best:,.1f}"))

    ratio("layer(), 4,000 nodes", "≥ 500", GRAPHSURGEON, ("build", 4_000))
    ratio("layer(), 4,000 nodes", "≥ 1", ONNX_IR, ("build", 4_000))
    ratio("rewiring, 4,000 users", "≥ 500", GRAPHSURGEON, ("rewire", 4_000))
    ratio("rewiring, 4,000 users", "≥ 1", ONNX_IR, ("rewire", 4_000))
    ratio("import and export, 50,000 nodes", "≥ 10", GRAPHSURGEON, ("import", 50_000), ("export", 50_000))
    ratio("import and export, 50,000 nodes", "≥ 3", ONNX_IR, ("import", 50_000), ("export", 50_000))
    if edited:
        new, over, external = edited[1], edited[3], edited[4]
        lines.append(row("large model edited, new file: times the copy", "≤ 1.3", f"{new.times_the_copy:.2f}", ""))
        lines.append(row("large model edited, over itself: times the copy", "≤ 1.3", f"{over.times_the_copy:.2f}", ""))
        lines.append(row("large model edited, weights in a data file: s", "< 1", f"{external.median:.3f}", ""))
        peak = max(edit.peak_bytes for edit in (new, over, external)) / 1e6
        lines.append(row("large model edited: peak MB", "< 300", f"{peak:,.0f}", ""))
    return "\n".join(lines)
