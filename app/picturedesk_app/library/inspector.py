"""All about the current picture: large, why it fits, colours, rating, tags, facts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from picturedesk.records import Asset, Match
from picturedesk_app import icons
from picturedesk_app.colour import hex_of
from picturedesk_app.controls import Words, elided, plain
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.facts import facts
from picturedesk_app.library.flow import Flow
from picturedesk_app.library.picture_view import PictureView
from picturedesk_app.library.why import WhyBlock
from picturedesk_app.theme import Size

_CHIP = 170
"""Pixels at 100 % that a tag may take; the rest of a long one is in its tool tip."""


class Stars(QWidget):
    """A rating that can be given by mouse or keyboard."""

    rated = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._buttons: list[QToolButton] = []
        self._value = 0
        for stars in range(1, 6):
            button = QToolButton()
            button.setProperty("role", "star")
            button.setIconSize(QSize(18, 18))
            button.setAccessibleName(trn("{n} star", "{n} stars", stars))
            button.clicked.connect(partial(self._clicked, stars))
            layout.addWidget(button)
            self._buttons.append(button)
        layout.addStretch(1)
        self.show_rating(0)

    def show_rating(self, value: int) -> None:
        """Show a rating, 0 to 5."""
        self._value = value
        for stars, button in enumerate(self._buttons, 1):
            filled = stars <= value
            button.setIcon(icons.icon("star-filled", "text") if filled else icons.icon("star"))

    def _clicked(self, stars: int) -> None:
        self.rated.emit(0 if stars == self._value else stars)


class Palette(QWidget):
    """The picture's colours; a press searches for one."""

    colour_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(Size.S1)
        self.setFixedHeight(30)

    def show_colours(self, colours: list[str]) -> None:
        """Show these, in order of area."""
        self.setVisible(bool(colours))
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for colour in colours:
            patch = QPushButton()
            patch.setFixedHeight(28)
            patch.setStyleSheet(
                f"QPushButton {{ background: {colour}; border-radius: 4px; padding: 0; }}"
            )
            patch.setToolTip(tr("{colour}: find pictures with this colour", colour=colour))
            patch.setAccessibleName(tr("Find pictures with the colour {colour}", colour=colour))
            patch.clicked.connect(partial(self.colour_chosen.emit, colour))
            self._layout.addWidget(patch)


