"""The Headlines page: puts its parts together and shows what its commands find."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from picturedesk.channels import Channel
from picturedesk.errors import UserError
from picturedesk.records import Changes
from picturedesk_app import actions
from picturedesk_app.desk import Desk
from picturedesk_app.headlines import asking
from picturedesk_app.headlines.asking import DeckFound, Ground
from picturedesk_app.headlines.commands import Commands
from picturedesk_app.headlines.crop_editor import CropEditor
from picturedesk_app.headlines.crop_images import CropImages
from picturedesk_app.headlines.decisions import Decisions
from picturedesk_app.headlines.deck_bar import DeckBar
from picturedesk_app.headlines.export_dialog import ExportChoices
from picturedesk_app.headlines.exporting import Exporter
from picturedesk_app.headlines.filling import Filling
from picturedesk_app.headlines.head import Head
from picturedesk_app.headlines.history import History
from picturedesk_app.headlines.matrix import Matrix
from picturedesk_app.headlines.matrix_painter import View
from picturedesk_app.headlines.sheet import Line, Sheet
from picturedesk_app.headlines.side import Side
from picturedesk_app.headlines.writing_out import WritingOut
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.empty import Empty
from picturedesk_app.messages import Messages
from picturedesk_app.page import Page

_FIRST_TICKED = ("youtube", "instagram-portrait", "story", "linkedin", "newsletter")
_MENU = (
    "headline-pick", "headline-reject", "headline-crop", "headline-variants", "",
    "headline-show-file", "headline-export",
)  # fmt: skip


class HeadlinesPage(Page):
    """A line, its channels, the matrix, the side pane; the crop editor over them."""

    def __init__(self, desk: Desk, messages: Messages) -> None:
        super().__init__(desk, messages)
        self.deck: DeckFound | None = None
        self.notes = ""
        self.trouble = ""
        """Why the last question has no answer; empty where it has one."""
        self.nothing_fits = False
        self.best_of: dict[str, Line] = {}
        """Lines as they were before their variants were shown, by key."""
        self.export_choices = ExportChoices()
        self._ground: Ground | None = None
        self._ticked: tuple[str, ...] = _FIRST_TICKED
        self.sheet, self.history = Sheet(self), History(self)
        self.images = CropImages(desk.folder, desk.imagery, self)
        self.head, self.side = Head(), Side()
        self.deck_bar, self.empty = DeckBar(), Empty()
        self.matrix = Matrix(self.sheet, self.images)
        self.filling = Filling(self.sheet, desk, self.matrix.visible_lines)
        self.exporter = Exporter(self)
        desk.imagery.own(self.exporter)
        self._build()
        self.editor = CropEditor(self, desk)
        self.commands = Commands(self)
        self.decisions = Decisions(self)
        self.writing_out = WritingOut(self)
        self._connect()
        self.actions_by_id = actions.install(self, "headlines", self.commands)
        self.actions_by_id |= actions.install(self.matrix, "headline-crops", self.writing_out)
        self.show_empty()
        self._ask_ground()

    def _build(self) -> None:
        self.middle = QStackedWidget()
        self.middle.addWidget(self.empty)
        self.middle.addWidget(self.matrix)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        for part in (self.head, line, self.deck_bar):
            column.addWidget(part)
        column.addWidget(self.middle, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(left, 1)
        layout.addWidget(self.side)

    def _connect(self) -> None:
        head, commands, side = self.head, self.commands, self.side
        decisions = self.decisions
        head.asked.connect(commands.ask)
        head.filter_entered.connect(commands.filter_entered)
        head.channels_changed.connect(commands.channels_changed)
        head.view_changed.connect(self._view_changed)
        head.deck_wanted.connect(commands.open_deck)
        head.export_wanted.connect(self.writing_out.export)
        head.field.lines_pasted.connect(commands.paste_deck)
        head.field.down_pressed.connect(self.matrix.setFocus)
        self.deck_bar.pick_all.connect(decisions.pick_first)
        self.deck_bar.repeat_changed.connect(commands.repeat_pictures)
        self.deck_bar.closed.connect(commands.close_deck)
        self.empty.first_pressed.connect(self._empty_pressed)
        self.empty.second_pressed.connect(commands.open_deck)
        side.pick_pressed.connect(decisions.pick)
        side.reject_pressed.connect(decisions.reject)
        side.crop_pressed.connect(decisions.crop)
        side.variants_pressed.connect(commands.variants)
        side.forget_pressed.connect(decisions.forget)
        self.matrix.current_changed.connect(self.show_side)
        self.matrix.activated.connect(decisions.crop)
        self.matrix.menu_wanted.connect(self._show_menu)
        self.matrix.seen.connect(self.filling.go_on)
        self.images.arrived.connect(self.show_side)
        self.sheet.changed.connect(self._sheet_changed)
        self.sheet.reset.connect(self._sheet_changed)
        self.filling.progressed.connect(self.show_standing)
        self.editor.used.connect(decisions.use_crop)
        self.editor.closed.connect(self._editor_closed)
        self.exporter.crashed.connect(self.desk.crashed)

    # -- what there is -------------------------------------------------------------------------

    def _ask_ground(self) -> None:
        self.desk.ask("headline-ground", asking.ground, self._ground_came, self._no_ground)

    def _ground_came(self, ground: Ground) -> None:
        first = self._ground is None
        self._ground = ground
        if first:
            self.head.show_channels(ground.channels, self._ticked)
            self.sheet.know(ground.decisions)
        self.show_empty()

    def _no_ground(self, error: UserError) -> None:
        self.empty.show_words("warning", error.sentence, error.way_out)
        self.middle.setCurrentWidget(self.empty)

    def show_empty(self) -> None:
        """Teach the next step while there are no lines."""
        if self.sheet.lines:
            return
        if self._ground is not None and not self._ground.pictures:
            self.empty.show_words(
                "headlines", tr("Add a folder of pictures first"),
                tr("Headlines find their pictures in your library."), tr("Go to the library"),
            )  # fmt: skip
        else:
            self.empty.show_words(
                "headlines", tr("A headline finds its picture"),
                tr("Write a line above and tick the channels it goes to. For each you get the "
                   "best pictures, cropped, as people will see them."),
                tr("Try “Two runners by the sea”"), second=tr("Open a deck…"),
                foot=tr("Arrows move · Enter picks · R rejects · C crops · U undoes · E exports"),
            )  # fmt: skip
        self.middle.setCurrentWidget(self.empty)
        self.side.hide()

    def _empty_pressed(self) -> None:
        if self._ground is not None and not self._ground.pictures:
            self.wants_page.emit("library", None)
        else:
            self.commands.try_sample()

    # -- showing -------------------------------------------------------------------------------

    def show_middle(self) -> None:
        """The lines."""
        self.middle.setCurrentWidget(self.matrix)
        self.side.show()

    def _sheet_changed(self) -> None:
        self.head.show_picked(len(self.sheet.picked()))
        self.show_side()

    def show_side(self) -> None:
        """Tell about the crop in hand."""
        now = self.matrix.current
        self.side.show_feedback(self.sheet.weighing)
        if now is None:
            self.side.show_nothing()
            return
        row, column = self.matrix.current_cell
        pixmap = self.matrix.pixmap(*now, large=True)
        self.side.show_crop(*now, pixmap, self.matrix.shown(row, column), self.head.view)

    def show_standing(self) -> None:
        """How the answer stands, in a sentence."""
        if self.trouble:
            self.head.show_status(self.trouble, tone="thin")
            return
        left, lines = self.filling.left, self.sheet.lines
        changed = sum(bool(line.row.changed) for line in lines)
        if lines and not any(line.cells or line.waiting for line in lines):
            gaps = dict.fromkeys(line.row.gap for line in lines if line.row.gap)
            self.head.show_status(" ".join(gaps) or tr("There is no picture."), tone="thin")
            return
        if any(line.waiting for line in lines):
            waiting = sum(line.waiting for line in lines)
            said = trn("Finding crops: {n} line left", "Finding crops: {n} lines left", waiting)
        elif left:
            said = trn("A first look; {n} line is still to be checked against the original",
                       "A first look; {n} lines are still to be checked", left)  # fmt: skip
        elif changed:
            said = trn("Checked against the originals: {n} line changed",
                       "Checked against the originals: {n} lines changed", changed)  # fmt: skip
        else:
            said = tr("Checked against the originals")
        if self.nothing_fits:
            said = tr("Nothing here fits this line; the nearest are shown. ") + said
        tone = "thin" if self.nothing_fits else "small"
        self.head.show_status(f"{said}. {self.notes}".strip(), tone=tone)

    def _editor_closed(self) -> None:
        self.matrix.setFocus()
        self.filling.hold(held=False)

    def _view_changed(self) -> None:
        self.matrix.show_view(self.head.view)
        self.show_side()

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        for name in _MENU:
            if name:
                menu.addAction(self.actions_by_id[name])
            else:
                menu.addSeparator()
        menu.exec(point)

    # -- the page ------------------------------------------------------------------------------

    def on_changes(self, changes: Changes) -> None:
        """The first step may be another; what is shown may have other texts, and files."""
        if self.sheet.lines:
            work = partial(asking.known_now, shown=self.sheet.shown())
            self.desk.ask("headline-pictures", work, self.sheet.refresh)
        elif changes.list_changed or changes.roots:
            self._ask_ground()

    def arrived(self, given: object = None) -> None:
        """Another page may hand over a headline."""
        self._ask_ground()
        if isinstance(given, str) and given.strip():
            self.head.field.setText(given)
            self.commands.ask()

    def focus_first(self) -> None:
        """The field, or the crops where there are some."""
        if self.sheet.lines:
            self.matrix.setFocus()
        else:
            self.head.field.setFocus()

    def undo(self) -> bool:
        """The editor's last step, else the page's last act."""
        if not self.editor.isHidden():
            self.editor.step_back()
            return True
        return self.decisions.undo()

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that there are."""
        return self._ground.channels if self._ground is not None else ()

    def state(self) -> dict[str, object]:
        """Channels, the line, how it is looked at, where exports go."""
        view, choices = self.head.view, self.export_choices
        return {
            "channels": self.head.ticked if self._ground is not None else list(self._ticked),
            "headline": self.head.field.text(),
            "where": self.head.where.text(),
            "real": view.real,
            "guides": view.guides,
            "over": view.headline,
            "folder": choices.folder,
            "pattern": choices.pattern,
            "metadata": choices.metadata,
        }

    def restore(self, state: dict[str, object]) -> None:
        """Put it back."""
        ticked = state.get("channels")
        if isinstance(ticked, list):
            self._ticked = tuple(str(name) for name in ticked)
        self.head.field.setText(str(state.get("headline", "")))
        self.head.where.setText(str(state.get("where", "")))
        self.head.show_view(
            View(state.get("real") is True, state.get("guides") is not False,
                 state.get("over") is True)
        )  # fmt: skip
        usual = ExportChoices()
        self.export_choices = ExportChoices(
            str(state.get("folder", usual.folder)),
            str(state.get("pattern", usual.pattern)) or usual.pattern,
            str(state.get("metadata", usual.metadata)),
        )

    def leaving(self) -> None:
        """No question of this page's is wanted any more."""
        self.filling.stop()
