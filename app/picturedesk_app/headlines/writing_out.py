"""What the keys on a crop do, and the way from picks to files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picturedesk.headlines import Entry, Proposal, Schedule
from picturedesk_app import desktop
from picturedesk_app.headlines.export_dialog import ExportChoices, ExportDialog
from picturedesk_app.headlines.exporting import Piece
from picturedesk_app.headlines.sheet import Line
from picturedesk_app.i18n import tr

if TYPE_CHECKING:
    from picturedesk_app.headlines.page import HeadlinesPage


class WritingOut(QObject):
    """Single keys act while the crops have the focus."""

    def __init__(self, page: HeadlinesPage) -> None:
        super().__init__(page)
        self._page = page

    def pick(self) -> None:
        """Take the crop in hand."""
        self._page.decisions.pick()

    def reject(self) -> None:
        """Not this one."""
        self._page.decisions.reject()

    def crop(self) -> None:
        """Open the crop editor."""
        self._page.decisions.crop()

    def variants(self) -> None:
        """A, B and C."""
        self._page.commands.variants()

    def undo(self) -> None:
        """Take the last act back."""
        self._page.decisions.undo()

    def show_file(self) -> None:
        """The original in the file manager."""
        now = self._page.matrix.current
        if now is not None:
            desktop.show_file(now[1].asset.path)

    def export(self) -> None:
        """Ask where and how the picked crops are written."""
        page = self._page
        pieces = self.pieces()
        if not pieces:
            page.messages.say(tr("Pick a crop first: Enter takes the one in hand."))
            return
        dialog = ExportDialog(
            page.window(),
            page.exporter,
            pieces,
            choices=page.export_choices,
            keep=self._keep,
            schedule=self.schedule(),
        )
        dialog.finished.connect(page.matrix.setFocus)
        dialog.open()

    def _keep(self, choices: ExportChoices) -> None:
        self._page.export_choices = choices

    def pieces(self) -> tuple[Piece, ...]:
        """The picked crops as files to be."""
        return tuple(
            Piece(line.proposals.headline, line.channel, proposal, line.day, line.number or number)
            for number, (line, proposal) in enumerate(self._page.sheet.picked(), 1)
        )

    def _entries(self) -> list[Entry]:
        return self._page.deck.schedule.entries if self._page.deck is not None else []

    def schedule(self) -> Schedule | None:
        """The deck's table with what is picked; None where no deck is open."""
        page = self._page
        if page.deck is None:
            return None
        picked: dict[str, tuple[Line, Proposal]] = {}
        for line, proposal in page.sheet.picked():
            picked.setdefault(line.key, (line, proposal))
        entries = []
        for line, entry in zip(page.sheet.lines, self._entries(), strict=True):
            if line.key in picked:
                proposal = picked[line.key][1]
                own = entry.asset is not None and proposal.asset.key == entry.asset.key
                entries.append(
                    replace(entry, asset=proposal.asset, proposal=proposal,
                            standing=entry.standing if own else proposal.standing,
                            why=entry.why if own else "")
                )  # fmt: skip
            else:
                shown = {p.asset.key: p.asset for p in line.cells}
                asset = entry.asset and shown.get(entry.asset.key, entry.asset)
                entries.append(replace(entry, asset=asset, proposal=None))
        return Schedule(entries, page.deck.schedule.notes)
