"""Looks for files that trip the reader: `./oplab bench fuzz [--mutants N] [--seed S]`.

Makes mutants of the models of ONNX's backend tests, of those beside the project and of one with every field
there is, in a JVM with 64 MB of heap: each is to read, and then to survive being printed, walked, copied, edited
and written, or to be refused with an error that says where it is broken. Python's own protobuf judges each too,
and its slow parser written in Python every 20th: what they take must have been read and written back as an equal
message. The same seed makes the same mutants; those that fail are kept in a folder that is named at the end.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ORACLE = ROOT / "src" / "testkit" / "src" / "main" / "python"
TESTS = ROOT / "src" / "onnx" / "src" / "test" / "java"
SLOW_JUDGE_EVERY = 20

sys.path.insert(0, str(ORACLE))
import mutants  # noqa: E402 - the judge of the tests


def models(extra: list[Path]) -> list[Path]:
    import onnx

    corpus = ROOT / "target" / "oracle" / f"onnx-{onnx.__version__}"
    if not corpus.is_dir():
        corpus.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, str(ORACLE / "corpus.py"), str(corpus)], check=True)
    folders = [corpus, ROOT.parent / "shared" / "models", ROOT / "notebooks" / "models", *extra]
    return sorted(model for folder in folders for model in folder.rglob("*.onnx"))


def compiled(work: Path) -> list[str]:
    """The command that starts the mutator, compiled against the product's jars."""
    jdk = Path(os.environ["OPLAB_HOME"], "state", "launch").read_text().splitlines()[1]
    jars = subprocess.run([str(ROOT / "oplab"), "classpath"], check=True, capture_output=True, text=True).stdout.strip()
    sources = f"{TESTS}:{ROOT / 'src' / 'testkit' / 'src' / 'main' / 'java'}"
    main = TESTS / "dev" / "oplab" / "onnx" / "fuzz" / "Fuzz.java"
    javac = [f"{jdk}/bin/javac", "-d", str(work / "classes"), "-cp", jars, "-sourcepath", sources, str(main)]
    subprocess.run(javac, check=True)
    flags = ["-Xmx64m", "-Xss512k", "-XX:+UseSerialGC", "-cp", f"{work / 'classes'}:{jars}"]
    return [f"{jdk}/bin/java", *flags, "dev.oplab.onnx.fuzz.Fuzz"]


def passed_on(source: Iterator, total: int, slow: subprocess.Popen) -> Iterator:
    """The records, of which the slow judge gets some too; says how far they are."""
    started = said = time.monotonic()
    for i, (mutant, how, rest) in enumerate(source):
        if i % SLOW_JUDGE_EVERY == 0:
            slow.stdin.write(struct.pack(">I", len(mutant)) + mutant + struct.pack(">BI", how, len(rest)) + rest)
        if time.monotonic() - said > 15:
            said = time.monotonic()
            print(f"{i:,} of {total:,} mutants, {i / (said - started):,.0f} a second", file=sys.stderr)
        yield mutant, how, rest


def main() -> int:
    parser = argparse.ArgumentParser(prog="oplab bench fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--mutants", type=int, default=300_000, help="how many (default: 300000)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="which ones (default: others each time)")
    parser.add_argument("--models", type=Path, action="append", default=[], help="a folder of models to use too")
    options = parser.parse_args()
    faults = Path(os.environ["OPLAB_HOME"], "fuzz", str(options.seed))
    work = Path(tempfile.mkdtemp(prefix="oplab-bench-"))
    started = time.monotonic()
    try:
        files = models(options.models)
        (work / "models").write_text("".join(f"{file}\n" for file in files))
        command = [*compiled(work), str(options.mutants), str(options.seed), str(work / "faults"), "-", str(work / "models")]
        with open(work / "said", "w+b") as said:
            reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said)
            slow = subprocess.Popen(
                [sys.executable, str(ORACLE / "mutants.py"), "-", str(work / "faults")],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                env={**os.environ, "PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION": "python"},
            )
            records = passed_on(mutants.records(reader.stdout), options.mutants, slow)
            counts, bad = mutants.judge_all(records, work / "faults")
            slow_verdicts = slow.communicate()[0].decode()
            failed = [name for name, process in (("OpLab", reader), ("the judge", slow)) if process.wait()]
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
        if bad or failed:
            shutil.rmtree(work / "faults" / "files", ignore_errors=True)
            shutil.copytree(work / "faults", faults, dirs_exist_ok=True)
    finally:
        shutil.rmtree(work)
    print(f"{platform.platform()}, {os.cpu_count()} cores, {len(files):,} models, seed {options.seed}, "
          f"{time.monotonic() - started:,.0f} s\n")
    print("| judged by | Python and OpLab | mutants |\n|---|---|--:|")
    for kind, count in sorted(counts.items()):
        print(f"| protobuf | {kind} | {count:,} |")
    for line in slow_verdicts.splitlines():
        parts = line.split("\t")
        print(f"| protobuf written in Python | {parts[1]} | {int(parts[2]):,} |" if len(parts) == 3 else line)
    if bad or failed:
        print(f"\nFailed: {', '.join(failed) or 'as judged'}. The files are in {faults}.")
    return 1 if bad or failed else 0


if __name__ == "__main__":
    sys.exit(main())
