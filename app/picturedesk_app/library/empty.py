"""What stands where there is nothing to show: the one next step."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from picturedesk_app import icons, theme
from picturedesk_app.controls import breakable, fit_height
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size

_WIDTH = 440


class About(Enum):
    """What an empty page is about; what its buttons do follows from it."""

    FIRST_START = auto()
    FILTERS = auto()
    OFFLINE = auto()
    READING = auto()
    NO_PICTURES = auto()
    TROUBLE = auto()


class Empty(QWidget):
    """A sign, a sentence, a line, at most two buttons; a foot, with one quiet button below it."""

    first_pressed = Signal()
    second_pressed = Signal()
    more_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sign_name = "image"
        self.about = About.TROUBLE
        self.sign = QLabel()
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.line = QLabel()
        self.line.setProperty("role", "muted")
        self.line.setWordWrap(True)
        self.foot = QLabel()
        self.foot.setProperty("role", "small")
        self.foot.setWordWrap(True)
        self.first, self.second, self.more = QPushButton(), QPushButton(), QPushButton()
        self.more.setProperty("role", "link")
        self.more.clicked.connect(self.more_pressed)
        self.about_more = QLabel()
        self.about_more.setProperty("role", "small")
        self.about_more.setWordWrap(True)
        self.about_more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._more_words = ""
        self.setMinimumWidth(1)  # its words wrap
        self.first.setProperty("role", "primary")
        self.first.clicked.connect(self.first_pressed)
        self.second.clicked.connect(self.second_pressed)
        self._lay_out()
        theme.current().changed.connect(self._draw)
        theme.current().changed.connect(self._fit)

    def _lay_out(self) -> None:
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(Size.S2)
        self._buttons.addStretch(1)
        for button in (self.first, self.second):
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(Size.S3)
        layout.addStretch(2)
        for label in (self.sign, self.title, self.line):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(Size.S1)
        layout.addLayout(self._buttons)
        layout.addSpacing(Size.S5)
        self.foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.foot, 0, Qt.AlignmentFlag.AlignHCenter)
        beside = QVBoxLayout()
        beside.setSpacing(Size.S1)
        for part in (self.more, self.about_more):
            beside.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(beside)
        layout.addStretch(3)

    def show_words(
        self, sign: str, title: str, line: str, first: str = "", *, second: str = "", foot: str = ""
    ) -> None:
        """Say this."""
        self._sign_name = sign
        self.title.setText(breakable(title))
        self.line.setText(line)
        self.first.setText(first)
        self.first.setVisible(bool(first))
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self.foot.setText(foot)
        self.foot.setVisible(bool(foot))
        self.show_more("")
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words and buttons take the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * Size.S4
        width = max(1, min(theme.current().pixels(_WIDTH), room))
        for label in (self.title, self.line, self.foot, self.about_more):
            fit_height(label, width)
        beside = self.first.sizeHint().width() + Size.S2 + self.second.sizeHint().width()
        ways = QBoxLayout.Direction
        self._buttons.setDirection(ways.LeftToRight if beside <= room else ways.TopToBottom)
        metrics = self.more.fontMetrics()
        words = metrics.elidedText(self._more_words, Qt.TextElideMode.ElideRight, room - Size.S4)
        self.more.setText(words)

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self.sign.setPixmap(QPixmap.fromImage(icons.image(self._sign_name, 44, "muted", ratio)))

    def show_first_start(self, foot: str) -> None:
        """Nothing has been added yet."""
        self.about = About.FIRST_START
        self.show_words(
            "logo",
            tr("Add a folder of pictures"),
            tr("They stay where they are and are never changed. You can search by what they show "
               "while the rest is still being read."),
            tr("Add a folder…"),
            second=tr("Try the sample brief"),
            foot=foot,
        )  # fmt: skip

    def show_more(self, button: str, line: str = "") -> None:
        """One more thing that can be done, below the foot, with a small line about it."""
        self._more_words = button
        self.more.setAccessibleName(button)
        self.more.setAccessibleDescription(line)
        self.more.setVisible(bool(button))
        self.about_more.setText(line)
        self.about_more.setVisible(bool(line))
        self._fit()

    def show_nothing_found(self) -> None:
        """The filters leave nothing."""
        self.about = About.FILTERS
        self.show_words(
            "filter",
            tr("No picture passes these filters"),
            tr("Take one of the chips above away, or clear them all."),
            tr("Clear the filters"),
        )

    def show_offline(self) -> None:
        """All roots are away."""
        self.about = About.OFFLINE
        self.show_words(
            "offline",
            tr("Your folders cannot be seen now"),
            tr("Connect the drive or share; the pictures, tags and decisions are kept."),
            tr("Look again"),
        )

    def show_reading(self) -> None:
        """Folders are being read, and no picture is here yet."""
        self.about = About.READING
        self.show_words(
            "image", tr("Reading your pictures"), tr("The first ones are here in a moment.")
        )

    def show_no_pictures(self, skipped: int, problems: int) -> None:
        """The folders were read, and no picture was in them."""
        self.about = About.NO_PICTURES
        found = []
        if problems:
            found.append(trn("{n} file could not be read", "{n} files could not be read", problems))
        if skipped:
            found.append(
                trn("{n} file of another kind was passed by",
                    "{n} files of other kinds were passed by", skipped)
            )  # fmt: skip
        line = tr("{what}. ", what=", ".join(found)) if found else ""
        self.show_words(
            "folder",
            tr("No pictures in your folders"),
            line + tr("Pictures that come into them appear here by themselves."),
            tr("Add another folder…"),
            second=tr("Look again"),
        )

    def show_trouble(self, sentence: str, way_out: str) -> None:
        """The library cannot be read."""
        self.about = About.TROUBLE
        self.show_words("warning", sentence, way_out)
