"""What the export dialog says before anything is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from picturedesk.headlines import ExportOptions, Schedule
from picturedesk_app.headlines.exporting import Job, plan


def job(folder: Path, *, ending: str = "", overwrite: bool = False) -> Job:
    schedule = Schedule([]) if ending else None
    return Job((), str(folder), ExportOptions(overwrite=overwrite), schedule, ending)


def test_a_schedule_that_is_there_already_is_counted_before_and_may_be_replaced(
    tmp_path: Path,
) -> None:
    (tmp_path / "schedule.csv").write_text("kept", encoding="utf-8")
    made = plan(job(tmp_path, ending=".csv"))
    assert made.taken == 1
    assert made.written(enlarge=False, replace=False) == []
    assert made.written(enlarge=False, replace=True) == ["schedule.csv"]
    assert plan(job(tmp_path, ending=".xlsx")).taken == 0


def test_a_place_that_cannot_be_a_folder_is_refused_before_anything_is_made(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a file"
    file.write_bytes(b"")
    assert "is not a folder" in plan(job(file)).problem
    assert "is not a folder" in plan(job(file / "below" / "it")).problem
    assert not plan(job(tmp_path / "new" / "below")).problem


def test_a_folder_that_may_not_be_written_into_is_said_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: Path(path) != tmp_path and real(path, mode)
    )
    assert "Nothing may be written into" in plan(job(tmp_path / "new")).problem
