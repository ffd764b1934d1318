"""A score explained: its points, and where they come from, part by part."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from picturedesk.headlines import Contribution, Proposal
from picturedesk_app import theme
from picturedesk_app.headlines import words
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size

_BAR = 5
_UNIT = 300.0
"""Pixels of a whole score: bars of all parts share this scale, so that their lengths compare."""


class PartBar(QWidget):
    """Points reached, before a track as long as the points that could be."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_BAR + 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._reached = self._most = 0.0

    def show_part(self, part: Contribution) -> None:
        """Show this part."""
        self._reached = part.points
        added = part.name in ("rules", "feedback")
        share = part.points / part.value if part.value > 1e-6 else 0.0
        self._most = abs(part.points) if added else share
        self.update()

    def sizeHint(self) -> QSize:
        """As long as the layout has room."""
        return QSize(80, _BAR + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """Track, then what was reached; less than nothing in the colour of a gap."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        scale = min(_UNIT, self.width() / 0.34)
        for value, colour in (
            (self._most, "line_strong"),
            (abs(self._reached), "gap" if self._reached < 0 else "muted"),
        ):
            wide = min(float(self.width()), max(0.0, value * scale))
            if wide >= 1:
                painter.setBrush(look.color(colour))
                painter.drawRoundedRect(QRectF(0, 2, wide, _BAR), 2, 2)
        painter.end()


class PartRow(QWidget):
    """One part: its name, its points, its bar."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.name, self.points, self.bar = QLabel(label), QLabel(), PartBar()
        for words_of in (self.name, self.points):
            words_of.setProperty("role", "small")
        self.points.setFont(theme.current().font(Size.SMALL, tabular=True))
        self.points.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, Size.S1)
        grid.setHorizontalSpacing(Size.S2)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.points, 0, 1)
        grid.addWidget(self.bar, 1, 0, 1, 2)

    def show_part(self, part: Contribution) -> None:
        """Show this part."""
        said = words.part_words(part)
        self.points.setText(said)
        self.bar.show_part(part)
        self.bar.setAccessibleName(f"{self.name.text()}: {said}")


class ScoreView(QWidget):
    """Standing and points of one proposal, its parts, and what a person should know."""

    def __init__(self) -> None:
        super().__init__()
        self.total = QLabel()
        self.total.setProperty("role", "title")
        self.standing = QLabel()
        self.reasons = QLabel()
        self.reasons.setProperty("role", "small")
        self.reasons.setWordWrap(True)
        self._rows = {name: PartRow(tr(label)) for name, label in words.PARTS.items()}
        parts = QVBoxLayout()
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        for row in self._rows.values():
            parts.addWidget(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Size.S1)
        layout.addWidget(self.total)
        layout.addWidget(self.standing)
        layout.addSpacing(Size.S2)
        layout.addLayout(parts)
        layout.addSpacing(Size.S2)
        layout.addWidget(self.reasons)

    def show_proposal(self, proposal: Proposal) -> None:
        """Explain this one."""
        if not proposal.is_scored:
            self.show_unknown()
            return
        self.standing.show()
        self.total.setText(
            trn("{n} point of 100", "{n} points of 100", words.points(proposal.score))
        )
        said, role = words.STANDINGS[proposal.standing]
        self.standing.setText(tr(said) + tr(" for the line"))
        self.standing.setProperty("role", role)
        self.standing.style().unpolish(self.standing)
        self.standing.style().polish(self.standing)
        parts = {part.name: part for part in proposal.contributions}
        for name, row in self._rows.items():
            part = parts.get(name)
            row.setVisible(part is not None and not _silent(part))
            if part is not None:
                row.show_part(part)
        self.reasons.setText("\n".join(_sentence(reason) for reason in proposal.reasons))
        self.reasons.setVisible(bool(proposal.reasons))

    def show_unknown(self) -> None:
        """Nobody has scored this crop yet."""
        self.total.setText(tr("Score not known yet"))
        for part in (self.standing, self.reasons, *self._rows.values()):
            part.hide()


def _silent(part: Contribution) -> bool:
    """Rules and feedback that add nothing are not worth a line."""
    return part.name in ("rules", "feedback") and not words.points(part.points)


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."
