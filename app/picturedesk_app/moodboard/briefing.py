"""From the words of a brief to a question to the library."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from picturedesk.errors import UserError
from picturedesk_app import operations
from picturedesk_app.crossing import WorkEnd
from picturedesk_app.moodboard import board_reading

if TYPE_CHECKING:
    from picturedesk_app.moodboard.page import MoodboardsPage


class Briefing(QObject):
    """Takes what the start page is given: a pasted brief, a file, the sample."""

    def __init__(self, page: MoodboardsPage) -> None:
        super().__init__(page)
        self._page = page
        self._text_waiting = ""
        page.start.brief_given.connect(self._brief_given)
        page.start.sample_wanted.connect(self.try_sample)
        page.start.field.file_dropped.connect(self._brief_dropped)
        page.asking.progressed.connect(page.start.show_running)
        page.asking.ended.connect(page.start.show_idle)
        page.asking.ended.connect(self._asking_ended)
        page.desk.work_ended.connect(self._work_ended)

    def _brief_given(self, text: str) -> None:
        if self._page.start.editing:
            self._page.asking.rewrite(text, self._page.candidates.share)
        else:
            self._page.asking.propose(text)

    @Slot()
    def try_sample(self) -> None:
        """The sample brief, with the sample pictures where the library has none."""
        self._page.desk.ask("board-brief", board_reading.sample_brief, self._sample_came)

    def _sample_came(self, answer: tuple[str, int]) -> None:
        text, pictures = answer
        self._page.start.show_text(text)
        if pictures:
            self._page.asking.propose(text)
        else:
            self._text_waiting = text
            self._page.start.show_waiting()
            operations.add_sample(self._page.desk, self._page.messages)

    def _work_ended(self, end: WorkEnd) -> None:
        if end.work.key == "rescan" or not self._text_waiting:
            return
        text, self._text_waiting = self._text_waiting, ""
        if end.error is not None or end.cancelled:
            self._page.start.show_idle()
        else:
            self._page.asking.propose(text)

    def _brief_dropped(self, path: str) -> None:
        work = partial(board_reading.brief_in, path=path)
        self._page.desk.ask("board-brief", work, self._page.start.show_text, self._brief_failed)

    def _brief_failed(self, error: UserError) -> None:
        self._page.start.show_idle(str(error))

    def _asking_ended(self, sentence: str) -> None:
        if sentence and not self._page.panes.at_start:
            self._page.messages.say(sentence)
        elif not sentence and self._page.model.is_open:
            self._page.panes.show_canvas()
