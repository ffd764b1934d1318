"""The threads: the newest question wins, changes run between steps, work can be held and ended."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from fakes import FakeEncoder
from pytestqt.qtbot import QtBot

from picturedesk.errors import UserError
from picturedesk.library import Library
from picturedesk.records import Changes, Progress
from picturedesk_app import workers
from picturedesk_app.crossing import LongWork
from picturedesk_app.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    def open_library(writable: bool) -> Library:
        return Library.open(tmp_path / "library", writable=writable, encoder=FakeEncoder())

    made = Desk(tmp_path / "library", open_library)
    with qtbot.waitSignal(made.ready, timeout=10_000):
        made.open()
    yield made
    made.close()


def test_only_the_newest_question_of_a_channel_is_answered(desk: Desk, qtbot: QtBot) -> None:
    answers: list[int] = []
    worked: list[int] = []

    def work(number: int, library: Library) -> int:
        worked.append(number)
        time.sleep(0.05)
        return number

    for number in range(20):
        desk.ask("rows", lambda library, n=number: work(n, library), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.wait(150)
    assert answers == [19]
    assert len(worked) <= 3, "stale questions are not worked on"


def test_answers_come_home_to_the_gui_thread(desk: Desk, qtbot: QtBot) -> None:
    where: list[object] = []
    desk.ask("rows", lambda library: threading.get_ident(), where.append)
    desk.ask("inspect", lambda library: 0, lambda _: where.append(threading.get_ident()))
    qtbot.waitUntil(lambda: len(where) == 2)
    assert threading.get_ident() in where
    assert len(set(where)) == 2


def test_a_search_does_not_keep_rows_waiting(desk: Desk, qtbot: QtBot) -> None:
    order: list[str] = []
    desk.ask("search", lambda library: time.sleep(0.5), lambda _: order.append("search"))
    desk.ask("rows", lambda library: None, lambda _: order.append("rows"))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["rows", "search"]


def steps(count: int, pause: float = 0.01) -> LongWork:
    def run(library: Library) -> Iterator[Progress]:
        for done in range(count):
            time.sleep(pause)
            yield Progress("Reading", done + 1, count)

    return LongWork("Work", run)


def test_a_change_runs_between_two_steps_of_long_work(desk: Desk, qtbot: QtBot) -> None:
    made: list[object] = []
    desk.start(steps(200))
    qtbot.waitUntil(lambda: desk.work is not None)
    desk.change(lambda library: Changes(tags=True), made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=1000)
    assert desk.work is not None, "the work went on"
    with qtbot.waitSignal(desk.work_ended):
        desk.cancel()


def test_work_is_held_and_goes_on_and_is_ended(desk: Desk, qtbot: QtBot) -> None:
    desk.start(steps(10_000))
    qtbot.waitUntil(lambda: desk.work is not None and desk.work.progress is not None)
    desk.pause(paused=True)
    qtbot.wait(250)
    assert desk.work is not None
    held = desk.work.progress
    qtbot.wait(250)
    assert desk.work.progress == held
    desk.pause(paused=False)
    qtbot.waitUntil(lambda: desk.work is not None and desk.work.progress != held)
    with qtbot.waitSignal(desk.work_ended) as ended:
        desk.cancel()
    assert ended.args[0].cancelled
    assert desk.work is None


def test_an_error_of_the_world_is_told_and_one_of_ours_reaches_the_handler(
    desk: Desk, qtbot: QtBot
) -> None:
    told: list[UserError] = []

    def refuse(library: Library) -> object:
        raise UserError("No such picture.")

    def stumble(library: Library) -> object:
        raise KeyError("ours")

    desk.ask("inspect", refuse, lambda _: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].sentence == "No such picture."
    with qtbot.waitSignal(desk.crashed) as crashed:
        desk.ask("inspect", stumble, lambda _: None)
    assert isinstance(crashed.args[0], KeyError)


def test_whoever_waits_for_an_answer_is_told_when_a_fault_of_ours_ends_it(
    desk: Desk, qtbot: QtBot
) -> None:
    told: list[str] = []
    crashed: list[object] = []
    desk.crashed.connect(crashed.append)

    def stumble(library: Library) -> object:
        raise KeyError("ours")

    desk.ask("inspect", stumble, lambda _: None, lambda error: told.append(error.sentence))
    desk.change(stumble, None, lambda error: told.append(error.sentence))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert set(told) == {"Something went wrong in Picture Desk (KeyError: 'ours')."}
    assert len(crashed) == 2, "it is in the log as well"


def test_a_full_disk_is_said_wherever_it_is_met_and_is_no_fault_of_ours(
    desk: Desk, qtbot: QtBot
) -> None:
    told: list[str] = []
    crashed: list[object] = []
    desk.crashed.connect(crashed.append)

    def full(library: Library) -> Iterator[Progress]:
        raise OSError(errno.ENOSPC, "No space left on device", "thumbnails/ab.webp")

    def steps(library: Library) -> Iterator[Progress]:
        yield Progress("Reading", 0, 1)
        yield from full(library)

    desk.ask("inspect", full, lambda _: None, lambda error: told.append(error.sentence))
    desk.change(full, None, lambda error: told.append(error.sentence))
    with qtbot.waitSignal(desk.work_ended) as ended:
        desk.start(LongWork("Reading", steps))
    qtbot.waitUntil(lambda: len(told) == 2)
    said = {*told, ended.args[0].error.sentence}
    assert said == {"The disk is full (thumbnails/ab.webp)."}
    assert not crashed


def test_a_young_import_tells_the_lists_sooner_than_a_long_one(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    clock = type("clock", (), {"monotonic": staticmethod(lambda: now)})

    def run(library: Library) -> Iterator[Progress]:
        nonlocal now
        for done in range(60):
            now += 0.125
            yield Progress("Reading", done, 60)

    monkeypatch.setattr(workers, "time", clock)
    with Library.open(tmp_path / "library", writable=True, encoder=FakeEncoder()) as library:
        writer = workers.Writer(lambda writable: library, workers.Control())
        told: list[float] = []
        writer.changed.connect(lambda changes: told.append(now - 100.0))
        writer.open()
        with qtbot.waitSignal(writer.ended):
            writer.start(LongWork("Reading", run))
    assert told[:4] == [0.25, 0.5, 0.75, 1.0]
    assert {later - sooner for sooner, later in pairwise(told[8:-1])} == {1.0}


def test_closing_in_the_middle_of_work_ends_every_thread(qtbot: QtBot, tmp_path: Path) -> None:
    def open_library(writable: bool) -> Library:
        return Library.open(tmp_path / "other", writable=writable, encoder=FakeEncoder())

    desk = Desk(tmp_path / "other", open_library)
    with qtbot.waitSignal(desk.ready, timeout=10_000):
        desk.open()
    desk.start(steps(10_000))
    qtbot.waitUntil(lambda: desk.work is not None)
    begun = time.monotonic()
    desk.close()
    assert time.monotonic() - begun < 3.0
    assert not any(thread.isRunning() for thread in desk._threads)


def test_closing_takes_away_what_a_worker_waits_for(qtbot: QtBot, tmp_path: Path) -> None:
    def open_library(writable: bool) -> Library:
        return Library.open(tmp_path / "other", writable=writable, encoder=FakeEncoder())

    ended, asked = threading.Event(), threading.Event()

    def long_question(library: Library) -> bool:
        asked.set()
        return ended.wait(20)

    desk = Desk(tmp_path / "other", open_library, hurry=ended.set)
    with qtbot.waitSignal(desk.ready, timeout=10_000):
        desk.open()
    desk.ask("search", long_question, lambda _: None)
    assert asked.wait(5)
    begun = time.monotonic()
    desk.close()
    assert time.monotonic() - begun < 3.0
    assert not any(thread.isRunning() for thread in desk._threads)


def test_what_nobody_asked_for_gives_way_to_what_somebody_asked_for(
    desk: Desk, qtbot: QtBot
) -> None:
    begun: list[str] = []
    desk._writer.began.connect(lambda work: begun.append(work.title))
    quiet = LongWork("Quiet", steps(40).steps, key="rescan", quiet=True)
    desk.start(quiet)
    qtbot.waitUntil(lambda: desk.work is not None)
    desk.start(LongWork("Asked for", steps(3).steps))
    qtbot.waitUntil(lambda: begun == ["Quiet", "Asked for", "Quiet"])
    with qtbot.waitSignal(desk.work_ended, timeout=10_000):
        pass


def test_a_look_for_new_pictures_asked_for_while_one_runs_is_done_once_more(
    desk: Desk, qtbot: QtBot
) -> None:
    ended: list[str] = []
    desk.work_ended.connect(lambda end: ended.append(end.work.title))
    desk.start(replace(steps(40), title="First", key="rescan", again=True))
    qtbot.waitUntil(lambda: desk.work is not None)
    for title in ("Second", "Third"):
        desk.start(replace(steps(2), title=title, key="rescan", again=True))
    qtbot.waitUntil(lambda: len(ended) == 2)
    qtbot.wait(100)
    assert ended == ["First", "Second"], "one that waits sees what the third would"


def test_a_quiet_look_makes_room_for_one_that_somebody_asked_for(desk: Desk, qtbot: QtBot) -> None:
    begun: list[str] = []
    desk._writer.began.connect(lambda work: begun.append(work.title))
    desk.start(replace(steps(200), title="Quiet", key="rescan", again=True, quiet=True))
    qtbot.waitUntil(lambda: desk.work is not None)
    with qtbot.waitSignal(desk.work_ended, timeout=10_000) as ended:
        desk.start(replace(steps(2), title="Asked for", key="rescan", again=True))
    assert ended.args[0].work.title == "Asked for"
    qtbot.wait(100)
    assert begun == ["Quiet", "Asked for"]


def test_a_batch_asked_for_twice_runs_once(desk: Desk, qtbot: QtBot) -> None:
    ended: list[str] = []
    desk.work_ended.connect(lambda end: ended.append(end.work.title))
    desk.start(replace(steps(20), key="batch"))
    desk.start(replace(steps(2), key="batch"))
    qtbot.waitUntil(lambda: bool(ended))
    qtbot.wait(100)
    assert len(ended) == 1
