"""The left pane: the board's name, its beats, what is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from picturedesk.records import Coverage
from picturedesk_app import icons, theme
from picturedesk_app.controls import plain
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.flow import Flow
from picturedesk_app.moodboard import left_out
from picturedesk_app.moodboard.beat_editor import BeatEditor
from picturedesk_app.moodboard.beat_list import BeatList
from picturedesk_app.moodboard.model import BoardModel
from picturedesk_app.theme import Size


class BriefPane(QWidget):
    """Shows the open board's beats; says what the user wants of them."""

    shots_wanted = Signal()
    brief_wanted = Signal()
    beat_typed = Signal(str)
    rerun_wanted = Signal()

    def __init__(self, model: BoardModel) -> None:
        super().__init__()
        self._model = model
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QToolButton()
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.title.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.title.setProperty("role", "board-title")
        self.title.setMenu(QMenu(self.title))
        self.beats = BeatList()
        self.editor = BeatEditor()
        self.new_beat = QLineEdit()
        self.new_beat.setPlaceholderText(tr("Add a beat…"))
        self.new_beat.setAccessibleName(tr("Add a beat"))
        self.new_beat.returnPressed.connect(self._typed)
        self.avoid = QLabel()
        self.avoid.setProperty("role", "small")
        self.avoid.setWordWrap(True)
        self.left_out = _link("info", "")
        self.left_out.clicked.connect(self._show_left_out)
        self.gaps = QLabel()
        self.gaps.setProperty("role", "small")
        self.gaps.setWordWrap(True)
        self.brief = _link("brief", tr("Edit the brief"))
        self.brief.clicked.connect(self.brief_wanted)
        self.rerun = _link("refresh", tr("Ask again"))
        self.rerun.setToolTip(tr("Ask the library again for all beats; pinned pictures stay"))
        self.rerun.clicked.connect(self.rerun_wanted)
        self.shots = _link("shots", "")
        self.shots.clicked.connect(self.shots_wanted)
        self._lay_out()
        model.loaded.connect(self.refresh)
        model.head_changed.connect(self.refresh)
        self.beats.chosen.connect(self._chosen)
        self.beats.edit_wanted.connect(self.editor.focus_text)
        self.refresh()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(Size.S2, Size.S3, Size.S3, 0)
        head.setSpacing(Size.S1)
        head.addWidget(self.title)
        tools = QWidget()
        wrapped = Flow(tools, Size.S1)
        tools.setContentsMargins(Size.S1, 0, 0, 0)
        wrapped.addWidget(self.brief)
        wrapped.addWidget(self.rerun)
        head.addWidget(tools)
        foot = QVBoxLayout()
        foot.setContentsMargins(Size.S3, Size.S2, Size.S3, Size.S3)
        foot.setSpacing(Size.S2)
        foot.addWidget(self.new_beat)
        for part in (self.avoid, self.gaps, self.left_out, self.shots):
            foot.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.S2)
        column.addLayout(head)
        column.addWidget(self.beats, 1)
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        column.addWidget(line)
        column.addWidget(self.editor)
        column.addLayout(foot)

    def refresh(self, *_: object) -> None:
        """Show the board as it is now."""
        head = self._model.head
        self._show_title()
        spoken = tr("Board {title}; opens the list of boards", title=head.title)
        self.title.setAccessibleName(spoken)
        self.beats.show_beats(head.beats)
        avoid = ", ".join(head.avoid)
        self.avoid.setText(tr("Avoid: {words}", words=avoid))
        self.avoid.setVisible(bool(avoid))
        gaps = [b.beat.text for b in head.beats if b.coverage is Coverage.GAP]
        thin = sum(b.coverage is Coverage.THIN for b in head.beats)
        self.gaps.setText(gap_report(len(head.beats), len(gaps), thin))
        self.gaps.setToolTip("\n".join(gaps))
        self._show_left_out_words()
        told = left_out.sentence(len(head.left_out))
        self.left_out.setAccessibleName(tr("{sentence}; opens the list", sentence=told))
        self.left_out.setToolTip(tr("Lines that were not used, and why"))
        self.left_out.setVisible(bool(head.left_out))
        self.shots.setText(tr("Shot list ({n})", n=len(head.shots)))
        self.rerun.setVisible(bool(head.beats))
        self._chosen(self.beats.current_id)

    def _show_title(self) -> None:
        """As much of the name as there is room for."""
        metrics = QFontMetrics(theme.current().font(Size.TITLE, strong=True))
        title = self._model.title
        words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, self.width() - 64)
        self.title.setText(plain(words) + "  ▾")
        self.title.setToolTip(plain(title))

    def _show_left_out_words(self) -> None:
        """Whole, or in short where there is no room."""
        count = len(self._model.head.left_out)
        words = tr("Left out of the brief ({n})", n=count)
        metrics = QFontMetrics(theme.current().font(Size.SMALL))
        room = self.width() - 2 * Size.S3 - Size.ICON - 2 * Size.S2
        fits = metrics.horizontalAdvance(words) <= room
        self.left_out.setText(words if fits else tr("Left out ({n})", n=count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More of the words, or less."""
        super().resizeEvent(event)
        self._show_title()
        self._show_left_out_words()

    def _chosen(self, beat_id: str) -> None:
        found = next((b.beat for b in self._model.beats if b.id == beat_id), None)
        self.editor.show_beat(found)

    def _show_left_out(self) -> None:
        """The lines, each with its reason; the keyboard comes back to the button."""
        sheet = left_out.LeftOutSheet(self.window(), self._model.head.left_out)
        sheet.finished.connect(self.left_out.setFocus)
        sheet.open()

    def _typed(self) -> None:
        text = self.new_beat.text().strip()
        if text:
            self.new_beat.clear()
            self.beat_typed.emit(text)


def gap_report(beats: int, gaps: int, thin: int) -> str:
    """How the library serves the brief, in a sentence."""
    if not beats:
        return tr("No beats yet: paste a brief, or add a beat.")
    if not gaps and not thin:
        return trn("The beat is covered.", "All {n} beats are covered.", beats)
    parts = []
    if gaps:
        parts.append(trn("{n} gap", "{n} gaps", gaps))
    if thin:
        parts.append(tr("{n} thin", n=thin))
    what = ", ".join(parts)
    return trn("{what} of {n} beat", "{what} of {n} beats", beats, what=what)


def _link(icon: str, words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("role", "quiet")
    button.setIcon(icons.icon(icon))
    button.setIconSize(icons.ICON_SIZE * 0.8)
    return button
