"""The grid's view: asks the layout what is visible, paints it, asks for what it lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from picturedesk_app import theme
from picturedesk_app.grid import accessible
from picturedesk_app.grid.hand import Hand
from picturedesk_app.grid.laying import AT_ONCE, Laying
from picturedesk_app.grid.laying import Wish as LayoutWish
from picturedesk_app.grid.layout import Layout, Ratios, Section, squares
from picturedesk_app.grid.model import GridModel, Keys
from picturedesk_app.grid.painter import CellPainter, Chosen
from picturedesk_app.grid.selection import Selection
from picturedesk_app.grid.thumbnails import THUMBNAIL_SIDE, Thumbnails, Wish
from picturedesk_app.theme import Size

SMALLEST, LARGEST = 64, 512
MARGIN = 16
TOP = 6
"""Above the first row, where the outline of a chosen picture needs room."""
GAP = 12
_RIGHT = 4
"""The scroll bar is the rest of the right margin."""
_AHEAD = 0.75
"""Part of a screen that is loaded beyond what is visible."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A picture and where in the view its middle was, to keep it there through a new layout."""

    index: int
    y: float


class GridView(QAbstractScrollArea):
    """Shows a :class:`GridModel`. Signals carry asset keys."""

    activated = Signal(object)
    """Enter or a double click on the current picture."""
    zoomed = Signal(int)
    menu_wanted = Signal(QPoint)
    stack_clicked = Signal(object)

    def __init__(
        self, model: GridModel, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.thumbnails = thumbnails
        self.selection = Selection(self)
        self.layout_now: Layout = squares(0, 100, 100, GAP)
        self.cell = 176
        self.in_rows = True
        self._laying = Laying(self)
        self._layout_ahead: Layout | None = None
        self._kept_place: tuple[int, float] | None = None
        self._painter = CellPainter()
        self._ground = theme.current().color("ground").rgb()
        self._hand = Hand(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(60)
        self._settle.timeout.connect(self._lay_out)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Pictures")
        viewport = self.viewport()
        viewport.setMouseTracking(True)
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        model.about_to_reset.connect(self._remember)
        model.reset.connect(self._reset)
        model.rows_arrived.connect(viewport.update)
        thumbnails.arrived.connect(self._arrived)
        self.selection.changed.connect(viewport.update)
        self.selection.current_changed.connect(self._current_changed)
        theme.current().changed.connect(self._restyle)
        accessible.install()

    # -- geometry ------------------------------------------------------------------------------

    @property
    def top(self) -> int:
        """How far the list is scrolled, in pixels."""
        return self.verticalScrollBar().value() - TOP

    def visible(self) -> range:
        """Indexes of the pictures that can be seen."""
        return self.layout_now.between(self.top, self.top + self.viewport().height())

    def rect_of(self, index: int) -> QRect:
        """Where a picture is in the viewport."""
        x, y, width, height = self.layout_now.rect(index)
        return QRect(x + MARGIN, y - self.top, width, height)

    def index_at(self, point: QPoint) -> int:
        """The picture at a point of the viewport, or -1."""
        return self.layout_now.at(point.x() - MARGIN, point.y() + self.top)

    def on_stack(self, index: int, point: QPoint) -> bool:
        """Whether a point is on a stack's badge."""
        if int(self.model.keys[index]) not in self.model.stacks:
            return False
        corner = self.rect_of(index).topRight()
        return QRect(corner.x() - 56, corner.y(), 56, 32).contains(point)

    def touched_by(self, box: QRectF) -> npt.NDArray[np.int64]:
        """The pictures that a box (x of the viewport, y of the list) touches."""
        left, right = box.left() - MARGIN, box.right() - MARGIN
        return self.layout_now.inside(left, box.top(), right, box.bottom())

    def _lay_out(self) -> None:
        at_top = self.verticalScrollBar().value() == 0
        self._place(None if at_top else self._anchor_at(self.viewport().height() / 2))

    def _anchor_at(self, y: float) -> Anchor | None:
        near = self.visible()
        if not near:
            return None
        rows = [(abs(self.rect_of(i).center().y() - y), i) for i in (near.start, near.stop - 1)]
        middle = self.layout_now.at(self.layout_now.width / 2, y + self.top)
        index = middle if middle >= 0 else min(rows)[1]
        if 0 <= self.selection.current < len(self.model) and self.selection.current in near:
            index = self.selection.current
        return Anchor(index, self.rect_of(index).center().y())

    def show_list(
        self,
        keys: Keys,
        ratios: Ratios,
        sections: tuple[Section, ...] = (),
        stacks: dict[int, int] | None = None,
    ) -> None:
        """Show another list, once its layout is made; until then the old one stays."""

        def show(layout: Layout) -> None:
            self._layout_ahead = layout
            self.model.set_list(keys, ratios, sections, stacks)

        self._laying.ask(self._wish_for(ratios, sections), show)

    def _wish_for(self, ratios: Ratios, sections: tuple[Section, ...]) -> LayoutWish:
        width = self.viewport().width() - MARGIN - _RIGHT
        return LayoutWish(ratios, sections, width, self.cell, GAP, self.in_rows)

    def _place(self, anchor: Anchor | None) -> None:
        """Lay the list out anew; the anchor's middle stays where it was."""
        model = self.model

        def apply(layout: Layout) -> None:
            if layout.count == len(model):
                self._apply(layout, anchor)

        ahead, self._layout_ahead = self._layout_ahead, None
        if ahead is not None and ahead.count == len(model):
            apply(ahead)
            return
        self._laying.ask(self._wish_for(model.ratios, model.sections), apply)

    def _apply(self, layout: Layout, anchor: Anchor | None) -> None:
        self.layout_now = layout
        bar = self.verticalScrollBar()
        page = self.viewport().height()
        bar.setRange(0, max(0, round(layout.height) + TOP + MARGIN - page))
        bar.setPageStep(page)
        bar.setSingleStep(max(24, self.cell // 3))
        if anchor is not None and anchor.index < len(self.model):
            _, y, _, height = layout.rect(anchor.index)
            bar.setValue(round(y + height / 2 - anchor.y) + TOP)
        self.viewport().update()

    def _remember(self) -> None:
        """Before the list changes: which picture is at the top, if the list is scrolled."""
        visible = self.visible()
        self._kept_place = None
        if visible and self.verticalScrollBar().value() > 0:
            for index in visible:
                rect = self.rect_of(index)
                if rect.top() >= 0:
                    key = int(self.model.keys[index])
                    self._kept_place = (key, float(rect.center().y()))
                    return

    def _reset(self) -> None:
        self.selection.follow(self.model.keys)
        if self._layout_ahead is None and len(self.model) > AT_ONCE:
            self.layout_now = squares(0, 100, 100, GAP)  # nothing, until the layout is made
        anchor = None
        if self._kept_place is not None:
            key, y = self._kept_place
            index = self.model.index_of(key)
            anchor = Anchor(index, y) if index >= 0 else None
        self._place(anchor)
        if anchor is None:
            self.verticalScrollBar().setValue(0)
        accessible.told_anew(self)

    def show_from_start(self) -> None:
        """Scroll to the top."""
        self.verticalScrollBar().setValue(0)

    def ensure_visible(self, index: int) -> None:
        """Scroll just enough to show a picture whole."""
        if not 0 <= index < len(self.model):
            return
        rect = self.rect_of(index)
        bar = self.verticalScrollBar()
        if rect.top() < TOP:
            bar.setValue(bar.value() + rect.top() - TOP)
        elif rect.bottom() > self.viewport().height() - MARGIN:
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + MARGIN)

    def anchor_under(self, point: QPointF) -> Anchor | None:
        """The picture under a point, or near it, and where its middle is."""
        index = self.index_at(point.toPoint())
        if index >= 0:
            return Anchor(index, self.rect_of(index).center().y())
        return self._anchor_at(point.y())

    def set_cell(self, size: int, anchor: Anchor | None = None) -> None:
        """Zoom; the anchor's middle (or what is in the middle of the view) stays in its place."""
        size = max(SMALLEST, min(LARGEST, size))
        if size == self.cell:
            return
        anchor = anchor or self._anchor_at(self.viewport().height() / 2)
        self.cell = size
        self._place(anchor)
        self.zoomed.emit(size)

    def set_in_rows(self, in_rows: bool) -> None:
        """Justified rows, or square cells."""
        if in_rows != self.in_rows:
            anchor = self._anchor_at(self.viewport().height() / 2)
            self.in_rows = in_rows
            self._place(anchor)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is visible; ask for what is not there yet."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.current().color("ground"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        visible = self.visible()
        focused = self.hasFocus()
        self._sections(painter)
        for index in visible:
            rect = self.rect_of(index)
            if rect.intersects(event.rect().adjusted(-8, -8, 8, 8)):
                self._cell(painter, index, rect, focused)
        band = self._hand.band
        if band is not None:
            self._painter.band(painter, band.translated(0, -self.top))
        painter.end()
        self._ask(visible)

    def _cell(self, painter: QPainter, index: int, rect: QRect, focused: bool) -> None:
        key = int(self.model.keys[index])
        selected = bool(self.selection.mask[index])
        current = index == self.selection.current and not (selected and self.selection.count == 1)
        chosen = Chosen(
            selected,
            focused and current,
            index == self._hand.hovered,
        )
        self._painter.cell(
            painter, rect, self.model.row_of_key(key), self.thumbnails.get(key), chosen,
            stack=self.model.stacks.get(key, 0),
        )  # fmt: skip

    def _sections(self, painter: QPainter) -> None:
        for y, section in self.layout_now.sections:
            top = y - self.top
            if -60 < top < self.viewport().height():
                self._painter.section(painter, MARGIN, top, self.layout_now.width, section)

    def _ask(self, visible: range) -> None:
        """Rows and thumbnails: first what is seen, then what comes next."""
        page = self.viewport().height()
        near = self.layout_now.between(self.top - _AHEAD * page, self.top + (1 + _AHEAD) * page)
        self.model.want(near)
        after = range(visible.stop, near.stop)
        before = range(near.start, visible.start)
        wishes = [
            wish
            for indexes in (visible, after, before)
            for index in indexes
            if (wish := self._wish(index)) is not None
        ]
        # A large preview only once the thumbnail is there, and only for what is seen.
        large = [w for w in wishes[: len(visible)] if self._wants_large(w)]
        larger = [replace(wish, large=True) for wish in large]
        self.thumbnails.want(self, [*wishes, *larger])

    def _wants_large(self, wish: Wish) -> bool:
        if max(wish.width, wish.height) <= THUMBNAIL_SIDE * 1.1:
            return False
        return self.thumbnails.get(wish.key) is not None and bool(wish.original)

    def _wish(self, index: int) -> Wish | None:
        row = self.model.row(index)
        if row is None:
            return None
        ratio = self.viewport().devicePixelRatioF()
        _, _, width, height = self.layout_now.rect(index)
        return Wish(
            row.key, row.thumbnail, "" if row.away or row.is_video else row.path,
            round(width * ratio), round(height * ratio), Size.THUMB_RADIUS * ratio, ratio,
            self._ground,
        )  # fmt: skip

    def _arrived(self, key: int) -> None:
        for index in self.visible():
            if int(self.model.keys[index]) == key:
                self.viewport().update(self.rect_of(index).adjusted(-6, -6, 6, 6))
                return

    def _restyle(self) -> None:
        self._painter = CellPainter()
        self._ground = theme.current().color("ground").rgb()
        self.thumbnails.forget_all()
        self.viewport().update()

    def _current_changed(self) -> None:
        self.viewport().update()
        accessible.focus_moved(self)

    # -- events, handed on ---------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out at once for lists of usual length, when the size settles for huge ones."""
        if len(self.model) > AT_ONCE:
            self._settle.start()
        elif event.oldSize().width() != event.size().width():
            self._lay_out()
        else:
            self._place(None)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002 - Qt's form
        """The list moved: paint it anew."""
        self._hand.scrolled()
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if not self._hand.wheel(event):
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, or begin a rubber band or a drag."""
        self._hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover, band, drag."""
        self._hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End of a click, band or drag."""
        self._hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Activate."""
        self._hand.double(event)

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's form
        """Nothing is hovered."""
        self._hand.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and choose with the keyboard."""
        if not self._hand.key(event):
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the page for a menu, on what is chosen."""
        self._hand.menu(event)

    def finish(self) -> None:
        """Before the view goes: no thread may be left."""
        self._laying.close()

    def sizeHint(self) -> QSize:
        """Room for a few rows."""
        return QSize(640, 480)


__all__ = ["GAP", "LARGEST", "MARGIN", "SMALLEST", "GridView", "Section"]
