"""Looking at the board: the action table's "board-view" rows."""

from __future__ import annotations

from PySide6.QtCore import QObject

from picturedesk_app.moodboard.canvas import Canvas

_STEP = 1.25


class ViewActions(QObject):
    """Zoom and choose."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def zoom_in(self) -> None:
        """Larger."""
        self._canvas.zoom_to(self._canvas.scale_now * _STEP)

    def zoom_out(self) -> None:
        """Smaller."""
        self._canvas.zoom_to(self._canvas.scale_now / _STEP)

    def zoom_whole(self) -> None:
        """One unit is one pixel."""
        self._canvas.zoom_to(1.0)

    def fit(self) -> None:
        """Everything into the window."""
        self._canvas.show_box(None)

    def fit_chosen(self) -> None:
        """What is chosen into the window."""
        self._canvas.show_box(self._canvas.chosen.box())

    def choose_all(self) -> None:
        """Everything on the board."""
        self._canvas.chosen.only(item.id for item in self._canvas.model.items())
