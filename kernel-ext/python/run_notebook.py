"""Executes a notebook in the real OpLab kernel: `oplab run NOTEBOOK [--output FILE] [--timeout S]`.

Exit status 0 when every cell worked; 1 when one failed, after printing the cell and its error (what
was executed up to there is written all the same); 2 when the call itself was wrong.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class Parser(argparse.ArgumentParser):
    """Says what is wrong as the Java commands do; the launcher shows the help page."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"oplab run: {message}\nFix: see 'oplab run --help'.\n")


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = Parser(prog="oplab run", add_help=False, allow_abbrev=False)
    parser.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--timeout", type=float, default=600)
    options = parser.parse_args(argv)
    if options.notebook.suffix != ".ipynb":
        parser.error(f"expected a notebook (.ipynb), found {options.notebook}")
    if not options.notebook.is_file():
        sys.exit(f"oplab run: {options.notebook}: There is no such file.\nFix: check the name; relative names start at {Path.cwd()}.")
    if not options.timeout > 0:
        parser.error(f"argument --timeout: must be above 0, found {options.timeout:g}")
    if options.output is None:
        options.output = Path(os.environ["OPLAB_HOME"], "runs", options.notebook.name)
        options.output.parent.mkdir(parents=True, exist_ok=True)
    if options.output.suffix not in (".ipynb", ".html"):
        parser.error(f"argument --output: must end in .ipynb or .html, found {options.output}")
    if not options.output.parent.is_dir():
        sys.exit(f"oplab run: cannot write {options.output}: there is no folder {options.output.parent}\nFix: make it first, with mkdir -p.")
    return options


def read(path: Path) -> nbformat.NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except Exception as problem:  # nbformat raises whatever its parser does
        sys.exit(f"oplab run: {path} is not a notebook: {problem}\nFix: give a Jupyter notebook (.ipynb).")


class Narrator:
    """Says on stderr which cell runs and how long it took."""

    def __init__(self, notebook: nbformat.NotebookNode) -> None:
        self.total = sum(cell.cell_type == "code" for cell in notebook.cells)
        self.number = 0
        self.started = 0.0
        self.live = sys.stderr.isatty()

    def cell_started(self, cell, cell_index) -> None:
        if cell.cell_type == "code":
            self.number += 1
            self.started = time.monotonic()
            self.title = next((line for line in cell.source.splitlines() if line.strip()), "")[:60]
            if self.live:
                print(f"\r  [{self.number}/{self.total}] ...      {self.title}", end="", file=sys.stderr, flush=True)

    def cell_executed(self, cell, cell_index, execute_reply) -> None:
        took = time.monotonic() - self.started
        start = "\r" if self.live else ""
        print(f"{start}  [{self.number}/{self.total}] {took:6.2f} s {self.title}", file=sys.stderr, flush=True)


def end_kernel(client: NotebookClient):
    """The kernel takes many seconds over a shutdown_request, and 40 ms over SIGTERM."""

    async def end(**_) -> None:
        manager = client.km
        if manager is not None and await manager.is_alive():
            await manager.signal_kernel(signal.SIGTERM)
            deadline = time.monotonic() + 3
            while await manager.is_alive() and time.monotonic() < deadline:
                time.sleep(0.02)

    return end


def failure(cell_number: int, cell, problem: BaseException, timeout: float) -> str:
    if isinstance(problem, CellTimeoutError):
        reason = f"took longer than {timeout:g} s\nFix: give --timeout more seconds."
    elif isinstance(problem, DeadKernelError):
        reason = "the kernel died; the lines above may say why"
    else:
        outputs = [out for out in cell.outputs if out.output_type == "error"]
        lines = [line for out in outputs for line in (out.traceback or [f"{out.ename}: {out.evalue}"])]
        reason = ANSI.sub("", "\n".join(lines)) or str(problem)
    source = "\n".join("    " + line for line in cell.source.splitlines())
    return f"oplab run: cell {cell_number} failed:\n\n{source}\n\n{reason}"


def write(notebook: nbformat.NotebookNode, output: Path) -> None:
    beside = output.with_name(output.name + ".part")
    if output.suffix == ".html":
        from nbconvert import HTMLExporter

        page, _ = HTMLExporter().from_notebook_node(notebook)
        beside.write_text(page, encoding="utf-8")
    else:
        nbformat.write(notebook, beside)
    beside.replace(output)


def main(argv: list[str] | None = None) -> int:
    options = parse(argv)
    notebook = read(options.notebook)
    narrator = Narrator(notebook)
    client = NotebookClient(
        notebook,
        kernel_name="oplab",
        timeout=options.timeout,
        shutdown_kernel="immediate",
        coalesce_streams=True,
        resources={"metadata": {"path": str(options.notebook.resolve().parent)}},
        on_cell_start=narrator.cell_started,
        on_cell_executed=narrator.cell_executed,
    )
    client.on_notebook_complete = end_kernel(client)
    client.on_notebook_error = end_kernel(client)
    problem: BaseException | None = None
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as found:
        problem = found
    except (OSError, RuntimeError) as found:  # what Jupyter raises where a kernel does not start
        if narrator.number:
            raise
        sys.exit(f"oplab run: the kernel did not start: {found}\nFix: run 'oplab setup' and read what it says.")
    write(notebook, options.output)
    if problem is not None:
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        print(failure(narrator.number, code[narrator.number - 1], problem, options.timeout), file=sys.stderr)
    print(options.output)
    return 0 if problem is None else 1


if __name__ == "__main__":
    sys.exit(main())
