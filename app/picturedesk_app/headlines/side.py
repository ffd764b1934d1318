"""The side pane: the crop in hand, large; its score explained; what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from picturedesk.headlines import Proposal
from picturedesk_app import icons, theme
from picturedesk_app.controls import Words
from picturedesk_app.headlines import frames, laying, words
from picturedesk_app.headlines.matrix_painter import Shown, View
from picturedesk_app.headlines.score_view import ScoreView
from picturedesk_app.headlines.sheet import Line
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size


class FrameView(QWidget):
    """One crop in its channel's frame, as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._line: Line | None = None
        self._pixmap: QPixmap | None = None
        self._view = View()
        self.setFixedHeight(170)

    def show_crop(self, line: Line, pixmap: QPixmap | None, view: View, name: str) -> None:
        """Show this crop."""
        self._line, self._pixmap, self._view = line, pixmap, view
        self.setAccessibleName(name)
        self.setFixedHeight(laying.large_size(line.channel)[1])
        self.update()

    def sizeHint(self) -> QSize:
        """A usual frame."""
        return QSize(256, 170)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """The frame, in the middle."""
        if self._line is None:
            return
        channel = self._line.channel
        width = min(float(self.width()), self.height() * channel.ratio)
        rect = QRectF(0, 0, width, width / channel.ratio)
        rect.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        frames.picture(painter, rect, self._pixmap)
        if self._view.headline:
            frames.headline(painter, rect, channel, self._line.proposals.headline)
        if self._view.guides:
            frames.guides(painter, rect, channel)
        painter.end()


class Side(QWidget):
    """Says all about the crop in hand."""

    pick_pressed = Signal()
    reject_pressed = Signal()
    crop_pressed = Signal()
    variants_pressed = Signal()
    forget_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.frame = FrameView()
        self.channel, self.name = QLabel(), Words()
        self.channel.setProperty("role", "section")
        self.name.setProperty("role", "title")
        self.facts = QLabel()
        self.facts.setProperty("role", "small")
        self.facts.setWordWrap(True)
        self.score = ScoreView()
        self.pick = self._button(tr("Pick"), "", "Enter", self.pick_pressed, primary=True)
        self.reject = self._button(tr("Reject"), "", "R", self.reject_pressed)
        self.crop = self._button(tr("Crop…"), "", "C", self.crop_pressed)
        self.variants = self._button("", "", "V", self.variants_pressed)
        self.variants.setProperty("role", "link")
        self.feedback = QLabel()
        self.feedback.setProperty("role", "small")
        self.feedback.setWordWrap(True)
        self.forget = self._button(tr("Let them count no more…"), "", "", self.forget_pressed)
        self.forget.setProperty("role", "link")
        self._build()
        self._fit()
        theme.current().changed.connect(self._fit)
        self.show_nothing()

    def _fit(self) -> None:
        """Larger letters need a wider pane."""
        self.setFixedWidth(theme.current().pixels(Size.INSPECTOR))

    @staticmethod
    def _button(
        text: str, icon: str, key: str, signal: SignalInstance, *, primary: bool = False
    ) -> QPushButton:
        button = QPushButton(text)
        if primary:
            button.setProperty("role", "primary")
        if icon:
            button.setIcon(icons.icon(icon, "on_accent" if primary else "muted"))
        if key:
            button.setToolTip(key)
        button.clicked.connect(signal)
        return button

    def _build(self) -> None:
        self.inside = QWidget()
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(Size.S4, Size.S4, Size.S4, Size.S4)
        column.setSpacing(Size.S1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Size.S2)
        for button in (self.pick, self.reject, self.crop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addWidget(self.frame)
        column.addSpacing(Size.S2)
        column.addWidget(self.channel)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addSpacing(Size.S2)
        column.addLayout(buttons)
        column.addWidget(self.variants, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(Size.S3)
        column.addWidget(self.score)
        column.addSpacing(Size.S3)
        column.addWidget(self.feedback)
        column.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def show_nothing(self) -> None:
        """No crop is in hand."""
        self.inside.hide()

    def show_crop(
        self, line: Line, proposal: Proposal, pixmap: QPixmap | None, shown: Shown, view: View
    ) -> None:
        """Tell about this crop."""
        name = words.name_of(proposal)
        self.frame.show_crop(line, pixmap, view, tr("{n} for {c}", n=name, c=line.channel.label))
        self.channel.setText(line.channel.label)
        self.name.setText(name)
        self.facts.setText(_facts(line, proposal, decided=shown.picked or shown.rejected))
        self.pick.setText(tr("Picked") if shown.picked else tr("Pick"))
        self.reject.setText(tr("Rejected") if shown.rejected else tr("Reject"))
        tests = line.channel.variants > 1
        self.variants.setVisible(tests or line.letters)
        self.variants.setText(
            tr("Back to the best crops") if line.letters
            else tr("Three different ones to test (A/B/C)")
        )  # fmt: skip
        self.score.show_proposal(proposal)
        self.inside.show()

    def show_feedback(self, count: int) -> None:
        """How many earlier decisions weigh on what is proposed."""
        self.feedback.setVisible(count > 0)
        self.forget.setVisible(count > 0)
        self.feedback.setText(
            trn("{n} pick or reject weighs on what is proposed.",
                "{n} picks and rejects weigh on what is proposed.", count)
        )  # fmt: skip


def _facts(line: Line, proposal: Proposal, *, decided: bool) -> str:
    """Size, enlarging, and from what it was scored."""
    said = [words.channel_words(line.channel)]
    if enlarged := words.enlarged_words(proposal):
        said.append(enlarged)
    if proposal.asset.id in line.touched:
        said.append(tr("The crop is yours"))
    elif proposal.asset.id in line.moved:
        said.append(tr("The crop has moved since the first look: the original shows more"))
    elif proposal.from_original:
        said.append(tr("Scored from the original"))
    elif decided and line.from_originals:
        said.append(tr("Kept as it was when you decided on it"))
    else:
        said.append(tr("A first look, from the thumbnail"))
    return "\n".join(said)
