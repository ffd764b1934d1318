"""Folders with counts and offline marks, saved searches, and what could not be read."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from picturedesk_app import i18n, icons
from picturedesk_app.i18n import tr
from picturedesk_app.library.counted import CountDelegate, FolderTree
from picturedesk_app.library.wanted import quoted
from picturedesk_app.reading import FolderNode, Overview, SavedSearch
from picturedesk_app.theme import Size

WHAT = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
_ALL = "all"
_PROBLEMS = "problems"
PROBLEMS = "problems:"
"""The place of what could not be read, beside the filter terms of folders."""


class Sidebar(QWidget):
    """Says what was chosen; knows no engine."""

    everything = Signal()
    folder_chosen = Signal(str)
    """A filter term: ``in:…``."""
    search_chosen = Signal(object)
    problems_chosen = Signal()
    add_wanted = Signal()
    rescan_wanted = Signal()
    remove_wanted = Signal(str, int)
    relocate_wanted = Signal(str, str)
    forget_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tree = FolderTree()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setAnimated(False)
        self.tree.setAccessibleName(tr("Folders and saved searches"))
        self.tree.setItemDelegate(CountDelegate(self.tree, COUNT))
        self.tree.setIconSize(QSize(18, 18))
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.tree.itemClicked.connect(self._chosen)
        self.tree.itemActivated.connect(self._chosen)
        self.model_line = QLabel()
        self.model_line.setProperty("role", "tiny")
        self.model_line.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S2, Size.S3, Size.S1, Size.S2)
        layout.setSpacing(Size.S1)
        layout.addWidget(self.tree, 1)
        self.add = QPushButton(tr("Add a folder…"))
        self.add.clicked.connect(self.add_wanted)
        foot = QHBoxLayout()
        foot.setContentsMargins(Size.S1, 0, Size.S2, Size.S1)
        foot.addWidget(self.add, 1)
        layout.addLayout(foot)
        self._shown: Overview | None = None
        self._known_roots: set[str] | None = None
        self._place: str | None = ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button's words come before its sign."""
        super().resizeEvent(event)
        words = self.add.fontMetrics().horizontalAdvance(self.add.text())
        roomy = self.add.width() >= words + 2 * Size.S4 + Size.ICON
        self.add.setIcon(icons.icon("folder-add", "text") if roomy else QIcon())

    # -- showing -------------------------------------------------------------------------------

    def show_overview(self, overview: Overview) -> None:
        """Fill the tree; what was open and chosen stays so."""
        if overview == self._shown:
            return
        open_now, chosen = self._open_now(), self._chosen_now()
        self._shown = overview
        self.tree.clear()
        self._item(None, tr("All pictures"), _ALL, "library", overview.total)
        if overview.searches:
            head = self._head(tr("Saved searches"))
            for saved in overview.searches:
                self._item(head, saved.name, saved, "saved", None)
        if overview.folders:
            self._folders(overview.folders, open_now)
        if overview.problems:
            self._item(None, tr("Could not be read"), _PROBLEMS, "warning", overview.problems)
        self._choose_again(chosen)

    def show_place(self, term: str | None) -> None:
        """Mark what is shown: a folder's filter term, empty for everything, None for neither.

        A saved search stays marked while the list is that of no folder.
        """
        self._place = term
        if term is not None:
            self._choose_again(None)
        elif not self._on_saved_search():
            self.tree.setCurrentItem(None)  # type: ignore[call-overload]

    def _on_saved_search(self) -> bool:
        item = self.tree.currentItem()
        return item is not None and isinstance(item.data(0, WHAT), SavedSearch)

    def _folders(self, nodes: tuple[FolderNode, ...], open_now: set[str]) -> None:
        head = self._head(tr("Folders"))
        roots = {node.root.path for node in nodes}
        above: list[QTreeWidgetItem] = []
        for node in nodes:
            parent = above[node.depth - 1] if node.depth and len(above) >= node.depth else head
            sign = "offline" if node.root.offline else "folder"
            item = self._item(parent, node.name, node, sign, node.total)
            words = node.path + (tr(" (offline)") if node.root.offline else "")
            item.setToolTip(0, words)
            del above[node.depth :]
            above.append(item)
            known = self._known_roots is not None and node.root.path in self._known_roots
            item.setExpanded(node.path in open_now or (node.depth == 0 and not known))
        self._known_roots = roots

    def _head(self, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [words])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setData(0, WHAT, None)
        item.setExpanded(True)
        return item

    def _item(
        self, parent: QTreeWidgetItem | None, words: str, what: object, sign: str,
        count: int | None,
    ) -> QTreeWidgetItem:  # fmt: skip
        item = QTreeWidgetItem(parent if parent is not None else self.tree, [words])
        item.setData(0, WHAT, what)
        item.setIcon(0, icons.icon(sign, "thin" if sign == "warning" else "muted"))
        if count is not None:
            item.setData(0, COUNT, i18n.number(count))
            said = tr("{words}, {n}", words=words, n=i18n.number(count))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        found, todo = [], [self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount())]
        while todo:
            item = todo.pop()
            if item is not None:
                found.append(item)
                todo.extend(item.child(i) for i in range(item.childCount()))
        return found

    def _open_now(self) -> set[str]:
        return {
            what.path
            for item in self._items()
            if isinstance(what := item.data(0, WHAT), FolderNode) and item.isExpanded()
        }

    def _chosen_now(self) -> object:
        item = self.tree.currentItem()
        return _identity(item.data(0, WHAT)) if item is not None else None

    def _choose_again(self, chosen: object) -> None:
        for item in self._items():
            what = item.data(0, WHAT)
            placed = self._place is not None and _term(what) == self._place
            if placed or (self._place is None and what is not None and _identity(what) == chosen):
                self.tree.setCurrentItem(item)

    # -- saying --------------------------------------------------------------------------------

    def _chosen(self, item: QTreeWidgetItem) -> None:
        what = item.data(0, WHAT)
        if what is None:
            item.setExpanded(not item.isExpanded())
        elif what == _ALL:
            self.everything.emit()
        elif what == _PROBLEMS:
            self.problems_chosen.emit()
        elif isinstance(what, SavedSearch):
            self.search_chosen.emit(what)
        elif isinstance(what, FolderNode):
            self.folder_chosen.emit(quoted("in", what.path))

    def _menu(self, point: QPoint) -> None:
        item = self.tree.itemAt(point)
        what = item.data(0, WHAT) if item is not None else None
        menu = QMenu(self)
        if isinstance(what, FolderNode) and what.depth == 0:
            path = what.root.path
            menu.addAction(tr("Look for new pictures"), self.rescan_wanted.emit)
            menu.addAction(tr("It lies elsewhere now…"), partial(self._relocate, path))
            menu.addSeparator()
            menu.addAction(
                tr("Remove from library…"), partial(self.remove_wanted.emit, path, what.total)
            )
        elif isinstance(what, SavedSearch):
            menu.addAction(tr("Forget this search"), partial(self.forget_wanted.emit, what))
        else:
            menu.addAction(tr("Add a folder…"), self.add_wanted.emit)
        menu.exec(self.tree.viewport().mapToGlobal(point))

    def _relocate(self, path: str) -> None:
        new = QFileDialog.getExistingDirectory(self, tr("Where does this folder lie now?"))
        if new:
            self.relocate_wanted.emit(path, new)


def _identity(what: object) -> object:
    if isinstance(what, FolderNode):
        return what.path
    return what.id if isinstance(what, SavedSearch) else what


def _term(what: object) -> str | None:
    """The filter term of a folder, empty for everything, None for what is no place."""
    if what == _PROBLEMS:
        return PROBLEMS
    if isinstance(what, FolderNode):
        return quoted("in", what.path)
    return "" if what == _ALL else None
