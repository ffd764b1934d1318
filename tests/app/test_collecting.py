"""Garbage is collected in the GUI thread, where widgets may be destroyed."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from picturedesk_app import collecting
from picturedesk_app.collecting import Collector


class Ring:
    """Something that only the collector frees; says in which thread."""

    freed: list[int]

    def __init__(self, freed: list[int]) -> None:
        self.me = self
        self.freed = freed

    def __del__(self) -> None:
        self.freed.append(threading.get_ident())


def test_what_a_thread_leaves_is_freed_at_home(qtbot: QtBot) -> None:
    collector = Collector()
    freed: list[int] = []

    def work() -> None:
        for _ in range(2000):
            Ring(freed)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert not freed, "nothing is collected in the thread"
    collector.look()
    assert len(freed) == 2000
    assert set(freed) == {threading.get_ident()}
    collector.close()


def test_all_of_memory_is_gone_through_now_and_then(qtbot: QtBot) -> None:
    holder = QObject()
    collector = Collector(holder)
    freed: list[int] = []
    Ring(freed)
    gc.collect(0)  # an old ring now, if it had lived
    ring = Ring(freed)
    gc.collect(1)
    del ring
    collector._whole -= collecting._WHOLE_S + 1
    for _ in range(gc.get_threshold()[2] + 2):
        gc.collect(1)
    collector.look()
    assert len(freed) == 2
    collector.close()


def test_what_was_loaded_at_the_start_is_not_gone_through_again(qtbot: QtBot) -> None:
    collector = Collector()
    collector._begun -= collecting._SETTLED_S + 1
    collector.look()
    assert gc.get_freeze_count() > 10_000
    collector.close()
    assert gc.get_freeze_count() == 0


def test_afterwards_python_collects_as_before(qtbot: QtBot) -> None:
    before = gc.isenabled()
    gc.enable()
    collector = Collector()
    assert not gc.isenabled()
    collector.close()
    assert gc.isenabled()
    if not before:
        gc.disable()