class Inspector(QWidget):
    """Shows one asset; several selected show their number and what can be done to all."""

    rated = Signal(int)
    tag_given = Signal(str)
    tag_taken = Signal(str)
    tag_chosen = Signal(str)
    colour_chosen = Signal(str)
    heat_wanted = Signal(bool)
    preview_wanted = Signal()
    similar_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._expects = False
        self.wanted = True
        """Whether the user wants to see it, where there is anything to see."""
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.picture = PictureView()
        self.picture.clicked.connect(self.preview_wanted)
        self.name = Words()
        self.name.setProperty("role", "title")
        self.line = self._label("small")
        self.why = WhyBlock()
        self.why.heat_wanted.connect(self.heat_wanted)
        self.stars = Stars()
        self.stars.rated.connect(self.rated)
        self.palette_row = Palette()
        self.palette_row.colour_chosen.connect(self.colour_chosen)
        self.tags = QWidget()
        self._tags = Flow(self.tags, spacing=Size.S1)
        self.tag_field = QLineEdit()
        self.tag_field.setPlaceholderText(tr("Add a tag"))
        self.tag_field.setAccessibleName(tr("Add a tag"))
        self.tag_field.returnPressed.connect(self._tag_entered)
        self._known_tags = QStringListModel(self)
        self.tag_field.setCompleter(self._completer())
        self.alt = Words()
        self.alt.setProperty("role", "muted")
        self.facts = QGridLayout()
        self.facts.setContentsMargins(0, 0, 0, 0)
        self.facts.setHorizontalSpacing(Size.S3)
        self.facts.setVerticalSpacing(Size.S1)
        self.facts.setColumnStretch(1, 1)
        self._alt_title = self._section(tr("Alt text"))
        self._facts_title = self._section(tr("Facts"))
        self._build()
        self.show_nothing()

    def _build(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(Size.S4, Size.S4, Size.S4, Size.S4)
        column.setSpacing(Size.S2)
        for part in (self.picture, self.name, self.line, self.stars, self.why, self.palette_row):
            column.addWidget(part)
        column.addWidget(self._section(tr("Tags")))
        column.addWidget(self.tags)
        column.addWidget(self.tag_field)
        column.addWidget(self._alt_title)
        column.addWidget(self.alt)
        column.addWidget(self._facts_title)
        column.addLayout(self.facts)
        column.addStretch(1)
        body.setMinimumWidth(1)  # whatever a word's length, the pane is as wide as it is
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hint = self._label("muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setMargin(Size.S5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.hint, 1)
        layout.addWidget(self.area, 1)

    def _label(self, role: str) -> QLabel:
        label = QLabel()
        label.setProperty("role", role)
        label.setWordWrap(True)
        return label

    def _section(self, words: str) -> QLabel:
        label = self._label("section")
        label.setText(words)
        label.setContentsMargins(0, Size.S2, 0, 0)
        return label

    # -- showing -------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.area.hide()
        self.hint.setText(tr("Choose a picture to see all about it") if self._expects else "")
        self.hint.show()

    def expect_pictures(self, expects: bool) -> None:
        """Whether there is anything to choose; without it the pane's room is the page's."""
        self.setVisible(expects and self.wanted)
        if expects != self._expects:
            self._expects = expects
            if self.area.isHidden():
                self.show_nothing()

    def want(self, wanted: bool) -> None:
        """The user wants to see it, or not."""
        self.wanted = wanted
        self.setVisible(wanted)

    def show_many(self, count: int) -> None:
        """Several are chosen: what can be done to all of them."""
        self.line.setText(tr("Rating and tags act on all of them"))
        self.name.setText(trn("{n} picture chosen", "{n} pictures chosen", count))
        self.why.show_match(None)
        self.palette_row.show_colours([])
        self._show_facts([])
        self._show_tags((), ())
        self._show_alt("")

    def show_asset(self, asset: Asset, match: Match | None, *, away: bool = False) -> None:
        """Everything about one picture; ``away``: only its thumbnail is here."""
        self.hint.hide()
        self.area.show()
        about = facts(asset, away=away)
        self.name.setText(about.name)
        self.line.setText(about.line)
        self.stars.show_rating(max(0, asset.rating))
        self.why.show_match(match)
        self.palette_row.show_colours([hex_of(s) for s in asset.palette])
        self._show_tags(asset.tags, asset.metadata.keywords)
        self._show_alt(asset.metadata.alt_text)
        self._show_facts(about.rows)
        self.picture.expect(asset.width / max(1, asset.height))

    def show_picture(self, image: QImage | None) -> None:
        """The large preview has come."""
        self.picture.show_image(image)

    def complete_with(self, names: list[str]) -> None:
        """Tags that are in use, offered while typing."""
        if names != self._known_tags.stringList():
            self._known_tags.setStringList(names)

    def _completer(self) -> QCompleter:
        completer = QCompleter(self._known_tags, self.tag_field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setProperty("role", "popup")
        return completer

    def _show_tags(self, given: tuple[str, ...], read: tuple[str, ...]) -> None:
        self._tags.clear()
        for name in given:
            self._tags.addWidget(self._tag(name, removable=True))
        for name in read:
            if name not in given:
                self._tags.addWidget(self._tag(name, removable=False))
        self.tags.setVisible(bool(given or read))
        self.tags.updateGeometry()

    def _tag(self, name: str, *, removable: bool) -> QWidget:
        shown = plain(elided(name, _CHIP))
        chip = QPushButton(f"{shown}  ✕" if removable else shown)
        chip.setProperty("role", "chip" if removable else "quiet-chip")
        if removable:
            chip.setToolTip(tr("Take the tag “{t}” off", t=name))
            chip.clicked.connect(partial(self.tag_taken.emit, name))
        else:
            chip.setToolTip(tr("From the file: find pictures with “{t}”", t=name))
            chip.clicked.connect(partial(self.tag_chosen.emit, name))
        chip.setAccessibleName(chip.toolTip())
        return chip

    def _show_alt(self, text: str) -> None:
        self._alt_title.setVisible(bool(text))
        self.alt.setVisible(bool(text))
        self.alt.setText(text)

    def _show_facts(self, rows: list[tuple[str, str]]) -> None:
        self._facts_title.setVisible(bool(rows))
        while (item := self.facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, (title, value) in enumerate(rows):
            left, right = self._label("small"), Words(value)
            left.setText(title)
            left.setWordWrap(False)
            self.facts.addWidget(left, place, 0, Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(right, place, 1)

    def _tag_entered(self) -> None:
        name = " ".join(self.tag_field.text().split())
        if name:
            self.tag_given.emit(name)
            self.tag_field.clear()
