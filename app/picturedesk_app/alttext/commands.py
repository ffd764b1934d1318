"""What the user does on the Alt text page: one short method each; the action table calls some."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from picturedesk.errors import UserError
from picturedesk.library import Library
from picturedesk.suggestions import DECIDED, EMPTY_ROLES, ReviewState, Role
from picturedesk_app.alttext import deciding
from picturedesk_app.alttext.editor import Editor
from picturedesk_app.alttext.supply import Place
from picturedesk_app.i18n import tr

if TYPE_CHECKING:
    from picturedesk_app.alttext.page import AltTextPage

Work = Callable[[Library], deciding.Done]


@dataclass(frozen=True, slots=True)
class _Skipped:
    """A picture was left for later: U goes back to it, and takes no decision back."""

    key: int


class Commands(QObject):
    """Turns keys into decisions. The next picture is shown at once, the change made behind it."""

    def __init__(self, page: AltTextPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk, self._messages = page.desk, page.messages
        self.pending: set[int] = set()
        """Pictures whose decision is on its way: what the queue shows of them is ahead."""
        self._history: list[Place | _Skipped] = []
        self._skipped: set[int] = set()
        page.pane.act.connect(self._act)
        for editor in (page.pane.editor, page.pane.beside):
            editor.entered.connect(partial(self._approve_in, editor))

    # -- deciding ------------------------------------------------------------------------------

    def approve(self) -> None:
        """Approve the text that has the keyboard, else the first one not decided yet; go on."""
        editors = self._page.pane.editors
        written = next((e for e in editors if e.field.hasFocus() or e.extended.hasFocus()), None)
        self._approve_in(written or self._first_open() or editors[0])

    def _approve_in(self, editor: Editor) -> None:
        draft = editor.draft()
        if draft is None:
            return
        if editor.says_nothing:
            self._decorative_as(editor, editor.role)
        elif not draft.text.strip():
            self._messages.say(tr("There is no text to approve: write one, or mark the picture "
                                  "as decorative."))  # fmt: skip
            editor.field.setFocus()
        else:
            self._decide(editor, partial(deciding.approve, draft=draft), ReviewState.APPROVED)

    def reject(self) -> None:
        """The proposal is wrong: it is not made again for this picture."""
        editor = self._active()
        if editor is not None:
            work = partial(deciding.reject, key=self._key(editor), language=self._tag(editor))
            self._decide(editor, work, ReviewState.REJECTED)

    def skip(self) -> None:
        """Leave it for later."""
        editor = self._active()
        if editor is None:
            return
        self.keep_drafts()
        key = self._key(editor)
        self._skipped.add(key)
        self._history.append(_Skipped(key))
        self._desk.change(
            partial(deciding.skip, key=key, language=self._tag(editor)), None,
            self._messages.problem,
        )  # fmt: skip
        self._go_on()

    def decorative(self) -> None:
        """It says nothing: an empty text, on purpose."""
        editor = self._active()
        if editor is not None:
            role = editor.role if editor.role in EMPTY_ROLES else Role.DECORATIVE
            self._decorative_as(editor, role)

    def _decorative_as(self, editor: Editor, role: Role) -> None:
        work = partial(deciding.decorative, key=self._key(editor), language=self._tag(editor),
                       role=role)  # fmt: skip
        self._decide(editor, work, ReviewState.DECORATIVE)

    def unapprove(self) -> None:
        """Take this picture's decision back; the text stays as a draft."""
        editor = self._active()
        if editor is not None:
            place = (self._key(editor), self._tag(editor))
            self._take_back(partial(deciding.unapprove, key=place[0], language=place[1]), place)

    def undo(self) -> None:
        """Take the last decision back and show its picture; without one, this picture's last."""
        editor = self._active()
        if not self.undo_last() and editor is not None:
            place = (self._key(editor), self._tag(editor))
            self._take_back(partial(deciding.undo, key=place[0], language=place[1]), place)

    def undo_last(self) -> bool:
        """Take the last act made here back; False where there is none."""
        if not self._history:
            return False
        place = self._history.pop()
        if isinstance(place, _Skipped):
            self._skipped.discard(place.key)
            self._show(place.key, self._page.strip.queue.state(place.key))
            return True
        self._take_back(partial(deciding.undo, key=place[0], language=place[1]), place)
        return True

    def _take_back(self, work: Work, place: Place) -> None:
        page, key = self._page, place[0]
        before = page.strip.queue.state(key)
        for editor in page.pane.editors:  # what is undone is not kept again on the way
            if editor.item is not None and editor.item.row.key == key:
                editor.settled = True

        def done(outcome: deciding.Done) -> None:
            state = outcome.review.state
            page.bar.count(int(state in DECIDED) - int(before in DECIDED))
            self._skipped.discard(key)
            page.supply.put(outcome.review)
            self._show(key, state)
            if outcome.file:
                self._messages.say(tr("{name} says again what it said before.", name=outcome.file))

        self._desk.change(work, done, self._messages.problem)

    def _show(self, key: int, state: ReviewState) -> None:
        page = self._page
        page.strip.queue.set_state(key, state)
        if page.middle.currentWidget() is page.ending:
            page.middle.setCurrentWidget(page.splitter)
        place = page.strip.queue.place(key)
        if place < 0:
            page.refresh()
        elif page.strip.current == key:
            page.showing.show_current(key)
        else:
            page.strip.go_to(place)
        page.strip.setFocus()

    def _decide(self, editor: Editor, work: Work, state: ReviewState) -> None:
        """Show it as decided and go on; the change is made meanwhile."""
        place = (self._key(editor), self._tag(editor))
        queue = self._page.strip.queue
        before = queue.state(place[0])
        main = place[1] == self._page.language
        editor.settled = True
        self._history.append(place)
        if main:
            self.pending.add(place[0])
            queue.set_state(place[0], state)
            self._page.bar.count(int(state in DECIDED) - int(before in DECIDED))

        def done(outcome: deciding.Done) -> None:
            self.pending.discard(place[0])
            self._page.supply.put(outcome.review)

        def refused(error: UserError) -> None:
            self.pending.discard(place[0])
            if place in self._history:
                self._history.remove(place)
            if main:
                queue.set_state(place[0], before)
                self._page.bar.count(int(before in DECIDED) - int(state in DECIDED))
            editor.settled = editor.settled and self._key(editor) != place[0]
            self._messages.problem(error)

        self._desk.change(work, done, refused)
        self._go_on()

    def keep_drafts(self) -> None:
        """A text that was begun is kept before another picture is shown."""
        for editor in self._page.pane.editors:
            draft = editor.draft()
            if draft is None or editor.settled or not editor.touched:
                continue
            editor.settled = True
            place = (draft.key, draft.language)
            self._history.append(place)

            def done(outcome: deciding.Done) -> None:
                self._page.supply.put(outcome.review)

            work = partial(deciding.keep_draft, draft=draft)
            self._desk.change(work, done, self._messages.problem)

    # -- going on ------------------------------------------------------------------------------

    def _go_on(self) -> None:
        page = self._page
        waiting = self._first_open()
        if len(page.pane.editors) > 1 and waiting is not None:
            waiting.field.setFocus()  # the other language, before the next picture
            return
        place = page.strip.next_open(lambda key: page.is_decided(key) or key in self._skipped)
        if place < 0 or place == page.strip.currentIndex().row():
            left = sum(not page.is_decided(key) for key in self._skipped)
            page.end(left)
            return
        page.strip.go_to(place)
        page.strip.setFocus()

    def _first_open(self) -> Editor | None:
        for editor in self._page.pane.editors:
            decided = editor.item is not None and editor.item.review.state in (
                *DECIDED, ReviewState.REJECTED,
            )  # fmt: skip
            if not editor.settled and not decided:
                return editor
        return None

    def _active(self) -> Editor | None:
        editors, focus = self._page.pane.editors, QApplication.focusWidget()
        held = None if focus is None else next((e for e in editors if e.isAncestorOf(focus)), None)
        editor = held or editors[0]
        return editor if editor.item is not None else None

    def remember(self, keys: Iterable[int]) -> None:
        """Something was done to these at once: U takes it back, the last one first."""
        self._history += [(key, self._page.language) for key in keys]

    def only_skipped(self) -> int:
        """How many of the queue were skipped, where nothing else is open; else 0."""
        keys = [int(key) for key in self._page.strip.queue.keys]
        still = [key for key in keys if not self._page.is_decided(key)]
        return len(still) if all(key in self._skipped for key in still) else 0

    def forget_skipped(self) -> None:
        """Those that were skipped are to be gone through now."""
        self._skipped.clear()

    @staticmethod
    def _key(editor: Editor) -> int:
        return editor.item.row.key if editor.item is not None else 0

    @staticmethod
    def _tag(editor: Editor) -> str:
        return editor.item.review.language if editor.item is not None else ""

    def _act(self, name: str) -> None:
        getattr(self, name)()
