"""How long a person waits: `./oplab bench startup [--cold] [--runs N]`.

Whole-process wall times, median (minimum to maximum), against the budget of each. `--cold` also
clones the checkout into an empty folder and runs the first command there with an empty Maven
repository and no pip cache, which downloads a few hundred MB.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from support.models import heavy

ROOT = Path(__file__).resolve().parents[2]
OPLAB = str(ROOT / "oplab")
NOTEBOOK = "notebooks/00-first-look.ipynb"


def timed(command: list[str], runs: int, **options) -> list[float]:
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        seconds.append(time.perf_counter() - started)
    return seconds


def plain_jjava() -> list[str]:
    """JJava's own kernel without OpLab and without a start-up cache, on the same JDK."""
    jdk = Path(os.environ["OPLAB_HOME"], "state", "launch").read_text().splitlines()[1]
    java = Path(jdk, "bin", "java")
    jar = Path(sys.prefix, "share", "jupyter", "kernels", "java", "jjava.jar")
    opens = "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED"
    return [str(java), "-XX:+UseSerialGC", opens, "-jar", str(jar), "{connection_file}"]


def kernel_first_cell(runs: int, argv: list[str] | None = None) -> list[float]:
    """From the start of the process to the reply to a cell that was sent at once.

    A client's wait_for_ready is left out: it listens for 0.2 s of silence, which is no kernel's doing.
    """
    from jupyter_client.manager import KernelManager

    seconds = []
    for _ in range(runs):
        manager = KernelManager(kernel_name="oplab")
        if argv:
            manager.kernel_spec.argv = argv
        started = time.perf_counter()
        manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        client = manager.client()
        client.start_channels()
        sent = client.execute("1 + 1")
        while (reply := client.get_shell_msg(timeout=30))["parent_header"].get("msg_id") != sent:
            pass
        seconds.append(time.perf_counter() - started)
        assert reply["content"]["status"] == "ok", reply
        client.stop_channels()
        manager.provisioner.process.terminate()
        manager.provisioner.process.wait(10)
        manager.cleanup_resources()
    return seconds


def cold(work: Path) -> float:
    clone = work / "a clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    environment = {
        **os.environ,
        "MAVEN_OPTS": f"-Dmaven.repo.local={work / 'm2'}",
        "PIP_NO_CACHE_DIR": "1",
    }
    for name in ("OPLAB_HOME", "JUPYTER_PATH"):
        environment.pop(name, None)
    started = time.perf_counter()
    subprocess.run(["./oplab", "run", NOTEBOOK], cwd=clone, env=environment, check=True)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(prog="oplab bench startup", description=__doc__.splitlines()[0])
    parser.add_argument("--cold", action="store_true", help="time the first command of a fresh clone too")
    parser.add_argument("--runs", type=int, default=10, help="runs of each short command (default: 10)")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="oplab-bench-"))
    try:
        rows: list[tuple[str, list[float], float | None]] = []
        if options.cold:
            rows.append(("first command of a fresh clone, nothing cached", [cold(work)], 240))
        model = work / "100MB.onnx"
        heavy(model, 96)
        timed([OPLAB, "--help"], 1)
        rows.append(("notebook, run again", timed([OPLAB, "run", NOTEBOOK], 3, cwd=ROOT), 20))
        rows.append(("oplab --help", timed([OPLAB, "--help"], options.runs), 0.7))
        rows.append(("oplab onnx show, 100 MB", timed([OPLAB, "onnx", "show", str(model)], options.runs), 1.2))
        rows.append(("kernel start to first cell done", kernel_first_cell(options.runs), 1.2))
        rows.append(("the same, JJava without OpLab", kernel_first_cell(options.runs, plain_jjava()), None))
    finally:
        shutil.rmtree(work)
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| what | runs | median s | min to max | budget s |\n|---|--:|--:|--:|--:|")
    for what, seconds, budget in rows:
        median = statistics.median(seconds)
        print(f"| {what} | {len(seconds)} | {median:.2f} | {min(seconds):.2f} to {max(seconds):.2f} | {budget or ''} |")


if __name__ == "__main__":
    sys.exit(main())
