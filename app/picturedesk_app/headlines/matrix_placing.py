"""Where the matrix has its cells, which can be seen, and which one is in hand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QPixmap,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from picturedesk.headlines import Proposal
from picturedesk_app import spoken_list, theme
from picturedesk_app.headlines import laying
from picturedesk_app.headlines.crop_images import CropImages, Wanted
from picturedesk_app.headlines.laying import Band
from picturedesk_app.headlines.matrix_accessible import SpokenMatrix
from picturedesk_app.headlines.matrix_painter import MatrixPainter, Shown, View, head_height
from picturedesk_app.headlines.sheet import Line, Sheet
from picturedesk_app.i18n import tr

Cell = tuple[int, int]
"""Line and column."""
_STEP = 60


class Placing(QAbstractScrollArea):
    """What of a :class:`Sheet` is where, and which cell is in hand."""

    current_changed = Signal()
    activated = Signal()
    """A double click on the current cell."""
    menu_wanted = Signal(QPoint)
    seen = Signal()
    """Other lines than before can be seen."""

    def __init__(self, sheet: Sheet, images: CropImages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.view = View()
        self._images = images
        self._bands: list[Band] = []
        self._current: Cell = (0, 0)
        self._kept = ("", "")
        self._hovered: Cell | None = None
        self._painter = MatrixPainter()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.setAccessibleName(tr("Crops for each channel"))
        self.viewport().setMouseTracking(True)
        sheet.reset.connect(self._reset)
        sheet.changed.connect(self._changed)
        images.arrived.connect(self.viewport().update)
        theme.current().changed.connect(self._restyle)
        spoken_list.speak(Placing, SpokenMatrix)

    # -- what is shown -------------------------------------------------------------------------

    def show_view(self, view: View) -> None:
        """At real size or not, with guides or not, with the headline or not."""
        self.view = view
        self._lay_out()
        self.ensure_visible()

    def _reset(self) -> None:
        self.verticalScrollBar().setValue(0)
        self._current = (0, 0)
        self._lay_out()
        self._remember()
        self.current_changed.emit()
        spoken_list.told_anew(self)

    def _changed(self) -> None:
        self._follow()
        self._lay_out()
        self.current_changed.emit()

    def _follow(self) -> None:
        """Stay on the picture that was in hand when its line is sorted anew."""
        key, asset_id = self._kept
        for row, line in enumerate(self.sheet.lines):
            if line.key == key:
                ids = [p.asset.id for p in line.cells]
                column = ids.index(asset_id) if asset_id in ids else min(
                    self._current[1], max(0, len(ids) - 1)
                )  # fmt: skip
                self._current = (row, column)

    def _lay_out(self) -> None:
        lines = self.sheet.lines
        heads = [head_height(line) for line in lines]
        width = self.viewport().width()
        self._bands = laying.lay_out(lines, width, real=self.view.real, head_lines=heads)
        bar = self.verticalScrollBar()
        page = self.viewport().height()
        bar.setPageStep(page)
        bar.setRange(0, max(0, laying.total_height(self._bands) - page))
        self._wish()
        self.viewport().update()

    def _restyle(self) -> None:
        self._painter = MatrixPainter()
        self._lay_out()

    def visible_lines(self) -> list[Line]:
        """The lines that can be seen."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        pairs = zip(self.sheet.lines, self._bands, strict=False)
        return [line for line, band in pairs if band.top < bottom and band.top + band.height > top]

    def _wish(self) -> None:
        wanted = []
        for line in self.visible_lines():
            band = self._bands[self.sheet.lines.index(line)]
            wanted += [
                (line.key, proposal, box.width, box.height)
                for proposal, box in zip(line.cells, band.cells, strict=False)
            ]
        self._images.want(wanted, self.devicePixelRatioF(), self._large())
        self.seen.emit()

    def _large(self) -> Wanted | None:
        """The crop in hand, for the side pane."""
        now = self.current
        if now is None:
            return None
        wide, high = laying.large_size(now[0].channel)
        return now[0].key, now[1], wide, high

    # -- the cell in hand ----------------------------------------------------------------------

    @property
    def current(self) -> tuple[Line, Proposal] | None:
        """The line and crop in hand; None where there is none."""
        row, column = self._current
        if row < len(self.sheet.lines) and column < len(self.sheet.lines[row].cells):
            line = self.sheet.lines[row]
            return line, line.cells[column]
        return None

    @property
    def current_line(self) -> Line | None:
        """The line in hand, with or without crops."""
        row = self._current[0]
        return self.sheet.lines[row] if row < len(self.sheet.lines) else None

    @property
    def current_cell(self) -> Cell:
        """Line and column in hand."""
        return self._current

    def go(self, row: int, column: int) -> None:
        """Take this cell in hand."""
        lines = self.sheet.lines
        if not lines:
            return
        row = min(max(row, 0), len(lines) - 1)
        column = min(max(column, 0), max(0, len(lines[row].cells) - 1))
        self._current = (row, column)
        self._remember()
        self.ensure_visible()
        self._wish()
        self.viewport().update()
        self.current_changed.emit()
        spoken_list.focus_moved(self)

    def _remember(self) -> None:
        now = self.current
        line = self.current_line
        self._kept = (line.key if line else "", now[1].asset.id if now else "")

    def next_open(self) -> None:
        """On to the next crop of the line that is not decided on."""
        row, column = self._current
        line = self.current_line
        if line is None:
            return
        for place in (*range(column + 1, len(line.cells)), *range(column)):
            if self.sheet.decision(line, line.cells[place]) is None:
                self.go(row, place)
                return

    def cell_rect(self, cell: Cell) -> QRect:
        """Where a cell's frame is in the viewport."""
        row, column = cell
        if row >= len(self._bands) or column >= len(self._bands[row].cells):
            return QRect()
        box = self._bands[row].cells[column]
        return QRect(box.x, box.y - self.verticalScrollBar().value(), box.width, box.height)

    def cell_at(self, point: QPoint) -> Cell | None:
        """The cell at a point of the viewport."""
        for row, band in enumerate(self._bands):
            for column in range(len(band.cells)):
                rect = self.cell_rect((row, column)).adjusted(0, 0, 0, laying.CAPTION)
                if rect.contains(point):
                    return row, column
        return None

    def ensure_visible(self) -> None:
        """Scroll so that the whole line in hand is seen, or its cell where that is too tall."""
        row = self._current[0]
        if row >= len(self._bands):
            return
        band, bar = self._bands[row], self.verticalScrollBar()
        page = self.viewport().height()
        top, bottom = band.top - laying.BETWEEN // 2, band.top + band.height + laying.NEAR
        if bottom - top > page and self._current[1] < len(band.cells):
            box = band.cells[self._current[1]]
            top, bottom = box.y - laying.NEAR, box.bottom + laying.CAPTION
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + page:
            bar.setValue(bottom - page)

    def pixmap(self, line: Line, proposal: Proposal, *, large: bool = False) -> QPixmap | None:
        """What there is of a cell's crop; ``large``: for the side pane."""
        get = self._images.large if large else self._images.get
        return get(line.key, proposal)

    def shown(self, row: int, column: int) -> Shown:
        """How a cell stands to the user."""
        line = self.sheet.lines[row]
        decision = self.sheet.decision(line, line.cells[column])
        current = (row, column) == self._current
        return Shown(
            decision is not None and decision.picked,
            decision is not None and not decision.picked,
            current,
            current and self.hasFocus(),
            (row, column) == self._hovered,
            chr(ord("A") + column) if line.letters else "",
        )
