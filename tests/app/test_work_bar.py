"""The line at the foot says what is done, how much, how fast and how long still, for people."""

from __future__ import annotations

import pytest

from picturedesk.records import Progress
from picturedesk_app.running import RunningWork
from picturedesk_app.work_bar import sentence


def work(progress: Progress, rate: float = 0.0, *, paused: bool = False) -> RunningWork:
    return RunningWork("Adding folders", progress, paused, rate=rate)


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (work(Progress("Looking", 312, None)), "Looking through folders: 312"),
        (work(Progress("Reading", 40, 400), 4.0), "Reading pictures: 40 of 400 · 4/s · 90 s left"),
        (work(Progress("Reading", 40, 400), 4.0, paused=True),
         "Reading pictures: 40 of 400 · paused"),
        (work(Progress("Reading", 0, 71, "The model is loading")),
         "Reading pictures: 0 of 71 · the model is loading; what was read can be seen"),
        (work(Progress("Looking", 3, None, "/home/me/pictures")), "Looking through folders: 3"),
    ],
)  # fmt: skip
def test_long_work_is_told_in_a_line(seen: RunningWork, words: str) -> None:
    assert sentence(seen) == words.replace("90 s", "2 min")


def test_a_fetch_is_told_in_bytes() -> None:
    running = RunningWork("CLIP ViT-B/32", Progress("Fetching", 120_000_000, 604_000_000))
    running.rate = 6_000_000
    said = sentence(running, fetch=True)
    assert said == "Fetching CLIP ViT-B/32: 120 MB of 604 MB · 6.0 MB/s · 80 s left"


def test_before_anything_is_known_the_work_says_its_name() -> None:
    assert sentence(RunningWork("Adding folders")) == "Adding folders"
    assert sentence(RunningWork("CLIP"), fetch=True) == "Fetching CLIP"
