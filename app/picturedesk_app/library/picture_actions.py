"""What can be done to the pictures chosen in a grid: the action table's "grid" rows call these."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from picturedesk_app import actions, desktop, i18n, operations
from picturedesk_app.desk import Desk
from picturedesk_app.grid import GridView
from picturedesk_app.grid.dragging import mime_of
from picturedesk_app.grid.model import Row
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.preview import Preview
from picturedesk_app.messages import Messages
from picturedesk_app.page import Page

_MENU = (
    "preview", "similar", "open-stack", "add-to-board", "alt-text-of", "",
    "show-file", "open-with", "copy-path", "copy-files",
)  # fmt: skip


class PictureActions(QObject):
    """Holds the grid's QActions, its context menu, and the quick preview."""

    similar_wanted = Signal(int, str)
    """Asset key and name."""
    stack_toggled = Signal(int)
    board_wanted = Signal(object)
    """Asset keys (list) to put on a board."""
    alttext_wanted = Signal(object)
    """Asset keys (list) to describe."""

    def __init__(self, grid: GridView, desk: Desk, messages: Messages) -> None:
        super().__init__(grid)
        self._grid = grid
        self._desk = desk
        self._messages = messages
        self._preview: Preview | None = None
        self._opening = False
        self.by_id = actions.install(grid, "grid", self)
        grid.activated.connect(self.preview)
        grid.menu_wanted.connect(self.show_menu)
        grid.selection.changed.connect(self._enable)
        self._enable()

    # -- what is chosen ------------------------------------------------------------------------

    def keys(self) -> list[int]:
        """The chosen pictures; the current one where none is chosen."""
        chosen = [int(key) for key in self._grid.selection.chosen()]
        current = self._grid.selection.current
        if not chosen and 0 <= current < len(self._grid.model):
            chosen = [int(self._grid.model.keys[current])]
        return chosen

    def rows(self) -> list[Row]:
        """Their rows, as far as they are known."""
        known = (self._grid.model.row_of_key(key) for key in self.keys())
        return [row for row in known if row is not None]

    def _enable(self) -> None:
        some = bool(self._grid.selection.count)
        for name in _MENU:
            if name:
                self.by_id[name].setEnabled(some)
        self.by_id["open-stack"].setEnabled(self._stacked())

    def _stacked(self) -> bool:
        """Whether the current picture is the head of a stack."""
        index, model = self._grid.selection.current, self._grid.model
        return 0 <= index < len(model) and int(model.keys[index]) in model.stacks

    # -- looking -------------------------------------------------------------------------------

    def preview(self, *_: object) -> None:
        """Show the current picture over the whole window."""
        if self._grid.selection.current < 0 and len(self._grid.model):
            self._grid.selection.only(self._grid.visible().start)
        if self._preview is None:
            self._preview = Preview(self._grid.window(), self._desk.imagery.loader())
            self._preview.stepped.connect(self._step)
            self._preview.rated.connect(self._rate)
            self._preview.closed.connect(self._grid.setFocus)
            self._grid.model.rows_arrived.connect(self._preview_again)
            self._preview.lend(self._page_actions())
        self._opening = True
        self._show_current()

    def _page_actions(self) -> list[QAction]:
        """The actions of the page that the grid is on."""
        above = self._grid.parentWidget()
        while above is not None and not isinstance(above, Page):
            above = above.parentWidget()
        return above.actions() if above is not None else []

    def _show_current(self) -> None:
        index = self._grid.selection.current
        if self._preview is None or not 0 <= index < len(self._grid.model):
            return
        self._grid.model.want(range(index, index + 1))  # below a preview no grid is painted
        row = self._grid.model.row(index)
        if row is None:
            return
        self._opening = False
        if row.key == self._preview.key:
            self._preview.show_facts(row, self._place_words(index))
        else:
            known = self._desk.imagery.thumbnails.get(row.key)
            self._preview.show_row(row, self._place_words(index), known)

    def _place_words(self, index: int) -> str:
        n = len(self._grid.model)
        return tr("{i} of {n}", i=i18n.number(index + 1), n=i18n.number(n))

    def _preview_again(self) -> None:
        """Rows came: the current picture's, or what is new of it."""
        if self._preview is not None and (self._preview.key or self._opening):
            self._show_current()

    def _step(self, places: int) -> None:
        index = self._grid.selection.current + places
        if 0 <= index < len(self._grid.model):
            self._grid.selection.only(index)
            self._grid.ensure_visible(index)
            self._show_current()

    def more_like_this(self) -> None:
        """Search with the current picture."""
        rows = self.rows()
        if rows:
            self.similar_wanted.emit(rows[0].key, rows[0].name)

    def add_to_board(self) -> None:
        """Put the chosen pictures on the board that is open."""
        if self.keys():
            self.board_wanted.emit(self.keys())

    def toggle_stack(self) -> None:
        """Open or close the current picture's stack."""
        index = self._grid.selection.current
        if 0 <= index < len(self._grid.model):
            self.stack_toggled.emit(int(self._grid.model.keys[index]))

    def describe(self) -> None:
        """Go through the chosen pictures' alt texts."""
        if self.keys():
            self.alttext_wanted.emit(self.keys())

    # -- files ---------------------------------------------------------------------------------

    def show_file(self) -> None:
        """In the file manager."""
        for row in self.rows()[:1]:
            desktop.show_file(row.path)

    def open_file(self) -> None:
        """In the program that the desktop has for it."""
        for row in self.rows()[:5]:
            desktop.open_file(row.path)

    def copy_paths(self) -> None:
        """Paths as text, one a line."""
        rows = self.rows()
        QGuiApplication.clipboard().setText("\n".join(row.path for row in rows))
        self._messages.say(trn("{n} path copied", "{n} paths copied", len(rows)))

    def copy_files(self) -> None:
        """The files, to paste into a folder, a mail, a canvas."""
        rows = self.rows()
        QGuiApplication.clipboard().setMimeData(mime_of(rows))
        self._messages.say(trn("{n} picture copied", "{n} pictures copied", len(rows)))

    # -- choosing and zoom ---------------------------------------------------------------------

    def select_all(self) -> None:
        """Everything in the list."""
        self._grid.selection.all()

    def select_none(self) -> None:
        """Nothing."""
        self._grid.selection.none()

    def zoom_in(self) -> None:
        """Larger pictures."""
        self._grid.set_cell(round(self._grid.cell * 1.25))

    def zoom_out(self) -> None:
        """Smaller pictures."""
        self._grid.set_cell(round(self._grid.cell / 1.25))

    # -- rating --------------------------------------------------------------------------------

    def _rate(self, stars: int) -> None:
        keys = self.keys()
        if keys:
            operations.rate(self._desk, self._messages, keys, stars)

    def rate_0(self) -> None:
        """No rating."""
        self._rate(0)

    def rate_1(self) -> None:
        """One star."""
        self._rate(1)

    def rate_2(self) -> None:
        """Two stars."""
        self._rate(2)

    def rate_3(self) -> None:
        """Three stars."""
        self._rate(3)

    def rate_4(self) -> None:
        """Four stars."""
        self._rate(4)

    def rate_5(self) -> None:
        """Five stars."""
        self._rate(5)

    # -- the menu ------------------------------------------------------------------------------

    def menu(self) -> QMenu:
        """The context menu of the chosen pictures."""
        menu = QMenu(self._grid)
        for name in _MENU:
            if name:
                menu.addAction(self.by_id[name])
            else:
                menu.addSeparator()
        rate = menu.addMenu(tr("Rate"))
        for stars in range(5, -1, -1):
            words = "★" * stars if stars else tr("No rating")
            rate.addAction(words, partial(self._rate, stars))
        return menu

    def show_menu(self, point: QPoint) -> None:
        """Show it."""
        menu = self.menu()
        menu.exec(point)
        menu.deleteLater()
