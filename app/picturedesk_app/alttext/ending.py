"""What stands where there is no picture to describe: done, filtered away, or not yet begun."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from picturedesk.errors import UserError
from picturedesk_app.alttext.asking import Overview
from picturedesk_app.alttext.wanted import Wanted
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.empty import Empty


class Ending(QWidget):
    """The one next step."""

    act = Signal(str)
    """``library``, ``write``, ``to-do``, ``skipped``, ``all``."""

    def __init__(self) -> None:
        super().__init__()
        self.empty = Empty()
        self._first = self._second = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.empty)
        self.empty.first_pressed.connect(lambda: self.act.emit(self._first))
        self.empty.second_pressed.connect(lambda: self.act.emit(self._second))

    def show_problem(self, error: UserError) -> None:
        """The queue could not be made."""
        self._first, self._second = "to-do", ""
        self.empty.show_words("warning", error.sentence, error.way_out, tr("Show what is to do"))

    def show_done(self, overview: Overview, wanted: Wanted, skipped: int) -> None:
        """Why there is nothing here, and what to do about it."""
        if not overview.total and not wanted.narrowed:
            self._first, self._second = "library", ""
            self.empty.show_words(
                "alttext",
                tr("Describe pictures for those who cannot see them"),
                tr("Add a folder in the library first. Each picture then gets a proposed text; "
                   "you finish and approve it, one key a picture."),
                tr("Go to the library"),
            )  # fmt: skip
        elif skipped:
            self._first, self._second = "skipped", "write" if overview.approved else ""
            self.empty.show_words(
                "check", tr("You have been through all of them"),
                trn("{n} picture was skipped.", "{n} pictures were skipped.", skipped),
                tr("Go through those"), second=tr("Write to files…") if overview.approved else "",
            )  # fmt: skip
        elif wanted.narrowed:
            self._first, self._second = "to-do", ""
            self.empty.show_words(
                "filter", tr("No picture passes these filters"),
                tr("The line above shows which are in force."), tr("Show what is to do"),
            )  # fmt: skip
        else:
            self._show_all_done(overview)

    def _show_all_done(self, overview: Overview) -> None:
        words = trn("{n} picture here has its text.", "All {n} pictures here have their text.",
                    overview.total)  # fmt: skip
        if overview.approved:
            self._first, self._second = "write", "all"
            self.empty.show_words(
                "check", tr("All done"),
                words + " " + trn("{n} is approved and not in its file yet.",
                                  "{n} are approved and not in their files yet.",
                                  overview.approved),
                tr("Write to files…"), second=tr("Look at them all"),
            )  # fmt: skip
        else:
            self._first, self._second = "all", ""
            self.empty.show_words("check", tr("All done"), words, tr("Look at them all"))

    def focus_first(self) -> None:
        """The button for the next step."""
        self.empty.first.setFocus()
