"""Pictures dragged out of a grid, as files (and as keys, for the window's own pages)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDrag, QPainter, QPixmap

from picturedesk_app import theme
from picturedesk_app.grid.model import Row
from picturedesk_app.theme import Size

if TYPE_CHECKING:
    from picturedesk_app.grid.view import GridView

KEYS_TYPE = "application/x-picturedesk-assets"
"""The process whose library it is, then asset keys; in decimal, one a line."""
_MOST = 2000
_SIDE = 96


def mime_of(rows: list[Row]) -> QMimeData:
    """Files for other programs, keys for our own pages."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(row.path) for row in rows if not row.away])
    numbers = (os.getpid(), *(row.key for row in rows))
    data.setData(KEYS_TYPE, "\n".join(map(str, numbers)).encode())
    return data


def keys_in(data: QMimeData) -> list[int]:
    """The asset keys in a drop from one of our own pages.

    None from another library's window, whose keys mean other pictures: there the files count.
    """
    raw = bytes(data.data(KEYS_TYPE).data()).decode(errors="replace")
    numbers = [int(line) for line in raw.split() if line.isdecimal()]
    return numbers[1:] if numbers[:1] == [os.getpid()] else []


def drag_out(view: GridView) -> None:
    """Drag what is selected. Rows not known yet stay behind: they were never on screen."""
    rows = [
        row
        for key in view.selection.chosen()[:_MOST]
        if (row := view.model.row_of_key(int(key))) is not None
    ]
    if not rows:
        return
    drag = QDrag(view)
    drag.setMimeData(mime_of(rows))
    drag.setPixmap(_pile(view, rows))
    drag.setHotSpot(QPoint(-8, -8))
    drag.exec(Qt.DropAction.CopyAction)


def _pile(view: GridView, rows: list[Row]) -> QPixmap:
    """Up to three of the pictures, and how many there are."""
    ratio = view.devicePixelRatioF()
    side = _SIDE + 16
    pile = QPixmap(round(side * ratio), round(side * ratio))
    pile.setDevicePixelRatio(ratio)
    pile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pile)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, row in reversed(list(enumerate(rows[:3]))):
        pixmap = view.thumbnails.get(row.key)
        box = QRect(place * 7, place * 7, _SIDE, _SIDE)
        if pixmap is None:
            painter.fillRect(box, theme.current().color("placeholder"))
            continue
        size = pixmap.deviceIndependentSize().scaled(
            _SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatio
        )
        box.setSize(size.toSize())
        painter.drawPixmap(box, pixmap)
    if len(rows) > 1:
        look = theme.current()
        badge = QRect(_SIDE - 28, 2, 34, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(badge, 10, 10)
        painter.setPen(look.color("on_accent"))
        painter.setFont(look.font(Size.TINY, strong=True))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(len(rows)))
    painter.end()
    return pile
