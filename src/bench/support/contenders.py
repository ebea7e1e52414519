"""Who is compared, and how one of them is made to run a workload in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BENCH = ROOT / "src" / "bench"
HOME = Path(os.environ["OPLAB_HOME"])


@dataclass(frozen=True)
class Timings:
    """What one process measured; `failure` says why there is nothing, `> 120 s` for one."""

    seconds: tuple[float, ...] = ()
    cpu: tuple[float, ...] = ()
    peak_kib: int = 0
    answer: int = 0
    failure: str = ""


class Contender:
    name: str
    version: str

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def run(self, workload: str, size: int, folder: Path, runs: int, enough: float, limit: float) -> Timings:
        command = [*self.command(), workload, str(size), str(folder), str(runs), str(enough)]
        try:
            done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=limit)
        except subprocess.TimeoutExpired:
            return Timings(failure=f"> {limit:.0f} s")
        if done.returncode != 0:
            raise SystemExit(f"{self.name} failed in {workload} {size}:\n{done.stderr[-2000:]}")
        measured = json.loads(done.stdout.splitlines()[-1])
        if "error" in measured:
            return Timings(failure=f"fails ({measured['error']})")
        return Timings(tuple(measured["seconds"]), tuple(measured["cpu"]), measured["peak_kib"], measured["answer"])


class OpLab(Contender):
    """OpLab in a JVM like a kernel's: its flags, its class path, its start-up cache."""

    name = "OpLab"

    @cached_property
    def jdk(self) -> Path:
        return Path((HOME / "state" / "launch").read_text().splitlines()[1])

    @cached_property
    def version(self) -> str:
        release = dict(line.split("=", 1) for line in (self.jdk / "release").read_text().splitlines() if "=" in line)
        implementor, number = release["IMPLEMENTOR"].strip('"'), release["JAVA_VERSION"].strip('"')
        return f"{implementor} JDK {number}, {self.flags}"

    @cached_property
    def flags(self) -> str:
        script = (ROOT / "kernel-ext" / "launcher" / "java.sh").read_text()
        return next(line for line in script.splitlines() if line.startswith("KERNEL_FLAGS=")).split("'")[1]

    @cached_property
    def jar(self) -> Path:
        """The workloads, compiled against the jars in use."""
        folder = HOME / "bench" / "java"
        folder.mkdir(parents=True, exist_ok=True)
        classes, jar = folder / "classes", folder / "bench.jar"
        path = subprocess.run([ROOT / "oplab", "classpath"], check=True, capture_output=True, text=True).stdout.strip()
        sources = sorted(map(str, (BENCH / "src" / "main" / "java").rglob("*.java")))
        subprocess.run([self.jdk / "bin" / "javac", "-nowarn", "-cp", path, "-d", classes, *sources], check=True)
        subprocess.run([self.jdk / "bin" / "jar", "cf", jar, "-C", classes, "."], check=True)
        return jar

    def command(self) -> list[str]:
        return [str(ROOT / "oplab"), "kernel-jvm", "dev.oplab.bench.Harness"]

    def environment(self) -> dict[str, str]:
        return {**os.environ, "OPLAB_MORE_JARS": str(self.jar)}


class Peer(Contender):
    """A Python package, in an environment that all peers share and that no one else uses."""

    def __init__(self, package: str, script: str) -> None:
        self.name = package
        self.script = BENCH / "contenders" / script

    @property
    def python(self) -> Path:
        return HOME / "bench" / "peers" / "bin" / "python"

    @cached_property
    def version(self) -> str:
        ask = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"
        return subprocess.run([self.python, "-c", ask, self.name], check=True, capture_output=True, text=True).stdout.strip()

    def command(self) -> list[str]:
        return [str(self.python), str(self.script)]


OPLAB = OpLab()
GRAPHSURGEON = Peer("onnx-graphsurgeon", "with_graphsurgeon.py")
ONNX_IR = Peer("onnx-ir", "with_onnx_ir.py")
ONNX = Peer("onnx", "with_onnx.py")


def install_peers() -> None:
    """Makes the environment of the peers, unless it holds these versions already."""
    pins = BENCH / "contenders" / "requirements.txt"
    folder = HOME / "bench" / "peers"
    installed = folder / "pins"
    if installed.exists() and installed.read_text() == pins.read_text():
        return
    print("installing what OpLab is compared with", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    pip = [GRAPHSURGEON.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", pins]
    if subprocess.run(pip).returncode != 0:
        raise SystemExit("pip could not install the peers of src/bench/contenders/requirements.txt; that needs the network.")
    installed.write_text(pins.read_text())
