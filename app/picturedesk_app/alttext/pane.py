"""The right third: one editor, or two side by side; the neighbours; the keys at the foot."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from picturedesk_app import theme
from picturedesk_app.alttext.asking import Neighbour
from picturedesk_app.alttext.editor import Editor, section
from picturedesk_app.alttext.key_button import KeyButton, TextRow
from picturedesk_app.alttext.strip import THUMB
from picturedesk_app.grid.thumbnails import Thumbnails, Wish
from picturedesk_app.i18n import tr
from picturedesk_app.theme import Size

_EDITOR_LEAST = 280
_KEYS = {"approve": ("Enter", "Enter"), "reject": ("R", "Ctrl+R"), "skip": ("S", "Ctrl+S"),
         "decorative": ("D", "Ctrl+D"), "undo": ("U", "Ctrl+U")}  # fmt: skip
"""Each act's key in the queue, and in the field."""


class Pane(QWidget):
    """Holds the editors; says which act is wanted."""

    act = Signal(str)
    neighbour_taken = Signal(str)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._examples: dict[int, TextRow] = {}
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.editor, self.beside = Editor(), Editor(second=True)
        self.line = QFrame()
        self.line.setProperty("role", "line")
        self.line.setFixedWidth(1)
        self._near = QVBoxLayout()
        self._near.setSpacing(2)
        self.near_title = section(tr("Approved for pictures like this"))
        self.buttons = {
            "approve": KeyButton(tr("Approve"), "Enter", primary=True),
            "reject": KeyButton(tr("Reject"), "R"),
            "skip": KeyButton(tr("Skip"), "S"),
            "decorative": KeyButton(tr("Decorative"), "D"),
            "undo": KeyButton(tr("Undo"), "U"),
        }
        self.hint = QLabel()
        self.hint.setProperty("role", "tiny")
        self.hint.setWordWrap(True)
        self._build()
        for name, button in self.buttons.items():
            button.clicked.connect(partial(self.act.emit, name))
        thumbnails.arrived.connect(self._thumbnail)
        self.show_beside(shown=False)
        self.show_neighbours([])
        self.show_mode(in_field=False)

    def _build(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(Size.S4)
        for editor in (self.editor, self.beside):
            editor.setMinimumWidth(_EDITOR_LEAST)
        columns.addWidget(self.editor, 1, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self.line)
        columns.addWidget(self.beside, 1, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Size.S4, Size.S4, Size.S4, Size.S3)
        column.setSpacing(Size.S2)
        column.addLayout(columns)
        column.addWidget(self.near_title)
        column.addLayout(self._near)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(Size.S4, Size.S3, Size.S4, Size.S3)
        foot.setSpacing(Size.S2)
        grid = QGridLayout()
        grid.setSpacing(Size.S2)
        grid.addWidget(self.buttons["approve"], 0, 0, 1, 2)
        for number, name in enumerate(("reject", "skip", "decorative", "undo")):
            grid.addWidget(self.buttons[name], 1 + number // 2, number % 2)
        foot.addLayout(grid)
        foot.addWidget(self.hint)
        edge = QFrame()
        edge.setProperty("role", "line")
        edge.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addWidget(edge)
        layout.addLayout(foot)

    @property
    def editors(self) -> list[Editor]:
        """Those that are shown."""
        return [self.editor] if self.beside.isHidden() else [self.editor, self.beside]

    def show_beside(self, *, shown: bool) -> None:
        """One language, or two side by side."""
        self.beside.setVisible(shown)
        self.editor.language.setVisible(shown)
        self.line.setVisible(shown)
        least = (2 * _EDITOR_LEAST + 2 * Size.S4 if shown else _EDITOR_LEAST) + 2 * Size.S4 + 14
        self.setMinimumWidth(least)

    def show_mode(self, *, in_field: bool) -> None:
        """Which keys act now."""
        for name, button in self.buttons.items():
            button.show_key(_KEYS[name][in_field])
        self.hint.setText(
            tr("Esc: back to the queue, where single keys act") if in_field
            else tr("E edits · T reads text · arrows move · Space enlarges · L languages")
        )  # fmt: skip

    def show_neighbours(self, found: list[Neighbour]) -> None:
        """The nearest approved pictures with their texts; a press takes the text."""
        while (taken := self._near.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._examples = {}
        wishes = []
        ratio = self.devicePixelRatioF()
        side = round(THUMB * ratio)
        ground = theme.current().color("ground").rgb()
        for neighbour in found:
            row = TextRow(neighbour.text, pictured=True)
            self._examples[neighbour.row.key] = row
            self._thumbnail(neighbour.row.key)
            row.setToolTip(tr("Take this text and make it fit"))
            row.clicked.connect(partial(self.neighbour_taken.emit, neighbour.text))
            self._near.addWidget(row)
            source = neighbour.row
            wishes.append(Wish(source.key, source.thumbnail, "", side, side,
                               Size.THUMB_RADIUS * ratio, ratio, ground))  # fmt: skip
        self.near_title.setVisible(bool(found))
        self._thumbnails.want(self, wishes)

    def _thumbnail(self, key: int) -> None:
        row, pixmap = self._examples.get(key), self._thumbnails.get(key)
        if row is not None and pixmap is not None:
            row.show_pixmap(pixmap)

    def sizeHint(self) -> QSize:
        """A third of a usual window."""
        return QSize(400 if self.beside.isHidden() else 680, 600)
