"""What the user does on the Library page: one short method each; the action table calls some."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from picturedesk_app import desktop, operations
from picturedesk_app.i18n import tr
from picturedesk_app.library.empty import About
from picturedesk_app.library.wanted import Wanted, chip_words, quoted
from picturedesk_app.messages import ask_words
from picturedesk_app.page import SampleBrief
from picturedesk_app.reading import SavedSearch

if TYPE_CHECKING:
    from picturedesk_app.library.page import LibraryPage


class Commands(QObject):
    """Turns what the page's parts say into what is wanted."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk, self._messages = page.desk, page.messages
        self._connect_search()
        self._connect_sides()

    def _connect_search(self) -> None:
        page = self._page
        page.search.typed.connect(self.type_words)
        page.search.settled.connect(self.settle)
        page.search.like_dropped.connect(self.compare_dropped)
        page.dropped.kept.connect(self.compare_file)
        page.search.like_removed.connect(self.stop_comparing)
        page.search.down_pressed.connect(self.focus_pictures)
        page.filters.added.connect(self.add_filter)
        page.filters.removed.connect(self.remove_filter)
        page.filters.ordered.connect(self.order_by)
        page.filters.layout_toggled.connect(self.toggle_layout)
        page.filters.size_wanted.connect(page.grid.set_cell)
        page.grid.zoomed.connect(self._show_layout)
        page.pictures.similar_wanted.connect(self.compare)
        page.pictures.stack_toggled.connect(page.toggle_stack)
        page.pictures.board_wanted.connect(lambda keys: page.wants_page.emit("moodboards", keys))
        page.pictures.alttext_wanted.connect(lambda keys: page.wants_page.emit("alttext", keys))
        page.grid.stack_clicked.connect(page.toggle_stack)

    def _connect_sides(self) -> None:
        page, side, desk, messages = self._page, self._page.sidebar, self._desk, self._messages
        side.everything.connect(self.clear_search)
        side.folder_chosen.connect(self.choose_folder)
        side.search_chosen.connect(self.choose_search)
        side.problems_chosen.connect(self.show_problems)
        side.add_wanted.connect(self.add_folder)
        side.rescan_wanted.connect(partial(operations.rescan, desk))
        side.remove_wanted.connect(partial(operations.remove_root, desk, messages))
        side.relocate_wanted.connect(partial(operations.relocate_root, desk, messages))
        side.forget_wanted.connect(partial(operations.forget_search, desk, messages))
        page.inspector.colour_chosen.connect(lambda colour: self.add_filter(f"color:{colour}"))
        page.inspector.preview_wanted.connect(page.pictures.preview)
        page.inspecting.tag_chosen.connect(lambda tag: self.add_filter(quoted("tag", tag)))
        page.problems.back_wanted.connect(self.leave_problems)
        page.problems.show_wanted.connect(desktop.show_file)
        page.problems.retry_wanted.connect(partial(operations.rescan, desk))
        page.empty.first_pressed.connect(self.take_next_step)
        page.empty.second_pressed.connect(self.take_other_step)

    # -- searching -----------------------------------------------------------------------------

    def type_words(self, text: str) -> None:
        """Search as the user types."""
        self._page.want(replace(self._page.wanted, text=text))

    def settle(self, text: str) -> None:
        """Enter: typed filters become chips."""
        self._page.want(replace(self._page.wanted, text=text).settled())

    def compare(self, key: int, name: str) -> None:
        """More like one of the library's pictures."""
        kept = replace(self._page.wanted, text="", like_path="")
        self._page.want(replace(kept, like_key=key, like_name=name))

    def compare_dropped(self, dropped: object) -> None:
        """More like a picture that was dropped on the search field."""
        if isinstance(dropped, int):
            row = self._page.model.row_of_key(dropped)
            self.compare(dropped, row.name if row is not None else "")
        elif isinstance(dropped, str):
            self.compare_file(dropped, Path(dropped).name)

    def compare_file(self, path: str, name: str) -> None:
        """More like a picture that is not the library's."""
        kept = replace(self._page.wanted, like_key=0)
        self._page.want(replace(kept, like_path=path, like_name=name))

    def stop_comparing(self) -> None:
        """Take the picture to compare with away."""
        self._page.want(replace(self._page.wanted, like_key=0, like_path="", like_name=""))

    def clear_search(self) -> None:
        """Everything, in the order there is."""
        self._page.want(Wanted(order=self._page.wanted.order))
        self.leave_problems()

    def save_search(self) -> None:
        """Keep what is asked for now, under a name."""
        wanted = self._page.wanted.settled()
        if wanted.is_everything or wanted.like_key or wanted.like_path:
            self._messages.say(tr("Type a search or choose a filter first."))
            return
        suggested = wanted.text or ", ".join(map(chip_words, wanted.filters))
        name = ask_words(self._page, tr("A name for this search"), tr("Save"), suggested)
        if name:
            operations.save_search(self._desk, self._messages, name, wanted.text, wanted.where)

    def choose_search(self, saved: SavedSearch) -> None:
        """Ask a saved search again."""
        text = f"{saved.text} {saved.where}".strip()
        self._page.want(Wanted(text=text, order=self._page.wanted.order).settled())

    # -- filters -------------------------------------------------------------------------------

    def add_filter(self, term: str) -> None:
        """Narrow what is shown."""
        self._page.want(self._page.wanted.with_filter(term))

    def remove_filter(self, term: str) -> None:
        """Take a filter away."""
        self._page.want(self._page.wanted.without_filter(term))

    def choose_folder(self, term: str) -> None:
        """Show one folder."""
        self._page.want(self._page.wanted.with_filter(term))
        self.leave_problems()

    def order_by(self, order: str) -> None:
        """Another order."""
        self._page.want(replace(self._page.wanted, order=order))

    # -- looking -------------------------------------------------------------------------------

    def focus_search(self) -> None:
        """Put the cursor in the search field."""
        self._page.search.field.setFocus()
        self._page.search.field.selectAll()

    def focus_pictures(self) -> None:
        """From the field to the pictures."""
        grid = self._page.grid
        grid.setFocus()
        if len(grid.model) and grid.selection.current < 0:
            grid.selection.only(0)

    def focus_tags(self) -> None:
        """Put the cursor in the tag field."""
        self._page.inspector.want(True)
        self._page.inspector.tag_field.setFocus()

    def toggle_sidebar(self) -> None:
        """Show or hide the folders."""
        self._page.sidebar.setVisible(self._page.sidebar.isHidden())

    def toggle_inspector(self) -> None:
        """Show or hide the inspector."""
        self._page.inspector.want(not self._page.inspector.wanted)

    def toggle_layout(self) -> None:
        """Rows or squares."""
        self._page.grid.set_in_rows(not self._page.grid.in_rows)
        self._show_layout()

    def _show_layout(self, *_: object) -> None:
        self._page.filters.show_layout(self._page.grid.in_rows, self._page.grid.cell)

    def show_problems(self) -> None:
        """What could not be read."""
        self._page.show_problems()

    def leave_problems(self) -> None:
        """Back to the pictures."""
        self._page.leave_problems()

    # -- first steps ---------------------------------------------------------------------------

    def add_folder(self) -> None:
        """Ask for a folder and add it."""
        folder = QFileDialog.getExistingDirectory(self._page, tr("Add a folder of pictures"))
        if folder:
            operations.add_folders(self._desk, [folder])

    def take_next_step(self) -> None:
        """The first button of the empty page, whatever it says."""
        if self._page.empty.about is About.FILTERS:
            self.clear_search()
        elif self._page.empty.about is About.OFFLINE:
            operations.rescan(self._desk)
        else:
            self.add_folder()

    def take_other_step(self) -> None:
        """The second button of the empty page."""
        if self._page.empty.about is About.NO_PICTURES:
            operations.rescan(self._desk)
        else:
            self.try_sample()

    def try_sample(self) -> None:
        """The whole of it: sample pictures, sample brief, a finished board."""
        self._page.wants_page.emit("moodboards", SampleBrief())
