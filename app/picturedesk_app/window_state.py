"""What comes back at the next start: one small file per library, read before the window."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from picturedesk.paths import config_folder


@dataclass(slots=True)
class WindowState:
    """Geometry, page, and each page's own state (JSON values)."""

    path: Path
    geometry: str = ""
    text_scale: float = 1.0
    last_page: str = "library"
    pages: dict[str, dict[str, object]] = field(default_factory=dict)

    @classmethod
    def load(cls, library: Path) -> WindowState:
        """The state kept for this library; defaults where there is none or it is damaged."""
        name = hashlib.sha256(str(library).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        state = cls(config_folder() / f"window-{name}.json")
        stored: Any = None
        with contextlib.suppress(OSError, ValueError):
            stored = json.loads(state.path.read_text(encoding="utf-8"))
        if isinstance(stored, dict):
            state._take(stored)
        return state

    def _take(self, stored: dict[str, Any]) -> None:
        if isinstance(stored.get("geometry"), str):
            self.geometry = stored["geometry"]
        if isinstance(stored.get("text_scale"), int | float):
            self.text_scale = float(stored["text_scale"])
        if isinstance(stored.get("last_page"), str):
            self.last_page = stored["last_page"]
        if isinstance(stored.get("pages"), dict):
            self.pages = {str(k): v for k, v in stored["pages"].items() if isinstance(v, dict)}

    def page(self, page_id: str) -> dict[str, object]:
        """One page's state."""
        return self.pages.get(page_id, {})

    def save(self) -> None:
        """Write it; a window state that cannot be written is no reason to stop closing."""
        stored = {
            "geometry": self.geometry,
            "text_scale": self.text_scale,
            "last_page": self.last_page,
            "pages": self.pages,
        }
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside = self.path.with_suffix(".tmp")
            beside.write_text(json.dumps(stored), encoding="utf-8")
            beside.replace(self.path)
