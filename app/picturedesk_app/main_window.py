"""The window: a rail of pages, the page that is shown, the line of long work."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from picturedesk_app import actions, icons, operations, theme
from picturedesk_app.command_palette import CommandPalette
from picturedesk_app.desk import Desk
from picturedesk_app.grid.dragging import keys_in
from picturedesk_app.hearing import Hearing
from picturedesk_app.i18n import tr
from picturedesk_app.messages import Messages
from picturedesk_app.page import PAGES, Page, PageEntry, ProblemList, make
from picturedesk_app.rail import RailButton
from picturedesk_app.shortcuts import ShortcutSheet
from picturedesk_app.theme import Size, ThemeChoice
from picturedesk_app.window_state import WindowState
from picturedesk_app.work_bar import WorkBar


class MainWindow(QMainWindow):
    """One library's window."""

    def __init__(self, desk: Desk, state: WindowState) -> None:
        super().__init__()
        self.desk = desk
        self.setWindowTitle(tr("Picture Desk"))
        self.setAcceptDrops(True)
        self.setMinimumSize(760, 480)
        self._state = state
        self._pages: dict[str, Page] = {}
        self._buttons: dict[str, QToolButton] = {}
        self.stack = QStackedWidget()
        self.work_bar = WorkBar(desk)
        self.messages = Messages(self)
        self.setCentralWidget(self._frame())
        self.actions_by_id = actions.install(self, "window")
        self.hearing = Hearing(desk, self.messages, self.work_bar)
        self.hearing.problems_wanted.connect(lambda: self.show_page("library", ProblemList()))
        self._restore()

    # -- the frame -----------------------------------------------------------------------------

    def _frame(self) -> QWidget:
        frame = QWidget()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._rail())
        columns.addWidget(_line(vertical=True))
        columns.addWidget(self.stack, 1)
        rows.addLayout(columns, 1)
        rows.addWidget(self.work_bar)
        return frame

    def _rail(self) -> QWidget:
        rail = QWidget()
        rail.setProperty("role", "panel")
        rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rail.setFixedWidth(Size.RAIL)
        rail.setAccessibleName(tr("Pages"))
        column = QVBoxLayout(rail)
        column.setContentsMargins(Size.S2, Size.S3, Size.S2, Size.S3)
        column.setSpacing(Size.S1)
        group = QButtonGroup(rail)
        for entry in (e for e in PAGES if not e.at_foot):
            column.addWidget(self._rail_button(entry, group))
        column.addStretch(1)
        for entry in (e for e in PAGES if e.at_foot):
            column.addWidget(self._rail_button(entry, group))
        return rail

    def _rail_button(self, entry: PageEntry, group: QButtonGroup) -> QToolButton:
        button = RailButton()
        button.setProperty("role", "rail")
        button.setCheckable(True)
        button.setIcon(icons.icon(entry.icon))
        button.setIconSize(icons.ICON_SIZE)
        button.setToolTip(f"{tr(entry.title)}  {entry.shortcut}")
        button.setAccessibleName(tr(entry.title))
        button.clicked.connect(lambda: self.show_page(entry.id))
        button.rested_on.connect(lambda: self.show_page(entry.id))
        button.dropped.connect(partial(self.show_page, entry.id))
        go = QAction(icons.icon(entry.icon), tr("Go to {page}", page=tr(entry.title)), self)
        go.setShortcut(QKeySequence(entry.shortcut))
        go.setProperty("in_palette", True)
        go.triggered.connect(lambda: self.show_page(entry.id))
        self.addAction(go)
        group.addButton(button)
        self._buttons[entry.id] = button
        return button

    # -- pages ---------------------------------------------------------------------------------

    def page(self, page_id: str) -> Page:
        """The page, made when it is first asked for."""
        if page_id not in self._pages:
            entry = next(e for e in PAGES if e.id == page_id)
            page = make(entry, self.desk, self.messages)
            page.wants_page.connect(self.show_page)
            page.restore(self._state.page(page_id))
            self._pages[page_id] = page
            self.stack.addWidget(page)
        return self._pages[page_id]

    def show_page(self, page_id: str, given: object = None) -> None:
        """Bring a page to the front, and hand it what another page gave."""
        page = self.page(page_id)
        self._buttons[page_id].setChecked(True)
        self.stack.setCurrentWidget(page)
        page.arrived(given)
        page.focus_first()

    # -- what the action table calls -----------------------------------------------------------

    def open_palette(self) -> None:
        """Show the command palette."""
        CommandPalette(self).open()

    def add_folder(self) -> None:
        """Ask for a folder and add it."""
        folder = QFileDialog.getExistingDirectory(self, tr("Add a folder of pictures"))
        if folder:
            operations.add_folders(self.desk, [folder])

    def rescan(self) -> None:
        """Look through all folders again."""
        operations.rescan(self.desk)

    def show_shortcuts(self) -> None:
        """A sheet of every action and its keys."""
        ShortcutSheet(self).open()

    def use_dark(self) -> None:
        """Dark theme from now on."""
        operations.choose_theme(self.desk, ThemeChoice.DARK)

    def use_light(self) -> None:
        """Light theme from now on."""
        operations.choose_theme(self.desk, ThemeChoice.LIGHT)

    def use_system(self) -> None:
        """The system's theme from now on."""
        operations.choose_theme(self.desk, ThemeChoice.SYSTEM)

    def text_larger(self) -> None:
        """Text a step larger."""
        theme.current().set_text_scale(theme.current().text_scale + 0.1)

    def text_smaller(self) -> None:
        """Text a step smaller."""
        theme.current().set_text_scale(theme.current().text_scale - 0.1)

    def toggle_pause(self) -> None:
        """Pause long work or let it go on."""
        self.work_bar.toggle_pause()

    def toggle_full_screen(self) -> None:
        """Full screen and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def undo(self) -> None:
        """Take the last undoable change back: the page's own first."""
        page = self.stack.currentWidget()
        if not (isinstance(page, Page) and page.undo()):
            self.messages.undo()

    # -- what is dropped ------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Folders and pictures may be dropped anywhere."""
        if _local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        paths = _local_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            operations.add_dropped(self.desk, paths)

    # -- coming and going ----------------------------------------------------------------------

    def _restore(self) -> None:
        if not self.restoreGeometry(QByteArray.fromBase64(self._state.geometry.encode())):
            self.resize(1320, 860)
        theme.current().set_text_scale(self._state.text_scale)
        known = {entry.id for entry in PAGES}
        self.show_page(self._state.last_page if self._state.last_page in known else PAGES[0].id)

    def _keep(self) -> None:
        state = self._state
        state.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        state.text_scale = theme.current().text_scale
        current = self.stack.currentWidget()
        for page_id, page in self._pages.items():
            state.pages[page_id] = page.state()
            if page is current:
                state.last_page = page_id
        state.save()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the state, hide, stop the workers, join them."""
        self._keep()
        for page in self._pages.values():
            page.leaving()
        self.hide()
        self.hearing.stop()
        self.desk.close()
        self.hearing.close()
        event.accept()

    def raise_up(self) -> None:
        """A second start was tried: come to the front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()


def _line(*, vertical: bool) -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def _local_paths(data: QMimeData) -> list[str]:
    """Files from elsewhere: pictures dragged out of our own pages are here already."""
    if keys_in(data):
        return []
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
