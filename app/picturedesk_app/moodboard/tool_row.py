"""A row of tools; those for which there is no room are in a menu at its end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from picturedesk_app import icons
from picturedesk_app.i18n import tr
from picturedesk_app.theme import Size


class ToolRow(QWidget):
    """Left to right, never smaller than they are; gaps stand between groups."""

    def __init__(self) -> None:
        super().__init__()
        self._tools: list[QToolButton | None] = []
        self.more = QToolButton(self)
        self.more.setIcon(icons.icon("more"))
        self.more.setIconSize(icons.ICON_SIZE)
        self.more.setToolTip(tr("More tools"))
        self.more.setAccessibleName(tr("More tools"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        self.more.menu().aboutToShow.connect(self._fill)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, tool: QToolButton) -> None:
        """One more tool."""
        tool.setParent(self)
        tool.show()
        self._tools.append(tool)
        QWidget.setTabOrder(tool, self.more)

    def add_gap(self) -> None:
        """What follows is another group."""
        self._tools.append(None)

    @property
    def left_out(self) -> list[QToolButton]:
        """The tools for which there is no room."""
        return [tool for tool in self._tools if tool is not None and tool.isHidden()]

    def sizeHint(self) -> QSize:
        """Room for all of them."""
        return QSize(self._width(self._tools), self.more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the menu."""
        return self.more.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More of them, or fewer."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Buttons of another size are placed anew."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange):
            self._place()
        return super().event(event)

    def _width(self, tools: list[QToolButton | None]) -> int:
        return sum(Size.S4 if tool is None else tool.sizeHint().width() for tool in tools)

    def _place(self) -> None:
        whole = self._width(self._tools) <= self.width()
        room = self.width() if whole else self.width() - self.more.sizeHint().width()
        x, full = 0, False
        for tool in self._tools:
            size = QSize(Size.S4, 0) if tool is None else tool.sizeHint()
            full = full or x + size.width() > room
            if tool is not None:
                tool.setVisible(not full)
                tool.setGeometry(QRect(x, 0, size.width(), self.height()))
            if not full:
                x += size.width()
        self.more.setVisible(not whole)
        self.more.setGeometry(QRect(x, 0, self.more.sizeHint().width(), self.height()))

    def _fill(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for tool in self.left_out:
            if tool.popupMode() is QToolButton.ToolButtonPopupMode.InstantPopup:
                inner = tool.menu()
                inner.setTitle(tool.accessibleName())
                inner.setIcon(tool.icon())
                inner.menuAction().setEnabled(tool.isEnabled())
                menu.addMenu(inner)
            else:
                menu.addAction(tool.defaultAction())
