"""An import that is killed loses nothing (many more kills: ``tests/benchmarks/kill.py``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from killing import kill_imports
from pictures import paint


@pytest.mark.timeout(180)
def test_an_import_killed_at_random_moments_loses_no_acknowledged_row(tmp_path: Path) -> None:
    for seed in range(150):
        paint(tmp_path / "pictures" / f"{seed}.jpg", seed=seed)
    outcome = kill_imports(tmp_path / "pictures", tmp_path / "library", kills=4)
    assert outcome.faults == []
    assert outcome.kills == 4
