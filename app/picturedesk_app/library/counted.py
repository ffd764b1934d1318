"""A row of the sidebar: its words at the left, its count at the right, quieter."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget, QWidget

from picturedesk_app import icons, theme
from picturedesk_app.theme import Size

Index = QModelIndex | QPersistentModelIndex


class FolderTree(QTreeWidget):
    """A tree whose branches are opened by our own chevrons."""

    def __init__(self) -> None:
        super().__init__()
        self.setRootIsDecorated(False)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A chevron before what can be opened, nothing else."""
        if not index.parent().isValid() or not self.model().hasChildren(index):
            return
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        box = QRectF(rect.right() - 13, rect.center().y() - 6, 12, 12)
        icons.paint(painter, name, box, theme.current().color("muted"))


class CountDelegate(QStyledItemDelegate):
    """Draws the usual row, and the count over its right end."""

    def __init__(self, parent: QWidget, role: int) -> None:
        super().__init__(parent)
        self._role = role

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Headings are quiet; words leave room for the count."""
        super().initStyleOption(option, index)
        if not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            option.font = theme.current().font(Size.TINY, strong=True)
        count = index.data(self._role)
        if count is not None:
            room = self._room(option, str(count))
            metrics = QFontMetrics(theme.current().font())
            option.text = metrics.elidedText(option.text, Qt.TextElideMode.ElideMiddle, room)

    def _room(self, option: QStyleOptionViewItem, count: str) -> int:
        """Pixels for the words, beside icon, count and margins."""
        digits = QFontMetrics(theme.current().font(Size.TINY, tabular=True))
        beside = option.decorationSize.width() + digits.horizontalAdvance(count)
        return max(24, option.rect.width() - beside - 4 * Size.S2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row, then its count."""
        count = index.data(self._role)
        super().paint(painter, option, index)
        if count is None:
            return
        look = theme.current()
        rect = option.rect.adjusted(0, 0, -Size.S2, 0)
        painter.save()
        painter.setFont(look.font(Size.TINY, tabular=True))
        painter.setPen(look.color("muted"))
        width = painter.fontMetrics().horizontalAdvance(str(count))
        box = rect.adjusted(rect.width() - width - Size.S2, 0, 0, 0)
        state = option.state
        chosen = bool(state & state.State_Selected)
        ground = look.color("line_strong" if chosen else "panel")
        if not state & state.State_MouseOver or chosen:
            painter.fillRect(box.adjusted(0, 3, 0, -3), ground)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, flags, str(count))
        painter.restore()
