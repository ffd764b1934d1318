"""One beat's fields: text, kind, weight, must-have, what to avoid."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QWidget,
)

from picturedesk.records import Beat, BeatKind
from picturedesk_app.i18n import tr
from picturedesk_app.library.flow import Flow
from picturedesk_app.moodboard.beat_list import KIND_WORDS
from picturedesk_app.theme import Size

_WEIGHTS = (0.5, 1.0, 1.5, 2.0)


class BeatEditor(QWidget):
    """Says what changed when a field is left or Enter is pressed."""

    edited = Signal(object)
    """The beat as it is now."""

    def __init__(self) -> None:
        super().__init__()
        self._beat: Beat | None = None
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("What the pictures should show"))
        self.kinds = QButtonGroup(self)
        for number, kind in enumerate(BeatKind):
            self.kinds.addButton(_chip(tr(KIND_WORDS[kind])), number)
        self.must = _chip(tr("Must have"))
        self.weight = QSlider(Qt.Orientation.Horizontal)
        self.weight.setRange(0, len(_WEIGHTS) - 1)
        self.weight.setPageStep(1)
        self.weight_words = QLabel()
        self.weight_words.setProperty("role", "tiny")
        self.avoid = QLineEdit()
        self.avoid.setPlaceholderText(tr("snow, logos"))
        for field, name in (
            (self.text, tr("Text of the beat")),
            (self.weight, tr("Weight of the beat")),
            (self.avoid, tr("What to avoid")),
        ):  # fmt: skip
            field.setAccessibleName(name)
        self._lay_out()
        self.text.editingFinished.connect(self._say)
        self.avoid.editingFinished.connect(self._say)
        self.kinds.idClicked.connect(self._say)
        self.must.clicked.connect(self._say)
        self.weight.valueChanged.connect(self._weighed)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(Size.S3, Size.S2, Size.S3, Size.S2)
        grid.setHorizontalSpacing(Size.S2)
        grid.setVerticalSpacing(Size.S2)
        grid.addWidget(self.text, 0, 0, 1, 2)
        kinds = QWidget()
        wrapped = Flow(kinds, Size.S1)
        for button in self.kinds.buttons():
            wrapped.addWidget(button)
        grid.addWidget(kinds, 1, 0, 1, 2)
        weigh = QHBoxLayout()
        weigh.addWidget(self.weight, 1)
        weigh.addWidget(self.weight_words)
        grid.addWidget(_label(tr("Weight")), 2, 0)
        grid.addLayout(weigh, 2, 1)
        grid.addWidget(_label(tr("Avoid")), 3, 0)
        grid.addWidget(self.avoid, 3, 1)
        grid.addWidget(self.must, 4, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)

    def show_beat(self, beat: Beat | None) -> None:
        """Show a beat; None: nothing is chosen."""
        if beat == self._beat:
            return
        self._beat = beat
        self.setVisible(beat is not None)
        if beat is None:
            return
        self.text.setText(beat.text)
        self.text.setCursorPosition(0)
        self.kinds.button(list(BeatKind).index(beat.kind)).setChecked(True)
        self.must.setChecked(beat.must_have)
        nearest = min(range(len(_WEIGHTS)), key=lambda n: abs(_WEIGHTS[n] - beat.weight))
        self.weight.blockSignals(True)
        self.weight.setValue(nearest)
        self.weight.blockSignals(False)
        self.weight_words.setText(f"×{beat.weight:g}")
        self.avoid.setText(", ".join(beat.avoid))
        self.avoid.setCursorPosition(0)
        self.avoid.setToolTip(", ".join(beat.avoid))

    def focus_text(self) -> None:
        """Put the cursor into the text."""
        self.text.setFocus()
        self.text.selectAll()

    def settle(self) -> None:
        """What is being typed counts from now on: a shortcut acts on the beat."""
        self._say()

    def _weighed(self, place: int) -> None:
        self.weight_words.setText(f"×{_WEIGHTS[place]:g}")
        if self._beat is not None:
            self._change(replace(self._beat, weight=_WEIGHTS[place]))

    def _say(self, *_: object) -> None:
        if self._beat is None:
            return
        text = self.text.text().strip()
        if not text:
            self.text.setText(self._beat.text)
            return
        words = [part.strip() for part in self.avoid.text().split(",")]
        self._change(
            replace(
                self._beat,
                text=text,
                kind=list(BeatKind)[self.kinds.checkedId()],
                must_have=self.must.isChecked(),
                avoid=tuple(dict.fromkeys(word for word in words if word)),
            )
        )

    def _change(self, beat: Beat) -> None:
        if beat != self._beat:
            self._beat = beat
            self.edited.emit(beat)


def _chip(words: str) -> QPushButton:
    chip = QPushButton(words)
    chip.setProperty("role", "choice")
    chip.setCheckable(True)
    return chip


def _label(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "small")
    return label
