"""Over a deck's lines: how many there are, which could not be read, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from picturedesk_app import icons
from picturedesk_app.headlines.asking import DeckFound
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size

_LISTED = 8


class DeckBar(QWidget):
    """Hidden where no deck is open."""

    pick_all = Signal()
    repeat_changed = Signal(bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.problems, self.notes = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "title")
        self.problems.setProperty("role", "thin")
        self.problems.setWordWrap(True)
        self.problems.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes.setProperty("role", "small")
        self.notes.setWordWrap(True)
        self.all = QPushButton(tr("Pick the first of every line"))
        self.all.setIcon(icons.icon("check"))
        self.all.clicked.connect(self.pick_all)
        self.repeat = QPushButton(tr("Pictures more than once"))
        self.repeat.setProperty("role", "chip")
        self.repeat.setCheckable(True)
        self.repeat.setToolTip(tr("Else no two lines get the same picture, nor one nearly like it"))
        self.repeat.clicked.connect(self.repeat_changed)
        self.close_deck = QPushButton(tr("Close the deck"))
        self.close_deck.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.setSpacing(Size.S2)
        top.addWidget(self.title, 1)
        top.addWidget(self.repeat)
        top.addWidget(self.all)
        top.addWidget(self.close_deck)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S5, Size.S3, Size.S5, Size.S3)
        layout.setSpacing(Size.S1)
        layout.addLayout(top)
        layout.addWidget(self.notes)
        layout.addWidget(self.problems)
        self.hide()

    def show_deck(self, found: DeckFound) -> None:
        """Tell about this deck."""
        lines = trn("{n} line", "{n} lines", len(found.schedule.entries))
        self.title.setText(tr("{name}: {lines}", name=found.wish.name, lines=lines))
        notes = list(found.schedule.notes)
        gaps = len(found.schedule.gaps)
        if gaps:
            fits = "Nothing in the library really fits {n} of them."
            none = gaps == len(found.schedule.entries)
            words = tr("Nothing in the library really fits these lines; the nearest are shown.")
            notes.insert(0, words if none else trn(fits, fits, gaps))
        self.notes.setText(" ".join(notes))
        self.notes.setVisible(bool(notes))
        bad = found.problems
        said = [tr("Line {n}: {why}", n=p.number, why=p.reason) for p in bad[:_LISTED]]
        if len(bad) > _LISTED:
            said.append(tr("… and {n} more", n=len(bad) - _LISTED))
        if bad:
            one = "{n} line could not be used; the others are below."
            said.insert(0, trn(one, "{n} lines could not be used; the others are below.", len(bad)))
        self.problems.setText("\n".join(said))
        self.problems.setVisible(bool(said))
        self.all.setEnabled(bool(found.schedule.entries))
        self.repeat.setChecked(found.wish.repeat)
        self.repeat.setIcon(icons.icon("check" if found.wish.repeat else "plus"))
        self.show()
