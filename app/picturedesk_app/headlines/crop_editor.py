"""The crop editor: over the page, the picture with the box; beside it the score as it changes.

Each box on the way is asked for on one channel, so that of many only the newest is scored, in the
reader's thread. Enter uses the box, scored or not, Escape leaves it, U goes a step back.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from picturedesk.errors import UserError
from picturedesk.headlines import Proposal
from picturedesk.library import LibraryPaths
from picturedesk.records import Crop
from picturedesk_app import theme
from picturedesk_app.controls import Words
from picturedesk_app.desk import Desk
from picturedesk_app.headlines import asking, words
from picturedesk_app.headlines.crop_canvas import CropCanvas
from picturedesk_app.headlines.matrix_painter import View
from picturedesk_app.headlines.score_view import ScoreView
from picturedesk_app.headlines.sheet import Line
from picturedesk_app.headlines.side import FrameView
from picturedesk_app.i18n import tr
from picturedesk_app.previews import Picture
from picturedesk_app.theme import Size

CHANNEL = "search-headline-crop"
_SIDE = 1024
_LATE_MS = 700
"""A score that takes longer is said to be unknown, instead of the one before."""


class CropEditor(QWidget):
    """A child of the page that covers it."""

    used = Signal(str, object)
    """Key of the line, and the proposal with its new crop."""
    closed = Signal()

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self.hide()
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._page, self._desk = page, desk
        self._paths = LibraryPaths(desk.folder)
        self._line: Line | None = None
        self._first: Proposal | None = None
        self._scored: Proposal | None = None
        self._view = View()
        self._whole: QPixmap | None = None
        self._steps: list[Crop] = []
        self._settled = Crop(0, 0, 1, 1)
        self.late = QTimer(self)
        self.late.setSingleShot(True)
        self.late.setInterval(_LATE_MS)
        self.late.timeout.connect(self._not_known)
        self._loader = desk.imagery.loader()
        self._loader.arrived.connect(self._pixels_came)
        self.canvas = CropCanvas()
        self.canvas.moving.connect(self._moving)
        self.canvas.settled.connect(self._let_go)
        self._build()
        page.installEventFilter(self)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self._side())

    def _side(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._told())
        side = self._column = QWidget()
        side.setProperty("role", "panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, Size.S4)
        column.addWidget(area, 1)
        column.addLayout(self._buttons())
        self._fit()
        theme.current().changed.connect(self._fit)
        return side

    def _fit(self) -> None:
        """Larger letters need a wider column."""
        self._column.setFixedWidth(theme.current().pixels(Size.INSPECTOR + Size.S5))

    def _told(self) -> QWidget:
        self.title, self.note = Words(), QLabel()
        self.title.setProperty("role", "title")
        self.note.setProperty("role", "small")
        self.frame, self.score = FrameView(), ScoreView()
        keys = QLabel(tr("Drag the box or its corners. Arrows move it, with Shift further; "
                         "+ and − resize it."))  # fmt: skip
        keys.setProperty("role", "small")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(Size.S4, Size.S4, Size.S4, Size.S4)
        column.setSpacing(Size.S2)
        for label in (self.note, keys):
            label.setWordWrap(True)
        for part in (self.frame, self.title, self.note, self.score):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(keys)
        return inside

    def _buttons(self) -> QHBoxLayout:
        self.use, self.back, self.cancel = (
            QPushButton(tr("Use crop")), QPushButton(tr("Step back")), QPushButton(tr("Cancel"))
        )  # fmt: skip
        self.use.setProperty("role", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(Size.S2)
        buttons.setContentsMargins(Size.S4, 0, Size.S4, 0)
        for button, key, act in (
            (self.use, "Enter", self.accept),
            (self.back, "U", self.step_back),
            (self.cancel, "Esc", self.leave),
        ):
            button.setToolTip(key)
            button.clicked.connect(act)
            buttons.addWidget(button)
        return buttons

    # -- coming and going ----------------------------------------------------------------------

    def edit(self, line: Line, proposal: Proposal, view: View) -> None:
        """Open on a crop."""
        self._line, self._first, self._scored = line, proposal, proposal
        self._view, self._whole = view, None
        self._steps, self._settled = [], proposal.crop
        self.canvas.show_picture(proposal.asset, line.channel, proposal.crop)
        what = tr("{name} for {channel}", name=words.name_of(proposal),
                  channel=line.channel.label)  # fmt: skip
        self.title.setText(what)
        self.setAccessibleName(tr("Crop editor: {what}", what=what))
        asset = proposal.asset
        thumbnail = str(self._paths.thumbnail(asset.pixel_hash))
        original = "" if asset.missing else asset.path
        self._loader.want(Picture(asset.key, thumbnail, original, _SIDE))
        self.setGeometry(self._page.rect())
        self.show()
        self.raise_()
        self.canvas.setFocus()
        self._show_scored(proposal)
        if not proposal.is_scored:
            self._moving(proposal.crop)
        self._show_frame()

    def accept(self) -> None:
        """Use the box as it is now; where its score is not here yet, it comes later."""
        line, first, proposal = self._line, self._first, self._scored
        assert line is not None
        assert first is not None
        crop = self.canvas.crop
        self.leave()
        if proposal is None or proposal.crop != crop:
            proposal = first.unscored(line.channel, crop)
        if crop != first.crop:
            self.used.emit(line.key, proposal)

    def leave(self) -> None:
        """Close; nothing is changed."""
        self._desk.drop(CHANNEL)
        self._loader.want(None)
        self.late.stop()
        self.hide()
        self.closed.emit()

    # -- the score -----------------------------------------------------------------------------

    def _moving(self, crop: Crop) -> None:
        self.note.setText(tr("Scoring…"))
        if not self.late.isActive():
            self.late.start()
        self._show_frame()
        self._ask(crop)

    def _let_go(self) -> None:
        if self.canvas.crop != self._settled:
            self._steps.append(self._settled)
            self._settled = self.canvas.crop
        self.back.setEnabled(bool(self._steps))

    def step_back(self) -> None:
        """The box as it was before the last move."""
        if self._steps:
            self._settled = self._steps.pop()
            self.canvas.set_crop(self._settled)
            self._moving(self._settled)
        self.back.setEnabled(bool(self._steps))

    def _ask(self, crop: Crop) -> None:
        line, first = self._line, self._first
        if line is None or first is None:
            return
        work = partial(asking.scored, of=line.proposals, proposal=first, crop=crop)
        self._desk.ask(CHANNEL, work, self._show_scored, self._failed)

    def _show_scored(self, proposal: Proposal) -> None:
        self._scored = proposal
        self.late.stop()
        self.score.show_proposal(proposal)
        first = self._first
        if first is None:
            return
        self.back.setEnabled(bool(self._steps))
        if not (first.is_scored and proposal.is_scored):
            self.note.setText(words.enlarged_words(proposal))
            return
        change = words.points(proposal.score) - words.points(first.score)
        said = tr("The same as before") if not change else (
            tr("{n} better than before", n=change) if change > 0
            else tr("{n} less than before", n=-change)
        )  # fmt: skip
        self.note.setText("\n".join(filter(None, (said, words.enlarged_words(proposal)))))

    def _not_known(self) -> None:
        """The model takes its time, or cannot answer: the crop does not need it."""
        self.score.show_unknown()
        self.note.setText(tr("The crop can be used as it is; its score comes by itself."))

    def _failed(self, error: UserError) -> None:
        self.late.stop()
        self.score.show_unknown()
        self.note.setText(tr("{error} The crop can be used all the same.", error=error))

    # -- pixels --------------------------------------------------------------------------------

    def _pixels_came(self, key: int, image: QImage) -> None:
        if self._first is None or key != self._first.asset.key or self.isHidden():
            return
        if self._whole is None or image.width() > self._whole.width():
            self._whole = QPixmap.fromImage(image)
            self.canvas.show_pixels(self._whole)
            self._show_frame()

    def _show_frame(self) -> None:
        line = self._line
        if line is None:
            return
        cut = None
        if self._whole is not None:
            part: QRect = _part(self._whole, self.canvas.crop)
            cut = self._whole.copy(part)
        self.frame.show_crop(line, cut, self._view, tr("As it will look"))

    # -- Qt ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter uses, Escape leaves, U steps back; nothing reaches the page below."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() == Qt.Key.Key_U:
            self.step_back()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the page at every size."""
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._page.rect())
        return super().eventFilter(watched, event)


def _part(pixmap: QPixmap, crop: Crop) -> QRect:
    from picturedesk_app.headlines.frames import inside

    part = inside(QRectF(pixmap.rect()), crop).toRect()
    return part if not part.isEmpty() else QRect(0, 0, 1, 1)
