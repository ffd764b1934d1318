"""The Qt binding itself: one version loses a reference to None with every void call."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot


def test_two_hundred_thousand_void_calls_do_not_end_the_process(qtbot: QtBot) -> None:
    thing = QObject()
    for _ in range(200_000):
        thing.setObjectName("x")
    assert thing.objectName() == "x"
