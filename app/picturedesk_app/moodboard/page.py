"""The Moodboards page: brief, canvas, candidates; puts the parts together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout

from picturedesk.records import Changes
from picturedesk_app import actions
from picturedesk_app.desk import Desk
from picturedesk_app.messages import Messages
from picturedesk_app.moodboard import board_reading, page_commands
from picturedesk_app.moodboard.asking import Asking
from picturedesk_app.moodboard.brief_pane import BriefPane
from picturedesk_app.moodboard.briefing import Briefing
from picturedesk_app.moodboard.candidates import CandidatesPane
from picturedesk_app.moodboard.canvas import Canvas
from picturedesk_app.moodboard.canvas_pictures import CanvasPictures
from picturedesk_app.moodboard.dropping import Dropping
from picturedesk_app.moodboard.exporting import Exporter
from picturedesk_app.moodboard.item_actions import ItemActions
from picturedesk_app.moodboard.keeper import Keeper
from picturedesk_app.moodboard.layout_actions import LayoutActions
from picturedesk_app.moodboard.making import Making
from picturedesk_app.moodboard.model import BoardModel
from picturedesk_app.moodboard.page_commands import ExportCommands, PageCommands
from picturedesk_app.moodboard.panes import Panes
from picturedesk_app.moodboard.shot_list import ShotList
from picturedesk_app.moodboard.start import Start
from picturedesk_app.moodboard.toolbar import Toolbar
from picturedesk_app.moodboard.view_actions import ViewActions
from picturedesk_app.page import Page, SampleBrief

_NEED_PICTURE = ("board-crop", "board-flip-h", "board-flip-v", "board-grey", "board-pin")
_NEED_ITEM = (
    "board-front", "board-forward", "board-backward", "board-back", "board-ungroup",
    "board-copy", "board-cut", "board-duplicate", "board-delete", "board-fit-chosen", "board-bold",
)  # fmt: skip


class MoodboardsPage(Page):
    """Left the brief, in the middle the canvas, right the candidates."""

    def __init__(self, desk: Desk, messages: Messages) -> None:
        super().__init__(desk, messages)
        self.model = BoardModel(self)
        pictures = CanvasPictures(desk.imagery.maker)
        desk.imagery.own(pictures)
        self.canvas = Canvas(self.model, pictures)
        self.pictures = pictures
        self.keeper = Keeper(self.model, self.canvas.stack, desk, messages)
        self.asking = Asking(self.canvas, self.keeper, desk, messages)
        self.dropping = Dropping(self.canvas, desk, messages)
        self.canvas.receiver = self.dropping
        self.exporter = Exporter(self)
        self.brief = BriefPane(self.model)
        self.candidates = CandidatesPane(desk, messages)
        self.candidates.listed = lambda beat_id: any(
            shot.beat_id == beat_id for shot in self.model.head.shots
        )
        self.dropping.candidates = self.candidates.grid
        self.start = Start()
        self.shots = ShotList(self.model)
        self.last_folder = ""
        self._waiting: list[int] = []
        self._wanted_board = ""
        self._install()
        self._build()
        self._connect()
        self.panes.show_start()
        self.keeper.refresh()

    # -- putting together ----------------------------------------------------------------------

    def _install(self) -> None:
        self.commands = PageCommands(self)
        self.exports = ExportCommands(self)
        self.briefing = Briefing(self)
        self.item_actions = ItemActions(self.canvas)
        self.making = Making(self.canvas, self.messages)
        self.layout_actions = LayoutActions(self.canvas, self.messages)
        self.view_actions = ViewActions(self.canvas)
        self.by_id = {
            **actions.install(self, "moodboards", self.commands),
            **actions.install(self, "board-export", self.exports),
            **actions.install(self.canvas, "board-items", self.item_actions),
            **actions.install(self.canvas, "board-make", self.making),
            **actions.install(self.canvas, "board-layout", self.layout_actions),
            **actions.install(self.canvas, "board-view", self.view_actions),
        }
        self.by_id["board-arrow"].setCheckable(True)

    def _build(self) -> None:
        self.toolbar = Toolbar(self.by_id)
        middle = (self.start, self.canvas, self.shots)
        self.panes = Panes(self.model, self.brief, middle, self.candidates, self.toolbar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)

    def _connect(self) -> None:
        canvas, brief, start, commands = self.canvas, self.brief, self.start, self.commands
        canvas.zoomed.connect(self.toolbar.show_zoom)
        canvas.menu_wanted.connect(self.show_menu)
        canvas.chosen.changed.connect(self._enable)
        canvas.hand.tool_changed.connect(self._tool_changed)
        canvas.showing.sources_wanted.connect(self._ask_sources)
        self.toolbar.faded.connect(self.item_actions.fade)
        self.making.pasted_files.connect(self._paste_files)
        brief.beats.chosen.connect(self._beat_chosen)
        brief.beats.moved.connect(commands.move_beat)
        brief.beats.remove_wanted.connect(commands.remove_beat)
        brief.beat_typed.connect(commands.type_beat)
        brief.editor.edited.connect(commands.edit_beat)
        brief.shots_wanted.connect(self.panes.show_shots)
        brief.brief_wanted.connect(self.panes.show_brief)
        brief.rerun_wanted.connect(commands.rerun_board)
        self.model.loaded.connect(self.candidates.forget)
        self.model.head_changed.connect(self._head_changed)
        canvas.stack.indexChanged.connect(self._show_opacity)
        self.candidates.wanted.connect(self._add_candidates)
        self.candidates.judged.connect(self.asking.judged)
        start.empty_wanted.connect(commands.empty_board)
        start.back_wanted.connect(self.panes.show_canvas)
        start.stop_wanted.connect(self.asking.stop)
        self.shots.back_wanted.connect(self.panes.show_canvas)
        self.shots.export_wanted.connect(self.exports.export_shots)
        self.shots.changed.connect(canvas.stack.push)
        self.keeper.opened.connect(self._opened)
        self.keeper.closed.connect(self.panes.show_start)
        self.keeper.lines_changed.connect(self._lines_changed)
        self._enable()

    # -- boards --------------------------------------------------------------------------------

    def _opened(self) -> None:
        self.panes.show_canvas()
        self.canvas.show_box(None)
        page_commands.fill_boards_menu(self, self.by_id)
        if self.model.beats:
            self.brief.beats.choose(self.model.beats[0].id)
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.dropping.add_keys(waiting, None)

    def _lines_changed(self) -> None:
        page_commands.fill_boards_menu(self, self.by_id)
        lines, wanted = self.keeper.lines, self._wanted_board
        self._wanted_board = ""
        if not self.model.is_open and wanted and any(line.id == wanted for line in lines):
            self.keeper.open(wanted)

    # -- beats and candidates ------------------------------------------------------------------

    def _beat_chosen(self, beat_id: str) -> None:
        found = next((b for b in self.model.beats if b.id == beat_id), None)
        self.dropping.beat_id = beat_id
        self.candidates.show_beat(found)

    def _head_changed(self, names: frozenset[str]) -> None:
        if "beats" in names:
            self._beat_chosen(self.brief.beats.current_id)

    def _add_candidates(self, keys: list[int]) -> None:
        self.dropping.add_keys(keys, None, self.brief.beats.current_id)

    # -- the canvas ----------------------------------------------------------------------------

    def _ask_sources(self, asset_ids: list[str]) -> None:
        work = partial(board_reading.sources, asset_ids=asset_ids)
        then = partial(self.canvas.showing.know_sources, asset_ids)
        self.desk.ask("board-sources", work, then)

    def _enable(self) -> None:
        items, pictures = self.canvas.chosen.items(), self.canvas.chosen.pictures()
        for name in _NEED_PICTURE:
            self.by_id[name].setEnabled(bool(pictures))
        for name in _NEED_ITEM:
            self.by_id[name].setEnabled(bool(items))
        self.by_id["board-group"].setEnabled(len(items) > 1)
        self.toolbar.opacity_button.setEnabled(bool(items))
        self._show_opacity()

    def _show_opacity(self) -> None:
        items = self.canvas.chosen.items()
        if items:
            self.toolbar.show_opacity(items[-1].opacity)

    def _tool_changed(self, tool: str) -> None:
        self.by_id["board-arrow"].setChecked(tool == "arrow")

    def _paste_files(self, data: object) -> None:
        from PySide6.QtCore import QMimeData

        if isinstance(data, QMimeData):
            centre = self.canvas.seen().center()
            self.dropping.take_data(data, (centre.x(), centre.y()))

    def menu(self) -> QMenu:
        """The context menu of what is chosen."""
        return page_commands.canvas_menu(self.canvas, self.by_id)

    def show_menu(self, point: QPoint) -> None:
        """Show it."""
        self.menu().exec(point)

    def ask_target(self, name: str, kinds: str) -> str:
        """Where to write an export."""
        target = page_commands.ask_target(self, name, kinds)
        if target:
            self.last_folder = str(Path(target).parent)
        return target

    # -- the page ------------------------------------------------------------------------------

    def undo(self) -> bool:
        """Take back the last change of the board; what is still under way first."""
        if self.canvas.hand.cancel():
            return True
        self.canvas.hand.notes.end()
        if not self.canvas.stack.canUndo():
            return False
        self.canvas.stack.undo()
        return True

    def arrived(self, given: object = None) -> None:
        """Asset keys from another page come onto the open board, or onto a new one."""
        if isinstance(given, SampleBrief):
            self.panes.show_start()
            self.briefing.try_sample()
            return
        if not isinstance(given, list) or not given:
            return
        keys = [int(key) for key in given]
        if self.model.is_open:
            self.panes.show_canvas()
            self.dropping.add_keys(keys, None)
        else:
            self._waiting = keys
            latest = self.keeper.lines[0].id if self.keeper.lines else ""
            if latest:
                self.keeper.open(latest)
            else:
                self.keeper.new()

    def on_changes(self, changes: Changes) -> None:
        """Boards were saved; files moved, came or went."""
        self.keeper.on_changes(changes)
        if changes.list_changed or changes.roots or changes.assets:
            self.canvas.showing.ask_again()
        if changes.list_changed or changes.model:
            self.candidates.ask()

    def focus_first(self) -> None:
        """The canvas, or the field for the brief."""
        if self.panes.at_start:
            self.start.field.setFocus()
        else:
            self.canvas.setFocus()

    def state(self) -> dict[str, object]:
        """Panes, and the board that is open."""
        return {
            "sizes": self.panes.sizes(),
            "board": self.model.id if self.model.is_open else "",
            "hidden": self.panes.hidden,
            "opens": self.toolbar.opens.isChecked(),
            "diversity": self.candidates.diversity.value(),
        }

    def restore(self, state: dict[str, object]) -> None:
        """Put it back."""
        sizes, board = state.get("sizes"), state.get("board")
        if isinstance(sizes, list) and len(sizes) == 3 and all(isinstance(n, int) for n in sizes):
            self.panes.setSizes([max(1, n) for n in sizes])
        self.panes.hidden = state.get("hidden") is True
        self.toolbar.opens.setChecked(state.get("opens") is not False)
        diversity = state.get("diversity")
        if isinstance(diversity, int):
            self.candidates.diversity.setValue(diversity)
        if isinstance(board, str) and board:
            self._wanted_board = board
            if self.keeper.lines:
                self._lines_changed()

    def leaving(self) -> None:
        """Save, and end what runs."""
        self.canvas.hand.notes.end()
        self.keeper.flush()
        self.asking.leave()
        self.exporter.close()
