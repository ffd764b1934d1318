"""The tools above the canvas: what can be done now, and how large the board is seen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from picturedesk_app import icons, theme
from picturedesk_app.i18n import tr
from picturedesk_app.moodboard import drags
from picturedesk_app.moodboard.tool_row import ToolRow
from picturedesk_app.theme import Size

_MAKE = ("board-note", "board-arrow", "board-swatches")
_PICTURE = ("board-crop", "board-flip-h", "board-flip-v", "board-grey")
_ITEM = ("board-pin", "board-front", "board-back", "board-group")
_ALIGN = (
    "align-left", "align-centre", "align-right", "", "align-top", "align-middle", "align-bottom",
    "", "distribute-across", "distribute-down",
)  # fmt: skip
_ARRANGE = ("arrange-grid", "arrange-masonry", "arrange-beats", "arrange-colour")
_EXPORT = ("export-pdf", "export-pptx", "export-png", "export-html", "", "export-shots")
_WIDEST_ZOOM = "100 %"


class Toolbar(QWidget):
    """Buttons of the action table's rows."""

    faded = Signal(float, int)
    """An opacity, and the number of the drag it belongs to."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._actions = actions
        self.setAccessibleName(tr("Tools for the board"))
        self.zoom = QToolButton()
        self.zoom.setProperty("role", "quiet-chip")
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom.setMenu(self._menu(("board-fit", "board-fit-chosen", "board-100",
                                      "", "board-zoom-in", "board-zoom-out")))  # fmt: skip
        self.show_zoom(1.0)
        theme.current().changed.connect(self._keep_zoom_whole)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(5, 100)
        self.opacity.setValue(100)
        self.opacity.setFixedWidth(140)
        self.opacity.setAccessibleName(tr("Opacity"))
        self.opens = QAction(tr("Open the file when it is written"), self)
        self.opens.setCheckable(True)
        self.opens.setChecked(True)
        self._fade = drags.drag_number()
        self.opacity.sliderPressed.connect(self._another_fade)
        self.opacity.valueChanged.connect(self._faded)
        self.tools = ToolRow()
        self.opacity_button = self._pop("opacity", tr("Opacity"), self._opacity_menu())
        self._fill_tools()
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.S2, Size.S1, Size.S3, Size.S1)
        row.setSpacing(0)
        row.addWidget(self.tools, 1)
        row.addWidget(self.zoom)
        row.addWidget(self._button("board-fit"))
        row.addWidget(self._pop("export", tr("Export"), self._export_menu()))

    def _fill_tools(self) -> None:
        tools = self.tools
        for name in _MAKE:
            tools.add(self._button(name))
        tools.add_gap()
        for name in _PICTURE:
            tools.add(self._button(name))
        tools.add(self.opacity_button)
        tools.add_gap()
        for name in _ITEM:
            tools.add(self._button(name))
        tools.add_gap()
        tools.add(self._pop("align", tr("Align"), self._menu(_ALIGN)))
        tools.add(self._pop("arrange", tr("Arrange"), self._menu(_ARRANGE)))

    def _button(self, name: str) -> QToolButton:
        action = self._actions[name]
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(icons.ICON_SIZE)
        keys = action.shortcut().toString()
        button.setToolTip(f"{action.text()}  {keys}" if keys else action.text())
        button.setAccessibleName(action.text())
        return button

    def _pop(self, icon: str, words: str, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setIconSize(icons.ICON_SIZE)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        return button

    def _menu(self, names: tuple[str, ...]) -> QMenu:
        menu = QMenu(self)
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        return menu

    def _export_menu(self) -> QMenu:
        menu = self._menu(_EXPORT)
        menu.addSeparator()
        menu.addAction(self.opens)
        return menu

    def _opacity_menu(self) -> QMenu:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(Size.S3, Size.S2, Size.S3, Size.S2)
        row.addWidget(self.opacity)
        self._opacity_words = QLabel("100 %")
        self._opacity_words.setFixedWidth(44)
        row.addWidget(self._opacity_words)
        menu = QMenu(self)
        action = QWidgetAction(menu)
        action.setDefaultWidget(holder)
        menu.addAction(action)
        menu.aboutToShow.connect(self._another_fade)
        return menu

    def _another_fade(self) -> None:
        self._fade = drags.drag_number()

    def _faded(self, value: int) -> None:
        self._opacity_words.setText(f"{value} %")
        self.faded.emit(value / 100, self._fade)

    def show_opacity(self, opacity: float) -> None:
        """What is chosen is this much see-through."""
        self.opacity.blockSignals(True)
        self.opacity.setValue(round(opacity * 100))
        self.opacity.blockSignals(False)
        self._opacity_words.setText(f"{round(opacity * 100)} %")

    def show_zoom(self, scale: float) -> None:
        """How large the board is seen."""
        self.zoom.setText(f"{round(scale * 100)} %")
        self.zoom.setAccessibleName(tr("Zoom, {n} %", n=round(scale * 100)))
        self._keep_zoom_whole()

    def _keep_zoom_whole(self) -> None:
        """Where there is little room, tools go into the menu, never parts of the number."""
        metrics = QFontMetrics(theme.current().font(Size.SMALL))
        self.zoom.setMinimumWidth(metrics.horizontalAdvance(_WIDEST_ZOOM) + 2 * Size.S3)
