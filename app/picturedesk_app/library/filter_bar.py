"""The chips under the search field: every filter in force, a way to add one, the count, order."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from picturedesk_app import icons, theme
from picturedesk_app.controls import Pair, elided, plain
from picturedesk_app.grid.view import LARGEST, SMALLEST
from picturedesk_app.i18n import tr
from picturedesk_app.library.flow import Flow
from picturedesk_app.library.wanted import (
    ORDERS,
    Wanted,
    chip_colour,
    chip_icon,
    chip_words,
    quoted,
)
from picturedesk_app.messages import ask_words
from picturedesk_app.theme import Size

COLOURS = {
    "Red": "#c93a3a", "Orange": "#e07a3f", "Yellow": "#e3c14a", "Green": "#4f9a5b",
    "Teal": "#3f9a9a", "Blue": "#3f6fc0", "Purple": "#7d55b5", "Pink": "#dc7ba3",
    "Brown": "#7a5539", "White": "#f2f2f2", "Grey": "#8c8c8c", "Black": "#161616",
}  # fmt: skip

_ZOOM_FROM = 260
"""Pixels at 100 % that the bar must be wide to have a slider for the pictures' size."""
_CHIP = 200
"""Pixels at 100 % that a filter's words may take; its tool tip has all of them."""


def swatch_icon(colour: str, side: int = 14) -> QIcon:
    """A round patch of a colour."""
    from PySide6.QtGui import QColor

    patch = QPixmap(side * 2, side * 2)
    patch.setDevicePixelRatio(2)
    patch.fill(Qt.GlobalColor.transparent)
    painter = QPainter(patch)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.setPen(QColor(128, 128, 128, 120))
    painter.drawEllipse(1, 1, side - 2, side - 2)
    painter.end()
    return QIcon(patch)


class FilterBar(QWidget):
    """Shows a :class:`Wanted`, and says what should be added or taken away."""

    added = Signal(str)
    removed = Signal(str)
    ordered = Signal(str)
    layout_toggled = Signal()
    size_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self.count = QLabel()
        self.count.setProperty("role", "small")
        self.count.setAccessibleName(tr("Pictures found"))
        self.order = QToolButton()
        self.order.setIcon(icons.icon("sort"))
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order.setAccessibleName(tr("Order"))
        self.order.setMenu(self._order_menu())
        self.rows = QToolButton()
        self.rows.setIcon(icons.icon("squares"))
        self.rows.setToolTip(tr("Rows or squares"))
        self.rows.setAccessibleName(tr("Switch between rows and squares"))
        self.rows.clicked.connect(self.layout_toggled)
        self.zoom = QSlider(Qt.Orientation.Horizontal)
        self.zoom.setRange(SMALLEST, LARGEST)
        self.zoom.setMaximumWidth(96)
        self.zoom.setMinimumWidth(32)
        self.zoom.setAccessibleName(tr("Size of pictures"))
        self.zoom.valueChanged.connect(self.size_wanted)
        self.note = QLabel()
        self.note.setProperty("role", "thin")
        self.note.setWordWrap(True)
        self.note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(Size.S4, 0, Size.S4, Size.S1)
        column.setSpacing(Size.S1)
        tail = QWidget()
        layout = QHBoxLayout(tail)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Size.S2)
        for widget in (self.count, self.order, self.rows, self.zoom):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self.count.setFixedHeight(28)
        self.zoom.setFixedHeight(28)
        column.addWidget(Pair(self._chips, tail))
        column.addWidget(self.note)
        self._shown: tuple[str, ...] | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large letters in a narrow window: the wheel and the keys zoom as well."""
        super().resizeEvent(event)
        self.zoom.setVisible(event.size().width() >= theme.current().pixels(_ZOOM_FROM))

    def show_wanted(self, wanted: Wanted) -> None:
        """Chips for every filter in force."""
        terms = tuple(dict.fromkeys((*wanted.filters, *wanted.typed_filters)))
        self.order.setToolTip(tr("Order: {order}", order=tr(ORDERS[wanted.order])))
        self.order.setEnabled(not wanted.searches)
        for action in self.order.menu().actions():
            action.setChecked(action.data() == wanted.order)
        if terms == self._shown:
            return
        self._shown = terms
        self._flow.clear()
        for term in terms:
            self._flow.addWidget(self._chip(term))
        add = QPushButton(tr("+ filter"))
        add.setProperty("role", "quiet-chip")
        add.setAccessibleName(tr("Add a filter"))
        add.setMenu(self._filter_menu(add))
        self._flow.addWidget(add)
        self._chips.updateGeometry()

    def show_count(self, words: str) -> None:
        """How many were found."""
        self.count.setText(words)

    def show_note(self, words: str) -> None:
        """What is wrong with the question, and the way out; empty for nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def show_layout(self, in_rows: bool, size: int) -> None:
        """Which layout and size the grid has."""
        self.rows.setIcon(icons.icon("squares" if in_rows else "justified"))
        self.zoom.blockSignals(True)
        self.zoom.setValue(size)
        self.zoom.blockSignals(False)

    def _chip(self, term: str) -> QPushButton:
        chip = QPushButton(f"{plain(elided(chip_words(term), _CHIP))}  ✕")
        chip.setProperty("role", "chip")
        chip.setToolTip(tr("{term}: press to remove", term=term))
        chip.setAccessibleName(tr("Filter {words}; press to remove", words=chip_words(term)))
        colour, name = chip_colour(term), chip_icon(term)
        if colour:
            chip.setIcon(swatch_icon(colour))
        elif name:
            chip.setIcon(icons.icon(name))
        chip.setIconSize(QSize(14, 14))
        chip.clicked.connect(partial(self.removed.emit, term))
        return chip

    # -- menus ---------------------------------------------------------------------------------

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        for order, words in ORDERS.items():
            action = menu.addAction(tr(words), partial(self.ordered.emit, order))
            action.setData(order)
            action.setCheckable(True)
        return menu

    def _filter_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        year = datetime.now(UTC).year
        simple: dict[str, list[str]] = {
            "Type": ["type:picture", "type:video"],
            "Orientation": ["orient:landscape", "orient:portrait", "orient:square"],
            "Date": [f"taken:{year}", f"taken:{year - 1}", f"after:{year - 1}",
                     f"before:{year - 1}"],
            "Rating": [f"rating>={stars}" for stars in (5, 4, 3, 2, 1)],
            "Text and tags": ["has:alt", "missing:alt", "has:tags", "missing:tags"],
        }  # fmt: skip
        for title, terms in simple.items():
            part = menu.addMenu(tr(title))
            for term in terms:
                part.addAction(chip_words(term), partial(self.added.emit, term))
        colours = menu.addMenu(tr("Colour"))
        for name, colour in COLOURS.items():
            term = f"color:{colour}"
            colours.addAction(swatch_icon(colour), tr(name), partial(self.added.emit, term))
        menu.addSeparator()
        menu.addAction(tr("Tag…"), partial(self._ask, "tag", tr("Pictures with which tag?")))
        menu.addAction(
            tr("Camera…"),
            partial(self._ask, "camera", tr("Which camera? A part of its name will do.")),
        )
        menu.addAction(
            tr("File name…"),
            partial(self._ask, "name", tr("Which file name? A part of it will do.")),
        )
        return menu

    def _ask(self, word: str, question: str) -> None:
        words = ask_words(self, question, tr("Add the filter"))
        if words:
            self.added.emit(quoted(word, words))
