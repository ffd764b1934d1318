"""Real odd and broken pictures, where they lie beside the checkout."""

from __future__ import annotations

import re
import time
from pathlib import Path

import psutil
import pytest

from picturedesk import images
from picturedesk.images.picture import Decoded
from picturedesk.records import InputSpec, Problem


@pytest.mark.shared
def test_every_odd_picture_is_an_asset_or_a_problem_with_a_reason(shared: Path) -> None:
    folder = shared / "bad-images"
    pictures = [p for p in sorted(folder.iterdir()) if images.sniff(str(p)).is_picture]
    assert not {"MANIFEST.csv", "README.md"} & {p.name for p in pictures}
    assert all(
        p in pictures for p in folder.iterdir() if p.suffix.lower() in images.PICTURE_EXTENSIONS
    )
    most = 0
    slowest = last = time.monotonic()
    slowest = 0.0
    found: dict[str, Decoded | Problem] = {}
    with images.DecodePool(InputSpec(224), 2) as pool:
        for token, answer in pool.read((p.name, str(p)) for p in pictures):
            found[token] = answer
            slowest, last = max(slowest, time.monotonic() - last), time.monotonic()
            for child in psutil.Process().children() if len(found) % 20 == 0 else []:
                most = max(most, child.memory_info().rss)
    assert set(found) == {p.name for p in pictures}
    reasons = [a.reason for a in found.values() if isinstance(a, Problem)]
    assert all(re.fullmatch(r"[A-Z].{8,95}\.", reason) for reason in reasons), reasons
    assert not [r for r in reasons if "crashed" in r or "longer than" in r]
    assert len(found) - len(reasons) > 500
    assert slowest < 20
    assert most < 400 * 2**20
