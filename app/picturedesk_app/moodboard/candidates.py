"""The right pane: the pictures for the chosen beat, to drag in or add with Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from picturedesk.board_document import BoardBeat
from picturedesk.errors import UserError
from picturedesk.records import Beat, Coverage, Standing
from picturedesk_app import reading
from picturedesk_app.controls import Pair
from picturedesk_app.desk import Desk
from picturedesk_app.grid import GridModel, GridView, Row
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.picture_actions import PictureActions
from picturedesk_app.messages import Messages
from picturedesk_app.moodboard import board_reading
from picturedesk_app.moodboard.board_reading import Candidates
from picturedesk_app.theme import Size

_WAIT_MS = 180
_CELL = 104


class CandidatesPane(QWidget):
    """Asks for the beat's pictures when beat or diversity change."""

    wanted = Signal(object)
    """Asset keys (list) to put on the canvas."""
    judged = Signal(object)
    """The :class:`Candidates` that came: they say how well the beat is covered."""

    def __init__(self, desk: Desk, messages: Messages) -> None:
        super().__init__()
        self._desk = desk
        self.beat: Beat | None = None
        self.listed: Callable[[str], bool] = lambda _: True
        """Whether the board's shot list asks for a beat; the page knows."""
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = QLabel(tr("Candidates"))
        self.heading.setProperty("role", "section")
        self.words = QLabel()
        self.words.setProperty("role", "title")
        self.words.setWordWrap(True)
        self.line = QLabel()
        self.line.setProperty("role", "small")
        self.line.setWordWrap(True)
        self.model = GridModel(self._ask_rows, self)
        self.grid = GridView(self.model, desk.imagery.thumbnails)
        self.grid.set_cell(_CELL)
        self.grid.setAccessibleName(tr("Candidates for the beat"))
        self.pictures = PictureActions(self.grid, desk, messages)
        for action in self.pictures.by_id.values():
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.grid.activated.disconnect(self.pictures.preview)
        self.grid.activated.connect(self._activated)
        self.pictures.board_wanted.connect(self.wanted)
        self.grid.selection.changed.connect(self._enable)
        self.add = QPushButton(tr("Add to board"))
        self.add.clicked.connect(self._add)
        self.diversity = QSlider(Qt.Orientation.Horizontal)
        self.diversity.setRange(0, 10)
        self.diversity.setValue(3)
        self.diversity.setAccessibleName(tr("Diversity of the candidates"))
        self.diversity.setToolTip(tr("Left: the most similar. Right: as different as possible."))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.ask)
        self.diversity.valueChanged.connect(self._soon)
        self._lay_out()
        self.show_beat(None)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(Size.S4, Size.S3, Size.S3, Size.S2)
        head.setSpacing(Size.S1)
        for label in (self.heading, self.words, self.line):
            head.addWidget(label)
        variety = QWidget()
        row = QHBoxLayout(variety)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.S2)
        label = QLabel(tr("Diversity"))
        label.setProperty("role", "small")
        label.setBuddy(self.diversity)
        row.addWidget(label)
        row.addWidget(self.diversity, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(Size.S4, Size.S2, Size.S3, Size.S3)
        foot.addWidget(Pair(variety, self.add))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)

    @property
    def share(self) -> float:
        """The diversity asked for, 0 to 1."""
        return self.diversity.value() / 10

    def show_beat(self, beat: BoardBeat | None) -> None:
        """Show the pictures for a beat."""
        new = beat.beat if beat is not None else None
        if new == self.beat and new is not None:
            return
        same = self.beat is not None and new is not None and self.beat.id == new.id
        self.beat = new
        self.words.setText(new.text if new is not None else tr("Choose a beat"))
        for part in (self.diversity, self.add):
            part.setEnabled(new is not None)
        if not same:
            self.line.setText("" if new is not None else tr("Its pictures come up here."))
            self.model.set_list(self.model.keys[:0])
        self._enable()
        if new is None:
            self._desk.drop("search-beat")
        else:
            self._wait.start()

    def forget(self) -> None:
        """Another board is open: even a beat with the same words is another."""
        self.show_beat(None)

    def _soon(self) -> None:
        self._wait.start()

    def ask(self) -> None:
        """Ask the library."""
        if self.beat is not None:
            work = partial(board_reading.candidates, beat=self.beat, diversity=self.share)
            self._desk.ask("search-beat", work, self._came, self._failed)

    def _came(self, found: Candidates) -> None:
        if self.beat is None or found.beat_id != self.beat.id:
            return
        listing = found.listing
        self.model.set_list(listing.keys, listing.ratios, listing.sections, listing.stacks)
        self.line.setText(_sentence(found, listed=self.listed(found.beat_id)))
        self.judged.emit(found)

    def _failed(self, error: UserError) -> None:
        self.line.setText(str(error))
        self.model.set_list(self.model.keys[:0])

    def _ask_rows(self, keys: Sequence[int], then: Callable[[Iterable[Row]], object]) -> None:
        self._desk.ask("board-rows", partial(reading.rows, keys=keys), then)

    def _enable(self) -> None:
        self.add.setEnabled(self.beat is not None and bool(self.grid.selection.count))

    def _activated(self, key: int) -> None:
        chosen = [int(k) for k in self.grid.selection.chosen()]
        self.wanted.emit(chosen if key in chosen else [int(key)])

    def _add(self) -> None:
        self.wanted.emit([int(k) for k in self.grid.selection.chosen()])


def _sentence(found: Candidates, *, listed: bool) -> str:
    """How well the library serves the beat; ``listed``: the shot list asks for it."""
    if found.listing.standing is Standing.NOTHING_FITS or found.coverage is Coverage.GAP:
        if listed:
            return tr("Nothing fits. The nearest are below; the shot list asks for it.")
        return tr("Nothing fits. The nearest are below; “Ask again” puts it on the shot list.")
    words = trn("{n} picture fits", "{n} pictures fit", found.fitting)
    if found.refused and found.beat_id:
        words += ". " + trn(
            "{n} more shows what is to be avoided", "{n} more show what is to be avoided",
            found.refused,
        )  # fmt: skip
    return words + "."
