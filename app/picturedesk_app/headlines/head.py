"""The head of the page: the line, its channels, and how the answer is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from picturedesk.channels import Channel
from picturedesk_app import icons, theme
from picturedesk_app.headlines import words
from picturedesk_app.headlines.matrix_painter import View
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.flow import Flow
from picturedesk_app.theme import Size


class HeadlineField(QLineEdit):
    """One line; several lines pasted are a deck."""

    lines_pasted = Signal(str)
    down_pressed = Signal()

    def insertFromMimeData(self, data: QMimeData) -> None:
        """Several lines are handed on, one is pasted."""
        self._take(data.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes to the crops; pasting looks at what is pasted."""
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._take(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def _take(self, text: str) -> None:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1:
            self.lines_pasted.emit(text)
        else:
            self.insert(" ".join(text.split()))


_NARROWEST_FILTER, _WIDEST_FILTER = 110, 220


class Head(QWidget):
    """Says what the user wants; shows how it stands."""

    asked = Signal()
    filter_entered = Signal()
    channels_changed = Signal()
    view_changed = Signal()
    deck_wanted = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._channels: dict[str, Channel] = {}
        self._ticked: list[str] = []
        self._chips: dict[str, QPushButton] = {}
        self.field = HeadlineField()
        self.field.setPlaceholderText(tr("Write a headline, or paste a list of them"))
        self.field.setAccessibleName(tr("Headline"))
        self.field.setFont(theme.current().font(Size.HEADING, strong=True))
        self.field.setProperty("role", "headline")
        self.field.returnPressed.connect(self.asked)
        self.look = QPushButton(tr("Find pictures"))
        self.look.setProperty("role", "primary")
        self.look.clicked.connect(self.asked)
        self.of_deck = QLabel(
            tr("Lines and channels are those of the deck. Close it to write a line of your own.")
        )
        self.of_deck.setProperty("role", "muted")
        self.of_deck.setWordWrap(True)
        self.of_deck.hide()
        self.chips = QWidget()
        self.chips.setAccessibleName(tr("Channels"))
        self._flow = Flow(self.chips)
        self._build_bar()
        self._build()

    def _build_bar(self) -> None:
        self.real = self._toggle(tr("Real size"), "preview", tr("As large as people will see it"))
        self.guides = self._toggle(tr("Guides"), "zoom-fit", tr("Covered areas and safe area"))
        self.guides.setChecked(True)
        self.over = self._toggle(tr("Headline on it"), "note", tr("The line set over the picture"))
        for toggle in (self.real, self.guides, self.over):
            toggle.toggled.connect(self.view_changed)
        self.where = QLineEdit()
        self.where.setPlaceholderText(tr("Filter, as in search: rating>=3"))
        self.where.setAccessibleName(tr("Filter"))
        self.where.setClearButtonEnabled(True)
        self.where.setMinimumWidth(_NARROWEST_FILTER)
        self.where.setMaximumWidth(_WIDEST_FILTER)
        self.where.returnPressed.connect(self.filter_entered)
        self.status = QLabel()
        self.status.setProperty("role", "small")
        self.status.setWordWrap(True)
        self.status.setFont(theme.current().font(Size.SMALL))
        self.deck = QPushButton(tr("Open a deck…"))
        self.deck.clicked.connect(self.deck_wanted)
        self.export = QPushButton(tr("Export…"))
        self.export.setIcon(icons.icon("export"))
        self.export.clicked.connect(self.export_wanted)

    def _toggle(self, text: str, icon: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "chip")
        button.setCheckable(True)
        button.setIcon(icons.icon(icon))
        button.setToolTip(tip)
        return button

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Size.S2)
        top.addWidget(self.field, 1)
        top.addWidget(self.of_deck, 1)
        top.addWidget(self.look)
        top.addWidget(self.deck)
        bar = QHBoxLayout()
        bar.setSpacing(6)
        for part in (self.real, self.guides, self.over):
            bar.addWidget(part)
        bar.addSpacing(Size.S2)
        bar.addWidget(self.where, 4)
        bar.addStretch(1)
        bar.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S5, Size.S4, Size.S5, Size.S3)
        layout.setSpacing(Size.S3)
        layout.addLayout(top)
        layout.addWidget(self.chips)
        layout.addLayout(bar)
        layout.addWidget(self.status)
        self.status.hide()

    # -- channels ------------------------------------------------------------------------------

    def show_channels(self, channels: Sequence[Channel], ticked: Iterable[str]) -> None:
        """The channels that there are, some of them ticked."""
        self._channels = {channel.name: channel for channel in channels}
        self._ticked = [name for name in ticked if name in self._channels]
        self._flow.clear()
        self._chips.clear()
        for channel in channels:
            chip = QPushButton(channel.label)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setChecked(channel.name in self._ticked)
            chip.setToolTip(words.channel_words(channel))
            chip.toggled.connect(partial(self._tick, channel.name))
            self._sign(chip)
            self._flow.addWidget(chip)
            self._chips[channel.name] = chip

    @staticmethod
    def _sign(chip: QPushButton) -> None:
        chip.setIcon(icons.icon("check" if chip.isChecked() else "plus"))

    def _tick(self, name: str, on: bool) -> None:
        self._ticked = [n for n in self._channels if (n in self._ticked and n != name) or
                        (on and n == name)]  # fmt: skip
        self._sign(self._chips[name])
        self.channels_changed.emit()

    @property
    def ticked(self) -> list[str]:
        """Names of the ticked channels, in the channels' order."""
        return list(self._ticked)

    def chip(self, name: str) -> QPushButton | None:
        """The chip of a channel."""
        return self._chips.get(name)

    def show_deck(self, is_open: bool) -> None:
        """While a deck is open its lines and channels are what counts, and a sentence says so."""
        for part in (self.field, self.look, self.chips):
            part.setVisible(not is_open)
        self.of_deck.setVisible(is_open)

    # -- looking -------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """What is chosen to be seen."""
        return View(self.real.isChecked(), self.guides.isChecked(), self.over.isChecked())

    def show_view(self, view: View) -> None:
        """Put a choice back."""
        for toggle, on in (
            (self.real, view.real), (self.guides, view.guides), (self.over, view.headline)
        ):  # fmt: skip
            toggle.setChecked(on)

    def show_status(self, text: str, *, tone: str = "small") -> None:
        """How the answer stands."""
        self.status.setText(text)
        self.status.setVisible(bool(text))
        self.status.setToolTip(text)
        self.status.setProperty("role", tone)
        self.status.style().unpolish(self.status)
        self.status.style().polish(self.status)

    def show_picked(self, count: int) -> None:
        """How many crops are picked."""
        self.export.setEnabled(count > 0)
        self.export.setText(
            trn("Export {n} crop…", "Export {n} crops…", count) if count else tr("Export…")
        )
        self.export.setToolTip("" if count else tr("Pick a crop first: Enter"))
