"""Notes are written where they stand on the canvas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QTextCursor

from picturedesk_app.moodboard import drags
from picturedesk_app.moodboard.commands import AddItems, EditNote, RemoveItems
from picturedesk_app.moodboard.scene_items import NoteView

if TYPE_CHECKING:
    from picturedesk_app.moodboard.canvas import Canvas


class Notes:
    """The note that is being edited, if one is."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.editing: NoteView | None = None
        self._draft = False
        canvas.model.loaded.connect(self.forget)

    def forget(self) -> None:
        """Another board is open."""
        self.editing = None

    def takes(self, event: QMouseEvent) -> bool:
        """Whether a mouse event belongs to the note that is being edited."""
        if self.editing is None:
            return False
        item = self._canvas.hand.item_at(event.position())
        return item is not None and item.id == self.editing.item.id

    def edit(self, item_id: str, *, draft: bool = False) -> None:
        """Put the cursor into a note; a draft is not on the undo stack yet."""
        view = self._canvas.showing.view(item_id)
        if not isinstance(view, NoteView):
            return
        self.end()
        self._canvas.chosen.only({item_id})
        self.editing, self._draft = view, draft
        view.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        self._canvas.setFocus()
        view.setFocus()
        cursor = view.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        view.setTextCursor(cursor)

    def end(self) -> None:
        """What was written is one change; an empty note goes."""
        view, self.editing = self.editing, None
        draft, self._draft = self._draft, False
        if view is None:
            return
        cursor = view.textCursor()
        cursor.clearSelection()
        view.setTextCursor(cursor)
        view.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        view.clearFocus()
        canvas, old, text = self._canvas, view.item, view.toPlainText()
        if canvas.model.item(old.id) is None:
            return
        if draft and text.strip():
            written = drags.fitted(canvas, replace(old, text=text))
            canvas.stack.push(AddItems.of_draft(canvas.model, written))
        elif draft:
            canvas.model.apply({old.id: None})
        elif not text.strip():
            canvas.stack.push(RemoveItems(canvas.model, {old.id: None}))
        elif text != old.text:
            changed = drags.fitted(canvas, replace(old, text=text))
            canvas.stack.push(EditNote.of(canvas.model, [changed]))
