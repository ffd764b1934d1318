"""The lines at the foot of the window: what long work does, how fast, how long still."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from picturedesk_app import i18n, icons
from picturedesk_app.desk import Desk
from picturedesk_app.i18n import tr
from picturedesk_app.running import RunningWork
from picturedesk_app.theme import Size

_STAGES = {
    "Looking": "Looking through folders",
    "Reading": "Reading pictures",
    "Embedding": "Learning pictures by heart",
    "Indexing": "Tidying the index",
    "Fetching": "Fetching the model",
    "Loading": "Loading the model",
    "Saving": "Saving",
    "Found": "Fetching the model",
    "Checking": "Checking the model",
    "Fetched": "Putting the model in place",
}
_NOTES = {"The model is loading": "the model is loading; what was read can be seen"}
"""Of the notes of long work, those that are told here."""
_IN_BYTES = frozenset(("Found", "Fetching", "Checking", "Fetched"))
_HEIGHT = 32


def sentence(work: RunningWork, *, fetch: bool = False) -> str:
    """In the manner of: Reading pictures: 3,120 of 18,400 · 41/s · 6 min left."""
    progress = work.progress
    if progress is None:
        return tr("Fetching {name}", name=work.title) if fetch else tr(work.title)
    parts = [tr("Fetching {name}", name=work.title) if fetch else _stage(progress.stage)]
    say = i18n.size if progress.stage in _IN_BYTES else i18n.number
    if progress.total:
        parts[0] += tr(
            ": {done} of {total}", done=say(min(progress.done, progress.total)),
            total=say(progress.total),
        )  # fmt: skip
    elif progress.done:
        parts[0] += ": " + say(progress.done)
    if progress.note in _NOTES:
        parts.append(tr(_NOTES[progress.note]))
    if work.paused:
        return " · ".join([*parts, tr("paused")])
    if work.rate > 0:
        fast = f"{i18n.size(round(work.rate))}/s" if say is i18n.size else i18n.rate(work.rate)
        parts.append(fast)
    left = work.seconds_left
    if left is not None and left >= 1:
        parts.append(tr("{time} left", time=i18n.duration(left)))
    return " · ".join(parts)


def _stage(stage: str) -> str:
    return tr(_STAGES.get(stage, stage))


class WorkLine(QWidget):
    """Words, a bar, and room for buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel()
        self.label.setProperty("role", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName(tr("Progress"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Size.S4, 2, Size.S2, 2)
        self._row.setSpacing(Size.S3)
        self._row.addWidget(self.label)
        self._row.addStretch(1)
        self._row.addWidget(self.bar)
        self.setFixedHeight(_HEIGHT)

    def button(self, name: str, words: str) -> QToolButton:
        """One more button at the right."""
        button = QToolButton()
        button.setIcon(icons.icon(name))
        button.setIconSize(icons.ICON_SIZE * 0.8)
        button.setToolTip(words)
        button.setAccessibleName(words)
        self._row.addWidget(button)
        return button

    def leave_room_for(self, button: QToolButton) -> None:
        """As wide as a button that the other line has, so that the bars stand in line."""
        self._row.addSpacing(button.sizeHint().width())

    def show_progress(self, work: RunningWork) -> None:
        """The bar, as far as the work is."""
        progress = work.progress
        total = progress.total if progress is not None and progress.total else 0
        # Bytes of a large model are more than a bar's 32 bits hold.
        self.bar.setRange(0, 1000)
        done = progress.done if progress is not None else 0
        self.bar.setValue(round(1000 * min(done, total) / total) if total else 0)


class WorkBar(QWidget):
    """Shown while long work runs, or while there is something standing to say."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._standing = ""
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.work, self.fetch = WorkLine(), WorkLine()
        self.label, self.bar = self.work.label, self.work.bar
        self.pause = self.work.button("pause", tr("Pause"))
        self.pause.clicked.connect(self.toggle_pause)
        self.cancel = self.work.button("close", tr("Cancel; what was read stays"))
        self.cancel.clicked.connect(desk.cancel)
        self.fetch.bar.setAccessibleName(tr("How far the model is fetched"))
        self.fetch.leave_room_for(self.pause)
        self.stop_fetch = self.fetch.button("close", tr("Stop fetching; it can go on later"))
        self.stop_fetch.clicked.connect(desk.fetch.stop)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.fetch)
        lines.addWidget(self.work)
        desk.work_changed.connect(self.refresh)
        desk.fetch.changed.connect(self.refresh)
        self.refresh()

    def stand(self, words: str) -> None:
        """Something that stays true: "Open for reading only: …"."""
        self._standing = words
        self.refresh()

    def toggle_pause(self) -> None:
        """Hold the work, or let it go on."""
        if self._desk.work is not None:
            self._desk.pause(not self._desk.work.paused)

    @Slot()
    def refresh(self) -> None:
        """Show what the desk does now."""
        work, fetch = self._desk.work, self._desk.fetch.running
        self.work.setVisible(work is not None or bool(self._standing))
        self.fetch.setVisible(fetch is not None)
        self.setVisible(not (self.work.isHidden() and self.fetch.isHidden()))
        if fetch is not None:
            self.fetch.label.setText(sentence(fetch, fetch=True))
            self.fetch.show_progress(fetch)
        for part in (self.bar, self.pause, self.cancel):
            part.setVisible(work is not None)
        self.label.setText(self._standing if work is None else sentence(work))
        if work is None:
            return
        self.work.show_progress(work)
        self.pause.setIcon(icons.icon("play" if work.paused else "pause"))
        words = tr("Go on") if work.paused else tr("Pause")
        self.pause.setToolTip(words)
        self.pause.setAccessibleName(words)
