"""Writes the kernel's start-up cache: runs what a notebook does first, in a kernel that records.

Usage: train_kernel.py CACHE. The kernel's JVM writes the cache as it ends, so this waits for it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jupyter_client.manager import start_new_kernel

MODEL = Path(__file__).resolve().parents[2] / "notebooks" / "models" / "mobilenet-v3-small.onnx"
EDITED = Path(tempfile.gettempdir()) / f"oplab-train-{os.getpid()}.onnx"
CELLS = [
    "1 + 1",
    "var xs = List.of(1, 2, 3); System.out.println(xs)",
    f'%onnx show "{MODEL}"',
    f'%ort profile "{MODEL}" --iterations 2 --warm-up 1 --as trained',
    "Charts.latency(trained)",
    f'var model = OnnxIo.read(Path.of("{MODEL}")); model',
    "import dev.oplab.surgeon.*; var g = Surgeon.of(model); var x = g.graph().inputs().getFirst();",
    # Often enough for the cache to hold what the compiler learns from it.
    f"""for (int i = 0; i < 20; i++) {{
      for (int j = 0; j < 50; j++) g.layer("Add", List.of(x, x), "t");
      g.cleanup().toposort().save(Path.of("{EDITED}"));
      OnnxIo.read(Path.of("{EDITED}")).copy();
    }}""",
]


def main(cache: str) -> int:
    manager, client = start_new_kernel(kernel_name="oplab", env={**os.environ, "OPLAB_TRAIN_KERNEL": cache})
    process: subprocess.Popen = manager.provisioner.process
    for cell in CELLS:
        reply = client.execute_interactive(cell, timeout=120, output_hook=lambda message: None)
        if reply["content"]["status"] != "ok":
            print(cell, reply["content"].get("evalue"))
    EDITED.unlink(missing_ok=True)
    client.stop_channels()
    process.send_signal(signal.SIGTERM)
    process.wait(120)
    deadline = time.monotonic() + 60
    while not Path(cache).exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    manager.cleanup_resources()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
