"""What is done to many pictures at once: propose, approve by sheet, write, tables out and in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from picturedesk.records import Changes
from picturedesk.review import Sheet
from picturedesk.review.writing import Step
from picturedesk_app.alttext import asking, deciding, exchanging, learnt
from picturedesk_app.alttext.asking import Plan, Publishing
from picturedesk_app.alttext.publishing import WritePlan, WriteSummary, written_words
from picturedesk_app.alttext.wanted import Wanted, WriteWay
from picturedesk_app.crossing import LongWork, WorkEnd
from picturedesk_app.i18n import tr, trn

if TYPE_CHECKING:
    from picturedesk_app.alttext.page import AltTextPage

_OURS = Changes(origin=deciding.ORIGIN)


class Batches(QObject):
    """Starts long work, and says what came of it."""

    def __init__(self, page: AltTextPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk, self._messages = page.desk, page.messages
        self._approved: list[int] = []
        self._steps: list[Step] = []
        self.way = WriteWay()
        self.dialog: WritePlan | WriteSummary | None = None
        self.channels: QMenu | None = None
        page.bar.suggest_wanted.connect(self.propose_all)
        page.bar.sheet_wanted.connect(self.show_sheet)
        page.bar.write_wanted.connect(self.write_files)
        page.sheet.asked.connect(self._ask_sheet)
        page.sheet.approve_wanted.connect(self._approve_sheet)
        page.sheet.left.connect(self.leave_sheet)
        self._desk.work_ended.connect(self._ended)

    @property
    def _wanted(self) -> Wanted:
        """What is asked for, its language named."""
        return replace(self._page.wanted, language=self._page.language)

    # -- proposing -----------------------------------------------------------------------------

    def propose_all(self) -> None:
        """A suggestion for every picture of the folder that has none."""
        work = partial(deciding.suggest_missing, wanted=self._wanted)
        self._desk.start(LongWork(tr("Proposing texts"), work, _OURS, key="alttext-propose"))

    # -- the sheet -----------------------------------------------------------------------------

    def show_sheet(self) -> None:
        """What approving many would do."""
        page = self._page
        page.commands.keep_drafts()
        page.middle.setCurrentWidget(page.sheet)
        page.sheet.begin()

    def leave_sheet(self) -> None:
        """Back to the queue."""
        page = self._page
        page.middle.setCurrentWidget(page.splitter)
        page.strip.setFocus()
        page.refresh()

    def _ask_sheet(self, threshold: float, warned: bool) -> None:
        page = self._page
        work = partial(asking.sheet, threshold=threshold, wanted=self._wanted,
                       with_warnings=warned)  # fmt: skip
        self._desk.ask("alttext-sheet", work, lambda found: page.sheet.show_sheet(*found),
                       self._messages.problem)  # fmt: skip

    def _approve_sheet(self, sheet: Sheet) -> None:
        self._approved = []
        work = partial(deciding.approve_sheet, made=sheet, approved=self._approved)
        self._desk.start(LongWork(tr("Approving texts"), work, _OURS, key="alttext-approve"))
        self.leave_sheet()

    def _undo_sheet(self, keys: list[int], language: str) -> None:
        work = partial(deciding.undo_all, keys=keys, language=language)
        self._desk.start(LongWork(tr("Taking back"), work, _OURS, key="alttext-undo"))

    # -- writing -------------------------------------------------------------------------------

    def write_files(self) -> None:
        """Say what writing would do; the dialog's button does it."""
        self._page.commands.keep_drafts()
        self._desk.change(deciding.settle, self._ask_plan, self._messages.problem)

    def _ask_plan(self, _: object = None) -> None:
        work = partial(asking.writing_plan, way=self.way)
        self._desk.ask("alttext-plan", work, self._show_plan, self._messages.problem)

    def _show_plan(self, plan: Plan) -> None:
        if isinstance(self.dialog, WritePlan):
            self.dialog.show_plan(plan)
            return
        dialog = WritePlan(self._page.window(), plan)
        dialog.way_chosen.connect(self._choose_way)
        dialog.write_wanted.connect(self._write)
        self._open(dialog)

    def _choose_way(self, way: WriteWay) -> None:
        self.way = way
        self._ask_plan()

    def _write(self, keys: list[int]) -> None:
        self._steps = []
        work = partial(deciding.write_all, keys=keys, way=self.way, steps=self._steps)
        self._desk.start(LongWork(tr("Writing texts"), work, _OURS, key="alttext-write"))

    def _unwrite(self, written: list[Step]) -> None:
        self._steps = []
        work = partial(deciding.unwrite_all, written=written, steps=self._steps)
        self._desk.start(LongWork(tr("Putting texts back"), work, _OURS, key="alttext-unwrite"))

    def _open(self, dialog: WritePlan | WriteSummary) -> None:
        self.dialog = dialog
        dialog.destroyed.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    # -- the end of long work ------------------------------------------------------------------

    def _ended(self, end: WorkEnd) -> None:
        if not end.work.key.startswith("alttext-"):
            return
        page = self._page
        page.supply.forget()
        page.refresh()
        page.showing.show_current()
        if end.error is not None:
            return
        if end.work.key == "alttext-propose" and end.last is not None:
            made = end.last.counts.get("suggested", 0)
            self._messages.say(trn("{n} text proposed", "{n} texts proposed", made))
        elif end.work.key == "alttext-approve":
            keys, language = list(self._approved), page.language
            self._messages.say_undoable(
                trn("{n} text approved", "{n} texts approved", len(keys)),
                partial(self._undo_sheet, keys, language),
            )
        elif end.work.key == "alttext-undo":
            self._messages.say(tr("Taken back: they are suggestions again."))
        elif end.work.key == "alttext-write":
            self._written(list(self._steps))
        elif end.work.key == "alttext-unwrite":
            self._unwritten(list(self._steps))

    def _written(self, steps: list[Step]) -> None:
        done = [step for step in steps if step.done]
        self._desk.changed.emit(Changes(assets=frozenset(step.asset_key for step in done)))
        self._page.commands.remember(step.asset_key for step in done)
        if any(step.reason for step in steps):
            self._open(WriteSummary(self._page.window(), steps, written_words(steps)))
        elif done:
            undo = partial(self._unwrite, done)
            self._messages.say_undoable(written_words(steps), undo, lasting=False)
        else:
            self._messages.say(written_words(steps))

    def _unwritten(self, steps: list[Step]) -> None:
        done = frozenset(step.asset_key for step in steps if step.done)
        self._desk.changed.emit(Changes(assets=done))
        words = trn("{n} file says again what it said before.",
                    "{n} files say again what they said before.", len(done))  # fmt: skip
        if any(step.reason for step in steps):
            self._open(WriteSummary(self._page.window(), steps, words))
        else:
            self._messages.say(words)

    # -- tables --------------------------------------------------------------------------------

    def export_texts(self) -> None:
        """Texts as a table, a page or data; the ending of the name says which."""
        where, _ = QFileDialog.getSaveFileName(
            self._page, tr("Export alt texts"), str(Path.home() / "alt-texts.csv"),
            exchanging.kinds_out(),
        )  # fmt: skip
        if where:
            work = partial(exchanging.export_texts, target=where, wanted=self._wanted)
            self._desk.ask("alttext-export", work, self._messages.say, self._messages.problem)

    def import_texts(self) -> None:
        """Texts back from an agency."""
        file, _ = QFileDialog.getOpenFileName(
            self._page, tr("Import alt texts"), str(Path.home()), exchanging.kinds_in()
        )
        if file:
            self._desk.change(partial(exchanging.import_texts, file=file), self._took_over,
                              self._messages.problem)  # fmt: skip

    def import_templates(self) -> None:
        """A bank of templates of the library's own."""
        file, _ = QFileDialog.getOpenFileName(
            self._page, tr("Import templates"), str(Path.home()), tr("Templates") + " (*.toml)"
        )
        if file:
            self._desk.change(partial(exchanging.import_templates, file=file), self._took_over,
                              self._messages.problem)  # fmt: skip

    def export_audit(self) -> None:
        """Who decided what, and when."""
        where, _ = QFileDialog.getSaveFileName(
            self._page, tr("Export the audit"), str(Path.home() / "audit.csv"),
            tr("Tables") + " (*.csv *.xlsx)",
        )  # fmt: skip
        if where:
            work = partial(exchanging.export_audit, target=where)
            self._desk.ask("alttext-export", work, self._messages.say, self._messages.problem)

    # -- channels ------------------------------------------------------------------------------

    def show_channels(self) -> None:
        """The channels whose limits texts are held against."""
        self._desk.ask("alttext-channels", asking.channel_choices, self._show_channels,
                       self._messages.problem)  # fmt: skip

    def _show_channels(self, found: list[Publishing]) -> None:
        chosen = {channel.name for channel in found if channel.chosen}
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTip(tr("Texts longer than a chosen channel takes are warned of."))
        for channel in found:
            limit = trn("{n} character", "{n} characters", channel.limit)
            action = menu.addAction(
                f"{channel.label}\t{limit}",
                partial(self._set_channels, sorted(chosen ^ {channel.name})),
            )
            action.setCheckable(True)
            action.setChecked(channel.chosen)
        self.channels = menu
        more = self._page.bar.more
        menu.popup(more.mapToGlobal(QPoint(0, more.height() + 4)))

    def _set_channels(self, names: list[str]) -> None:
        self._desk.change(partial(deciding.set_channels, names=names), self._limits_changed,
                          self._messages.problem)  # fmt: skip

    def _limits_changed(self, _: object) -> None:
        self._page.supply.forget()
        self._page.refresh()
        self._page.showing.show_current()

    # -- lessons -------------------------------------------------------------------------------

    def show_learnt(self) -> None:
        """What decisions taught, to be seen and forgotten."""
        self._desk.ask("alttext-learnt", learnt.learnt, self._show_lessons, self._messages.problem)

    def _show_lessons(self, found: learnt.Learnt) -> None:
        dialog = learnt.LearntView(self._page.window(), found)
        dialog.forget_wanted.connect(self._forget)
        dialog.use_wanted.connect(self._use)
        dialog.open()

    def _forget(self, keys: list[int]) -> None:
        self._desk.change(partial(learnt.forget, keys=keys), None, self._messages.problem)

    def _use(self, on: bool) -> None:
        self._desk.change(partial(learnt.use, on=on), None, self._messages.problem)

    def _took_over(self, outcome: tuple[Changes, str]) -> None:
        page = self._page
        page.supply.forget()
        page.refresh()
        page.showing.show_current()
        self._messages.say(outcome[1])
