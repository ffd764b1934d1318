"""A stand-in for the hub on this machine: the two answers that a fetch asks for."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

COMMIT = "0123456789abcdef0123456789abcdef01234567"
_BLOCK = 64 << 10


class Hub:
    """Serves the files of a folder as one repository; a context manager.

    ``drop_after``: every connection of a download breaks after so many bytes (None: never).
    ``changes``: the file whose bytes arrive other than announced. ``status``: answer everything
    with this error. ``slow_s``: rest so long after every 64 kB.
    """

    def __init__(self, folder: Path, repo: str) -> None:
        self.folder, self.repo = folder, repo
        self.drop_after: int | None = None
        self.drops = 0
        self.changes = ""
        self.knows_ranges = True
        self.status: int | None = None
        self.slow_s = 0.0
        self.requests: list[tuple[str, str]] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with contextlib.suppress(ConnectionError):  # whoever asked is gone
                    hub.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path.partition("?")[0]
        self.requests.append((path, request.headers.get("Range", "")))
        prefix = f"/{self.repo}/resolve/{COMMIT}/"
        if self.status is not None:
            self._send(request, self.status, b'{"error": "as the test wants"}')
        elif path == f"/api/models/{self.repo}":
            self._send(request, 200, json.dumps(self._about()).encode())
        elif path.startswith(prefix) and (self.folder / path.removeprefix(prefix)).is_file():
            self._send_file(request, self.folder / path.removeprefix(prefix))
        else:
            self._send(request, 404, b'{"error": "not here"}')

    def _about(self) -> dict[str, Any]:
        siblings = []
        for file in sorted(self.folder.iterdir()):
            content = file.read_bytes()
            blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
            sibling: dict[str, Any] = {
                "rfilename": file.name,
                "size": len(content),
                "blobId": blob,
            }
            if not file.name.endswith(".json"):
                sha = hashlib.sha256(content).hexdigest()
                sibling["lfs"] = {"sha256": sha, "size": len(content), "pointerSize": 130}
            siblings.append(sibling)
        return {"id": self.repo, "modelId": self.repo, "sha": COMMIT, "siblings": siblings}

    def _send(self, request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def _send_file(self, request: BaseHTTPRequestHandler, path: Path) -> None:
        content = path.read_bytes()
        if self.changes == path.name:
            content = content[:-1] + bytes([content[-1] ^ 1])
        start = 0
        wanted = request.headers.get("Range", "")
        if wanted and self.knows_ranges:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            request.send_response(206)
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            request.send_response(200)
        body = content[start:]
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        if self.drop_after is not None and len(body) > self.drop_after:
            self.drops += 1
            request.wfile.write(body[: self.drop_after])
            request.wfile.flush()
            request.close_connection = True
            return
        for start in range(0, len(body), _BLOCK):
            request.wfile.write(body[start : start + _BLOCK])
            time.sleep(self.slow_s)
