"""Hands for the Moodboards page: a canvas by itself, and a designer before the whole page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDropEvent,
    QGuiApplication,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from studio_window import Studio

from picturedesk import board_document
from picturedesk.board_document import AssetRef, Item, NoteItem, PictureItem
from picturedesk.records import Swatch
from picturedesk_app import actions, theme
from picturedesk_app.messages import Messages
from picturedesk_app.moodboard.canvas import Canvas
from picturedesk_app.moodboard.canvas_pictures import CanvasPictures
from picturedesk_app.moodboard.item_actions import ItemActions
from picturedesk_app.moodboard.layout_actions import LayoutActions
from picturedesk_app.moodboard.making import Making
from picturedesk_app.moodboard.model import BoardModel
from picturedesk_app.moodboard.page import MoodboardsPage
from picturedesk_app.moodboard.view_actions import ViewActions

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


class Table:
    """A canvas with two pictures and a note, and hands."""

    def __init__(self, qtbot: QtBot) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.install(application)
        self.window = QWidget()
        self.window.resize(1000, 700)
        self.model = BoardModel()
        self.pictures = CanvasPictures(None)
        self.canvas = Canvas(self.model, self.pictures, self.window)
        self.canvas.resize(1000, 700)
        messages = Messages(self.window)
        self.does = ItemActions(self.canvas)
        self.makes = Making(self.canvas, messages)
        self.lays = LayoutActions(self.canvas, messages)
        self.looks = ViewActions(self.canvas)
        self.by_id = actions.install(self.canvas, "board-items", self.does)
        self.by_id |= actions.install(self.canvas, "board-make", self.makes)
        self.by_id |= actions.install(self.canvas, "board-layout", self.lays)
        self.by_id |= actions.install(self.canvas, "board-view", self.looks)
        palette = (Swatch(50, 60, 40, 0.6), Swatch(80, 0, 0, 0.4))
        board = replace(
            board_document.blank(),
            items=(
                PictureItem(id="a", x=0, y=0, width=300, height=200, asset_id="x", z=0),
                PictureItem(id="b", x=400, y=50, width=200, height=200, asset_id="y", z=1),
                NoteItem(id="n", x=100, y=400, width=200, height=40, text="soft light", z=2),
            ),
            assets=(AssetRef("x", "/x.jpg", 3000, 2000, "A dog", palette=palette),
                    AssetRef("y", "/y.jpg", 2000, 2000)),
        )  # fmt: skip
        self.model.load(board)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.canvas.show_box(None)
        self.canvas.zoom_to(1.0)
        self.canvas.setFocus()

    def __getitem__(self, name: str) -> Item:
        item = self.model.item(name)
        assert item is not None
        return item

    def at(self, x: float, y: float) -> QPoint:
        return self.canvas.on_screen(x, y).toPoint()

    def click(self, x: float, y: float, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.canvas.viewport(), LEFT, modifier, self.at(x, y))

    def pointer(self, spot: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
        """The pointer moves with the left button down."""
        port = self.canvas.viewport()
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(spot), QPointF(port.mapToGlobal(spot)),
            Qt.MouseButton.NoButton, LEFT, modifier,
        )  # fmt: skip
        QApplication.sendEvent(port, event)

    def drag(self, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
        port = self.canvas.viewport()
        QTest.mousePress(port, LEFT, modifier, start)
        for step in (0.3, 0.7, 1.0):
            self.pointer(start + (end - start) * step, modifier)
        QTest.mouseRelease(port, LEFT, modifier, end)

    def move(self, start: tuple[float, float], end: tuple[float, float],
             modifier: Qt.KeyboardModifier = NONE) -> None:  # fmt: skip
        self.drag(self.at(*start), self.at(*end), modifier)

    def handle(self, name: str) -> QPoint:
        return self.canvas.overlay.handles()[name].toPoint()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, modifier)

    @property
    def ids(self) -> set[str]:
        return set(self.canvas.chosen.ids)


def wheel(table: Table, at: QPoint, angle: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    port = table.canvas.viewport()
    event = QWheelEvent(
        QPointF(at), QPointF(port.mapToGlobal(at)), QPoint(), QPoint(0, angle),
        Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


BRIEF = """Spring

Subjects
- red things
- blue things
- something green

Avoid
- yellow
"""


@dataclass
class Designer:
    """A studio with the Moodboards page in front."""

    studio: Studio
    asked: list[str] = field(default_factory=list)

    @property
    def page(self) -> MoodboardsPage:
        page = self.studio.window.page("moodboards")
        assert isinstance(page, MoodboardsPage)
        return page

    def until(self, true: object, timeout: int = 15_000) -> None:
        self.studio.until(true, timeout)  # type: ignore[arg-type]

    def make(self, brief: str = BRIEF) -> None:
        """Paste a brief and press Ctrl+Enter."""
        page = self.page
        self.studio.window.show_page("moodboards")
        QGuiApplication.clipboard().setText(brief)
        page.start.field.setFocus()
        page.start.field.selectAll()
        page.start.field.paste()
        QTest.keyClick(page.start.field, Qt.Key.Key_Return, CTRL)
        self.until(lambda: page.model.is_open and not page.asking.running)
        self.until(lambda: page.candidates.model.keys.size > 0)

    def drop(self, data: QMimeData, x: float, y: float) -> None:
        """Let go of a drag over the canvas."""
        canvas = self.page.canvas
        event = QDropEvent(
            QPointF(canvas.on_screen(x, y)), Qt.DropAction.CopyAction, data, LEFT,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        canvas.dropEvent(event)

    def choose_beat(self, number: int) -> None:
        beats = self.page.brief.beats
        beats.setCurrentIndex(beats.beats.index(number))
        self.until(lambda: self.page.candidates.beat == self.page.model.beats[number].beat)
        self.until(lambda: self.page.candidates.model.keys.size > 0)

    def stored(self, board_id: str) -> bool:
        return any(line.id == board_id for line in self.page.keeper.lines)
