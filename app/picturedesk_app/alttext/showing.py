"""The current picture: shown at once with what is known, completed as answers come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from picturedesk.suggestions import LintWarning
from picturedesk_app.alttext import asking, deciding
from picturedesk_app.alttext.asking import Neighbour
from picturedesk_app.alttext.editor import Editor
from picturedesk_app.alttext.supply import AHEAD

if TYPE_CHECKING:
    from picturedesk_app.alttext.page import AltTextPage

_LINT_MS = 160


class Showing(QObject):
    """Brings strip, stage and editors to the same picture; fetches what comes next."""

    def __init__(self, page: AltTextPage) -> None:
        super().__init__(page)
        self._page = page
        self._lint = QTimer(self)
        self._lint.setSingleShot(True)
        self._lint.setInterval(_LINT_MS)
        self._lint.timeout.connect(self._ask_lint)
        page.strip.current_changed.connect(self._moved)
        page.strip.focused.connect(self._mode)
        page.supply.arrived.connect(self._item_came)
        page.supply.neighbours_came.connect(self._neighbours)
        page.ahead.arrived.connect(page.stage.show_image)
        for editor in (page.pane.editor, page.pane.beside):
            editor.changed.connect(self._lint.start)
            editor.focused.connect(self._mode)
        page.strip.queue.rows.rows_arrived.connect(self._rows_came)

    def stop(self) -> None:
        """The window closes."""
        self._lint.stop()

    def _moved(self, key: int) -> None:
        shown = self._page.pane.editor.item
        if shown is None or shown.row.key != key:
            self._page.commands.keep_drafts()
        self.show_current(key)

    def show_current(self, key: int = 0) -> None:
        """Show the current picture and its texts, and fetch what comes next."""
        key = key or self._page.strip.current
        if not key:
            return
        page, row = self._page, self._page.strip.row(key)
        if page.stage.shows != key or not page.ahead.has(key):
            page.stage.expect(row)
            if row is not None:
                page.ahead.show(row, page.stage.side)
        if page.pane.editor.key != key:
            page.pane.show_neighbours([])
        for editor, language in zip(page.pane.editors, page.languages, strict=True):
            item, same = page.supply.get(key, language), editor.shows(key, language)
            # The queue may be made anew while somebody writes: what is written stays.
            if not same or (item is not None and (editor.settled or not editor.touched)):
                editor.show_item(item)
        self._page.supply.want(key, self._page.strip.following(AHEAD), self._page.languages)
        self._look_ahead()

    def _look_ahead(self) -> None:
        rows = [self._page.strip.row(key) for key in self._page.strip.following(3)]
        self._page.ahead.expect([row for row in rows if row is not None], self._page.stage.side)

    def _rows_came(self) -> None:
        row = self._page.strip.row(self._page.strip.current) if self._page.strip.current else None
        if row is not None and self._page.stage.shows != row.key:
            self._page.stage.expect(row)
            self._page.ahead.show(row, self._page.stage.side)
            self._look_ahead()

    def _item_came(self, key: int, language: str) -> None:
        item = self._page.supply.get(key, language)
        if item is None:
            return
        if language == self._page.language and key not in self._page.commands.pending:
            self._page.strip.queue.set_state(key, item.review.state)
        if key != self._page.strip.current:
            return
        self._lint.start()
        if self._page.stage.shows != key:
            self._page.stage.expect(item.row)
            self._page.ahead.show(item.row, self._page.stage.side)
        for editor, tag in zip(self._page.pane.editors, self._page.languages, strict=True):
            if tag == language:
                editor.refresh(item)
                editor.show_why_without(self._page.supply.why_without(key, language))

    def _neighbours(self, key: int, found: list[Neighbour]) -> None:
        if key == self._page.strip.current:
            self._page.pane.show_neighbours(found)

    def _ask_lint(self) -> None:
        for number, editor in enumerate(self._page.pane.editors):
            draft = editor.draft()
            if draft is not None:
                work = partial(asking.warnings_of, key=draft.key, language=draft.language,
                               text=draft.text, role=draft.role)  # fmt: skip
                then = partial(self._lint_came, editor, draft)
                self._page.desk.ask(f"alttext-lint-{number}", work, then)

    @staticmethod
    def _lint_came(editor: Editor, draft: deciding.Draft, told: tuple[LintWarning, ...]) -> None:
        now = editor.draft()
        if now is not None and (now.key, now.text) == (draft.key, draft.text):
            editor.show_warnings(told)

    def _mode(self) -> None:
        editors = (self._page.pane.editor, self._page.pane.beside)
        in_field = any(e.field.hasFocus() or e.extended.hasFocus() for e in editors)
        self._page.pane.show_mode(in_field=in_field)
        self._page.strip.viewport().update()
