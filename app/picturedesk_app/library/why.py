"""Why a picture matched: how it stands, the words that won, a heat map on wish."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from picturedesk.records import Match, Standing
from picturedesk_app import icons
from picturedesk_app.controls import Words
from picturedesk_app.i18n import tr
from picturedesk_app.theme import Size

_WORDS = {
    Standing.STRONG: ("A strong match", "covered"),
    Standing.LIKELY: ("A likely match", "thin"),
    Standing.WEAK: ("A weak match", "muted"),
    Standing.NOTHING_FITS: ("A weak match", "muted"),
}


class WhyBlock(QWidget):
    """Hidden where there was no search."""

    heat_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.standing = QLabel()
        self.bars = QGridLayout()
        self.bars.setContentsMargins(0, 0, 0, 0)
        self.bars.setHorizontalSpacing(Size.S2)
        self.bars.setColumnStretch(1, 1)
        self.heat = QPushButton(tr("Where it matches"))
        self.heat.setCheckable(True)
        self.heat.setProperty("role", "chip")
        self.heat.setIcon(icons.icon("heat"))
        self.heat.toggled.connect(self.heat_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, Size.S1, 0, Size.S1)
        layout.setSpacing(Size.S1)
        layout.addWidget(self.standing)
        layout.addLayout(self.bars)
        layout.addSpacing(Size.S1)
        layout.addWidget(self.heat, 0, Qt.AlignmentFlag.AlignLeft)

    def show_match(self, match: Match | None) -> None:
        """Explain this match; None hides the block."""
        self.setVisible(match is not None)
        if match is None:
            self.heat.setChecked(False)
            return
        words, role = _WORDS[match.standing]
        self.standing.setText(tr(words))
        self.standing.setProperty("role", role)
        self.standing.style().unpolish(self.standing)
        self.standing.style().polish(self.standing)
        while (item := self.bars.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        best = max(match.why.winner_score, 1e-6)
        self._bar(0, match.why.winner, 1.0)
        if match.why.runner_up:
            self._bar(1, match.why.runner_up, max(0.0, match.why.runner_up_score / best))

    def _bar(self, row: int, words: str, share: float) -> None:
        bar = QProgressBar()
        bar.setRange(0, 1000)
        bar.setValue(round(1000 * min(1.0, share)))
        bar.setTextVisible(False)
        bar.setFixedWidth(56)
        label = Words(words)
        label.setProperty("role", "small")
        bar.setAccessibleName(words)
        self.bars.addWidget(bar, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self.bars.addWidget(label, row, 1)
