"""Where a grid's pictures are: layout, scrolling, zoom, and what stays in its place meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from picturedesk_app.grid.laying import AT_ONCE, Laying
from picturedesk_app.grid.laying import Wish as LayoutWish
from picturedesk_app.grid.layout import Layout, Ratios, Section, squares
from picturedesk_app.grid.model import GridModel, Keys
from picturedesk_app.grid.selection import Selection

SMALLEST, LARGEST = 64, 512
MARGIN = 16
TOP = 6
"""Above the first row, where the outline of a chosen picture needs room."""
GAP = 12
_RIGHT = 4
"""The scroll bar is the rest of the right margin."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A picture and where in the view its middle was, to keep it there through a new layout."""

    index: int
    y: float


class PlacedArea(QAbstractScrollArea):
    """A list of pictures laid out in a scroll area; :class:`~.view.GridView` paints it."""

    zoomed = Signal(int)
    placed_anew = Signal()
    """Another list is shown, and every picture has its place."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.selection = Selection(self)
        self.layout_now: Layout = squares(0, 100, 100, GAP)
        self.cell = 176
        self.in_rows = True
        self._laying = Laying(self)
        self._layout_ahead: Layout | None = None
        self._kept_place: tuple[int, float] | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(60)
        self._settle.timeout.connect(self._lay_out)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._range_changed)
        self._range_changed()  # a new bar's range is empty, and setting it again says nothing
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.about_to_reset.connect(self._remember)
        model.reset.connect(self._reset)

    # -- where a picture is --------------------------------------------------------------------

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

    def touched_by(self, box: QRectF) -> npt.NDArray[np.int64]:
        """The pictures that a box (x of the viewport, y of the list) touches."""
        left, right = box.left() - MARGIN, box.right() - MARGIN
        return self.layout_now.inside(left, box.top(), right, box.bottom())

    def _lay_out(self) -> None:
        self._place(self._middle())

    def _middle(self) -> Anchor | None:
        """What is in the middle of the view; at the top of the list, the top stays."""
        if self.verticalScrollBar().value() == 0:
            return None
        return self._anchor_at(self.viewport().height() / 2)

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

    def _range_changed(self) -> None:
        """Where there is nothing to scroll, no handle is seen; its place stays."""
        # As it is now: a new range may resize the view, which sets another before this is told.
        bar = self.verticalScrollBar()
        bar.setEnabled(bar.maximum() > bar.minimum())

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
        self.placed_anew.emit()

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
        anchor = anchor or self._middle()
        self.cell = size
        self._place(anchor)
        self.zoomed.emit(size)

    def set_in_rows(self, in_rows: bool) -> None:
        """Justified rows, or square cells."""
        if in_rows != self.in_rows:
            anchor = self._middle()
            self.in_rows = in_rows
            self._place(anchor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out at once for lists of usual length, when the size settles for huge ones."""
        if len(self.model) > AT_ONCE:
            self._settle.start()
        elif event.oldSize().width() != event.size().width():
            self._lay_out()
        else:
            self._place(None)

    def finish(self) -> None:
        """Before the view goes: no thread may be left."""
        self._laying.close()

    def sizeHint(self) -> QSize:
        """Room for a few rows."""
        return QSize(640, 480)
