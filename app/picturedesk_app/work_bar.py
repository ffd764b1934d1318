"""The line at the foot of the window: what long work does, how fast, how long still."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from picturedesk_app import i18n, icons
from picturedesk_app.desk import Desk, RunningWork
from picturedesk_app.i18n import tr
from picturedesk_app.theme import Size

_STAGES = {
    "Looking": "Looking through folders",
    "Reading": "Reading pictures",
    "Embedding": "Learning pictures by heart",
    "Indexing": "Tidying the index",
    "Fetching": "Fetching the model",
    "Loading": "Loading the model",
    "Saving": "Saving",
}


def sentence(work: RunningWork) -> str:
    """In the manner of: Reading pictures: 3,120 of 18,400 · 41/s · 6 min left."""
    progress = work.progress
    if progress is None:
        return tr(work.work.title)
    parts = [tr(_STAGES.get(progress.stage, progress.stage))]
    if progress.total:
        parts[0] += tr(
            ": {done} of {total}",
            done=i18n.number(progress.done),
            total=i18n.number(progress.total),
        )
    elif progress.done:
        parts[0] += ": " + i18n.number(progress.done)
    if work.paused:
        return " · ".join([*parts, tr("paused")])
    if work.rate > 0:
        parts.append(i18n.rate(work.rate))
    left = work.seconds_left
    if left is not None and left >= 1:
        parts.append(tr("{time} left", time=i18n.duration(left)))
    return " · ".join(parts)


class WorkBar(QWidget):
    """Shown while long work runs, or while there is something standing to say."""

    problems_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._standing = ""
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.label = QLabel()
        self.label.setProperty("role", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName(tr("Progress"))
        self.pause = self._button("pause", tr("Pause"))
        self.pause.clicked.connect(self.toggle_pause)
        self.cancel = self._button("close", tr("Cancel; what was read stays"))
        self.cancel.clicked.connect(desk.cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Size.S4, 2, Size.S2, 2)
        layout.setSpacing(Size.S3)
        layout.addWidget(self.label)
        layout.addStretch(1)
        layout.addWidget(self.bar)
        layout.addWidget(self.pause)
        layout.addWidget(self.cancel)
        self.setFixedHeight(32)
        desk.work_changed.connect(self.refresh)
        self.refresh()

    def _button(self, name: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(name))
        button.setIconSize(icons.ICON_SIZE * 0.8)
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button

    def stand(self, words: str) -> None:
        """Something that stays true: "Open for reading only: …"."""
        self._standing = words
        self.refresh()

    def toggle_pause(self) -> None:
        """Hold the work, or let it go on."""
        if self._desk.work is not None:
            self._desk.pause(not self._desk.work.paused)

    def refresh(self) -> None:
        """Show what the desk's work does now."""
        work = self._desk.work
        for part in (self.bar, self.pause, self.cancel):
            part.setVisible(work is not None)
        self.setVisible(work is not None or bool(self._standing))
        if work is None:
            self.label.setText(self._standing)
            return
        self.label.setText(sentence(work))
        progress = work.progress
        if progress is not None and progress.total:
            self.bar.setRange(0, progress.total)
            self.bar.setValue(min(progress.done, progress.total))
        else:
            self.bar.setRange(0, 1)
            self.bar.setValue(0)
        self.pause.setIcon(icons.icon("play" if work.paused else "pause"))
        words = tr("Go on") if work.paused else tr("Pause")
        self.pause.setToolTip(words)
        self.pause.setAccessibleName(words)
