"""The page's three panes: the brief, what is in the middle, the candidates."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from picturedesk_app.controls import Sides
from picturedesk_app.moodboard.brief_pane import BriefPane
from picturedesk_app.moodboard.candidates import CandidatesPane
from picturedesk_app.moodboard.canvas import Canvas
from picturedesk_app.moodboard.model import BoardModel
from picturedesk_app.moodboard.shot_list import ShotList
from picturedesk_app.moodboard.start import Start
from picturedesk_app.moodboard.toolbar import Toolbar
from picturedesk_app.theme import Size

_BRIEF_LEAST, _CANDIDATES_LEAST, _MIDDLE = 208, 200, 240


class Panes(QSplitter):
    """Shows one of start, canvas and shot list in the middle, and the panes that go with it."""

    def __init__(
        self,
        model: BoardModel,
        brief: BriefPane,
        middle: tuple[Start, Canvas, ShotList],
        candidates: CandidatesPane,
        toolbar: Toolbar,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._model = model
        self._brief = brief
        self._candidates = candidates
        self._start, self._canvas, self._shots = middle
        self.hidden = False
        """Whether only the middle is shown."""
        self.middle = QStackedWidget()
        self._board = _board(toolbar, self._canvas)
        for part in (self._start, self._board, self._shots):
            self.middle.addWidget(part)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for pane in (brief, self.middle, candidates):
            self.addWidget(pane)
        self.setStretchFactor(1, 1)
        self.setSizes([Size.SIDEBAR + 40, 760, Size.INSPECTOR])
        Sides(self, (_BRIEF_LEAST, _CANDIDATES_LEAST), _MIDDLE)

    @property
    def at_start(self) -> bool:
        """Whether the field for a brief is what is shown."""
        return self.middle.currentWidget() is self._start

    def show_start(self) -> None:
        """Where a board begins."""
        self._start.show_new()
        if self._model.is_open:
            self._start.back.show()
        self._show(self._start)
        self._start.field.setFocus()

    def show_brief(self) -> None:
        """The text of the open board's brief."""
        if self._model.is_open:
            self._start.show_brief(self._model.head.brief)
            self._show(self._start)
            self._start.field.setFocus()

    def show_shots(self) -> None:
        """The shot list."""
        if self._model.is_open:
            self._show(self._shots)
            self._shots.table.setFocus()

    def show_canvas(self) -> None:
        """The canvas, if a board is open."""
        if self._model.is_open:
            self._show(self._board)
            self._canvas.setFocus()

    def toggle(self) -> None:
        """Only the middle, or all three panes."""
        self.hidden = not self.hidden
        self._show(self.middle.currentWidget() or self._board)

    def _show(self, part: QWidget) -> None:
        self.middle.setCurrentWidget(part)
        beside = self._model.is_open and not self.hidden
        self._brief.setVisible(beside)
        self._candidates.setVisible(beside and part is self._board)


def _board(toolbar: Toolbar, canvas: Canvas) -> QWidget:
    board = QWidget()
    column = QVBoxLayout(board)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(toolbar)
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    column.addWidget(line)
    column.addWidget(canvas, 1)
    return board
