"""The canvas: a view of the board that pans and zooms and hands every event to its hand."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QUndoStack,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from picturedesk_app import spoken_list, theme
from picturedesk_app.i18n import tr
from picturedesk_app.moodboard import shapes
from picturedesk_app.moodboard.accessible import SpokenCanvas
from picturedesk_app.moodboard.canvas_pictures import CanvasPictures
from picturedesk_app.moodboard.chosen import Chosen
from picturedesk_app.moodboard.hand import Hand
from picturedesk_app.moodboard.keys import Keys
from picturedesk_app.moodboard.model import BoardModel
from picturedesk_app.moodboard.overlay import Overlay
from picturedesk_app.moodboard.panned_view import PannedView
from picturedesk_app.moodboard.showing import Showing

_FAR = 200_000.0
"""How far the canvas reaches from its middle, in board units."""


class Receiver(Protocol):
    """Takes what is dropped on the canvas."""

    def accepts(self, event: QDropEvent) -> bool:
        """Whether something in the drop can come onto the board."""

    def take(self, event: QDropEvent, x: float, y: float) -> None:
        """Put it there."""


class Canvas(PannedView):
    """Everything on it is changed through ``stack``."""

    menu_wanted = Signal(QPoint)

    def __init__(
        self, model: BoardModel, pictures: CanvasPictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.stack = QUndoStack(self)
        self.board_scene = QGraphicsScene(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR, self)
        self.board_scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setScene(self.board_scene)
        self.chosen = Chosen(model, self)
        self.showing = Showing(self, model, pictures)
        self.overlay = Overlay(self)
        self.hand = Hand(self)
        self.keys = Keys(self)
        self.receiver: Receiver | None = None
        self._fitted = False
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Board"))
        self.restyle()
        self.panned.connect(self.showing.soon)
        self.panned.connect(self._look_elsewhere)
        self.pinched.connect(self.hand.cancel)
        self.chosen.changed.connect(self._tell_chosen)
        self.model.loaded.connect(self._tell_anew)
        spoken_list.speak(Canvas, SpokenCanvas)

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.setBackgroundBrush(theme.current().color("ground"))
        self.viewport().update()

    def paint_whole(self, whole: bool) -> None:
        """While nearly everything moves, one large area is cheaper than a thousand small ones."""
        modes = QGraphicsView.ViewportUpdateMode
        self.setViewportUpdateMode(modes.FullViewportUpdate if whole else modes.SmartViewportUpdate)

    def _tell_chosen(self) -> None:
        count = len(self.chosen.items())
        self.setAccessibleDescription(
            tr("{n} things, {c} selected", n=len(self.model.items()), c=count)
        )
        self.viewport().update()
        spoken_list.focus_moved(self)

    def _tell_anew(self) -> None:
        self._tell_chosen()
        spoken_list.told_anew(self)

    # -- what is seen --------------------------------------------------------------------------

    def show_box(self, box: shapes.Box | None) -> None:
        """Fit a box into the window; everything where it is None.

        Everything stays fitted while the window finds its size, until somebody looks elsewhere.
        """
        everything = box is None
        if box is None:
            box = shapes.union(shapes.around(i) for i in self.model.items() if i.KIND != "group")
        self.show_rect(box or shapes.Box(-400.0, -300.0, 800.0, 600.0))
        self._fitted = everything

    def _look_elsewhere(self) -> None:
        self._fitted = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again at what is seen; what was fitted stays so."""
        super().resizeEvent(event)
        if self._fitted:
            self.show_box(None)
        self.showing.soon()

    def showEvent(self, event: QShowEvent) -> None:
        """A board that was opened while hidden is fitted now."""
        super().showEvent(event)
        if self._fitted:
            self.show_box(None)

    # -- events, handed on ---------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: object) -> None:  # noqa: ARG002 - Qt's form
        """Selection, handles, guides."""
        self.overlay.paint(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, or begin a drag."""
        if self.hand.notes.takes(event):
            super().mousePressEvent(event)
        else:
            self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        if self.hand.notes.takes(event):
            super().mouseMoveEvent(event)
        else:
            self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if self.hand.notes.takes(event):
            super().mouseReleaseEvent(event)
        else:
            self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a note, crop a picture."""
        if self.hand.notes.takes(event):
            super().mouseDoubleClickEvent(event)
        else:
            self.hand.double(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom; with a touchpad, pan."""
        self.hand.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Into a note that is being edited, else to the hand."""
        if self.hand.notes.editing is not None and event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.keys.key(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space is let go."""
        self.keys.key_up(event)
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key that is held is none of ours any more."""
        self.keys.let_go()
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu on what is chosen."""
        if self.hand.notes.editing is None:
            self.menu_wanted.emit(event.globalPos())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from thing to thing, and leaves after the last one."""
        if self.hand.notes.editing is None and self.keys.step(1 if forward else -1):
            return True
        return bool(super().focusNextPrevChild(forward))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may come in."""
        if self.receiver is not None and self.receiver.accepts(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere on the board."""
        if self.receiver is not None and self.receiver.accepts(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They lie where they were dropped."""
        if self.receiver is not None and self.receiver.accepts(event):
            event.acceptProposedAction()
            self.receiver.take(event, *self.board_point(event.position()))
