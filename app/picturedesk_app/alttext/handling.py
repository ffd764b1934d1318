"""What is done to the text and to what is seen, short of deciding: one short method each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from picturedesk import alttext
from picturedesk.suggestions import DECIDED, EMPTY_ROLES, ReviewState, Role, Runner
from picturedesk_app.alttext import asking
from picturedesk_app.alttext.bar import language_name
from picturedesk_app.alttext.editor import Editor
from picturedesk_app.alttext.wanted import Wanted
from picturedesk_app.i18n import tr
from picturedesk_app.library.preview import Preview

if TYPE_CHECKING:
    from picturedesk_app.alttext.page import AltTextPage


class Handling(QObject):
    """Editing, choosing, looking, languages."""

    def __init__(self, page: AltTextPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk, self._messages = page.desk, page.messages
        self._preview: Preview | None = None
        page.pane.neighbour_taken.connect(page.pane.editor.take_text)
        page.stage.clicked.connect(page.strip.setFocus)
        page.strip.digit.connect(page.pane.editor.take_runner)
        page.strip.slot_numbered.connect(page.pane.editor.chips.open_number)
        page.pane.beside.language.clicked.connect(self._choose_second)
        page.ending.act.connect(self._next_step)
        for editor in (page.pane.editor, page.pane.beside):
            editor.left.connect(page.strip.setFocus)
            editor.slots_wanted.connect(partial(self._compose, editor))
            editor.role_chosen.connect(partial(self._role, editor))

    # -- the text ------------------------------------------------------------------------------

    def edit(self) -> None:
        """Into the field, at the end of the text."""
        self._page.pane.editor.field.setFocus()

    def choose_role(self) -> None:
        """Say what the picture is for."""
        self._page.pane.editor.open_roles()

    def propose_again(self) -> None:
        """Another suggestion for this picture, in the place of one or of a text out of date."""
        self._propose(reading=False)

    def read_text(self) -> None:
        """A suggestion with the text that can be read in the picture."""
        if not alttext.reads_text():
            self._messages.say(tr("Text in pictures is read by an optional part: "
                                  "pip install picturedesk[ocr]."))  # fmt: skip
        elif self._propose(reading=True):
            self._messages.say(tr("Reading the text in the picture…"))

    def _propose(self, *, reading: bool) -> bool:
        item = self._page.pane.editor.item
        if item is None:
            return False
        if item.review.state in (*DECIDED, ReviewState.IN_REVIEW):
            self._messages.say(tr("Its text is yours by now: take that back first (U)."))
            return False
        review = item.review
        self._page.supply.propose_as(review.asset_key, review.language, None, reading=reading)
        return True

    def _compose(self, editor: Editor, slots: dict[str, str]) -> None:
        item = editor.item
        if item is None or item.review.suggestion is None:
            return
        key = item.row.key

        def came(runner: Runner) -> None:
            if _key(editor) == key:
                editor.take_sentence(runner.text, runner.slots)
                self._page.strip.setFocus()

        work = partial(asking.compose, suggestion=item.review.suggestion, slots=slots)
        self._desk.ask("alttext-compose", work, came, self._messages.problem)

    def _role(self, editor: Editor, role: Role) -> None:
        """An empty role empties the text; another asks for a suggestion made for it."""
        item = editor.item
        if item is None:
            return
        proposed = item.review.suggestion.text if item.review.suggestion is not None else ""
        if role in EMPTY_ROLES:
            editor.field.show_text("")
        elif editor.field.text in (proposed, "") and item.review.state not in DECIDED:
            self._page.supply.propose_as(item.row.key, item.review.language, role)
        self._page.strip.setFocus()

    # -- looking -------------------------------------------------------------------------------

    def preview(self) -> None:
        """The picture over the whole window."""
        if self._preview is None:
            self._preview = Preview(self._page.window(), self._desk.imagery.loader())
            self._preview.stepped.connect(self._step_preview)
            self._preview.closed.connect(self._page.strip.setFocus)
        self._show_preview()

    def _show_preview(self) -> None:
        strip = self._page.strip
        row = strip.row(strip.current)
        if self._preview is not None and row is not None:
            words = tr("{i} of {n}", i=strip.currentIndex().row() + 1, n=len(strip.queue.keys))
            self._preview.show_row(row, words, None)

    def _step_preview(self, places: int) -> None:
        strip = self._page.strip
        strip.go_to(strip.currentIndex().row() + places)
        self._show_preview()

    def toggle_languages(self) -> None:
        """A second language beside the first, or one alone."""
        page = self._page
        known = page.overview.languages if page.overview is not None else ()
        if page.pane.beside.isHidden() and len(known) < 2:
            self._messages.say(tr("There are templates in one language only."))
            return
        page.commands.keep_drafts()
        page.show_beside(shown=page.pane.beside.isHidden())

    def show_second(self) -> None:
        """The name of the language beside."""
        button = self._page.pane.beside.language
        button.setText(language_name(self._page.second_language))
        button.setAccessibleName(tr("Language beside: {name}", name=button.text()))
        self._page.pane.editor.language.setText(language_name(self._page.language))

    def _choose_second(self) -> None:
        page = self._page
        menu = QMenu(page)
        known = page.overview.languages if page.overview is not None else ()
        for tag in known:
            if tag != page.language:
                menu.addAction(language_name(tag), partial(self._second, tag))
        button = page.pane.beside.language
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _second(self, tag: str) -> None:
        self._page.commands.keep_drafts()
        self._page.second = tag
        self.show_second()
        self._page.showing.show_current()

    def _next_step(self, name: str) -> None:
        page = self._page
        if name == "library":
            page.wants_page.emit("library", None)
        elif name == "write":
            page.batches.write_files()
        elif name == "skipped":
            page.commands.forget_skipped()
            page.refresh()
        elif name == "all":
            page.want(replace(Wanted(state="all"), language=page.wanted.language))
        else:
            page.want(Wanted(language=page.wanted.language))


def _key(editor: Editor) -> int:
    return editor.item.row.key if editor.item is not None else 0
