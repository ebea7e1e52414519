"""Drives a real OpLab kernel for the tests: one JSON request a line in, one JSON answer a line out.

Request: {"code": "...", "timeout": 60, "interrupt_after": seconds or null}
Answer: {"status": "ok" or "error", "seconds": float, "outputs": [{"type", "name", "text", "data", "evalue",
"traceback"}]}. The first line out is {"ready": seconds, "pid": kernel process}.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
import time

from jupyter_client.manager import start_new_kernel


def simplify(message: dict) -> dict | None:
    kind, content = message["msg_type"], message["content"]
    if kind == "stream":
        return {"type": kind, "name": content["name"], "text": content["text"]}
    if kind in ("display_data", "update_display_data", "execute_result"):
        return {"type": kind, "data": {mime: str(body) for mime, body in content["data"].items()}}
    if kind == "error":
        return {"type": kind, "evalue": content["evalue"], "traceback": "\n".join(content["traceback"])}
    return None


def execute(manager, client, request: dict) -> dict:
    outputs: list[dict] = []
    started = time.monotonic()
    if request.get("interrupt_after"):
        threading.Timer(request["interrupt_after"], manager.interrupt_kernel).start()
    reply = client.execute_interactive(
        request["code"],
        timeout=request.get("timeout", 60),
        output_hook=lambda message: outputs.append(found) if (found := simplify(message)) else None,
    )
    return {"status": reply["content"]["status"], "seconds": time.monotonic() - started, "outputs": outputs}


def main() -> None:
    started = time.monotonic()
    manager, client = start_new_kernel(kernel_name="oplab")
    process = manager.provisioner.process
    print(json.dumps({"ready": time.monotonic() - started, "pid": process.pid}), flush=True)
    try:
        for line in sys.stdin:
            print(json.dumps(execute(manager, client, json.loads(line))), flush=True)
    finally:
        client.stop_channels()
        process.send_signal(signal.SIGTERM)
        process.wait(10)
        manager.cleanup_resources()


main()
