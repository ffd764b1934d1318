"""The Library page: puts its parts together, asks the desk, shows the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from picturedesk.errors import UserError
from picturedesk.records import Changes, Match, Query, Standing, Term
from picturedesk_app import actions, reading, theme
from picturedesk_app.controls import Sides
from picturedesk_app.desk import Desk
from picturedesk_app.grid import GridModel, GridView, Row
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.commands import Commands
from picturedesk_app.library.dropped import PictureDrop
from picturedesk_app.library.empty import Empty
from picturedesk_app.library.filter_bar import FilterBar
from picturedesk_app.library.first_start import FirstStart
from picturedesk_app.library.inspecting import Inspecting
from picturedesk_app.library.inspector import Inspector
from picturedesk_app.library.picture_actions import PictureActions
from picturedesk_app.library.problems import ProblemsView
from picturedesk_app.library.search_bar import SearchBar
from picturedesk_app.library.sidebar import PROBLEMS, Sidebar
from picturedesk_app.library.wanted import ORDERS, Wanted
from picturedesk_app.messages import Messages
from picturedesk_app.page import Page, ProblemList
from picturedesk_app.reading import Listing, Overview
from picturedesk_app.theme import Size

_SIDEBAR_LEAST, _INSPECTOR_LEAST, _MIDDLE = 160, 240, 270
_AGAIN_MS = 80
"""Changes that come together are one question."""


class LibraryPage(Page):
    """Search field, chips, grid, sidebar, inspector."""

    def __init__(self, desk: Desk, messages: Messages) -> None:
        super().__init__(desk, messages)
        self.wanted = Wanted()
        self.listing: Listing | None = None
        self.overview: Overview | None = None
        self._shown_for: Wanted | None = None
        self._scroll_to = 0
        self._open_stacks: frozenset[int] = frozenset()
        self.search, self.filters = SearchBar(), FilterBar()
        self.filters.hide()  # until it is known what there is
        self.sidebar, self.inspector = Sidebar(), Inspector()
        self.empty, self.problems = Empty(), ProblemsView()
        self.first_start = FirstStart(self.empty, desk, messages)
        self.model = GridModel(self._ask_rows, self)
        self.grid = GridView(self.model, desk.imagery.thumbnails)
        self.model.reset.connect(self._scroll_back)
        self.pictures = PictureActions(self.grid, desk, messages)
        self.dropped = PictureDrop(desk, messages, self, self.search)
        self.inspecting = Inspecting(
            self.inspector, self.grid, desk, messages,
            match_of=self._match_of, query_now=self.query_now,
        )  # fmt: skip
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._ask_all)
        self._build()
        desk.work_changed.connect(self._work_changed)
        self.commands = Commands(self)
        self.actions_by_id = actions.install(self, "library", self.commands)
        self._show_wanted()
        self._ask_all()

    def _build(self) -> None:
        self.middle = QStackedWidget()
        for place in (self.grid, self.empty, self.problems):
            self.middle.addWidget(place)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, Size.S3, 0, 0)
        column.setSpacing(Size.S2)
        head = QVBoxLayout()
        head.setContentsMargins(Size.S4, 0, Size.S4, 0)
        head.addWidget(self.search)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self.middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for part in (self.sidebar, centre, self.inspector):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        Sides(self.splitter, (_SIDEBAR_LEAST, _INSPECTOR_LEAST), _MIDDLE)
        look = theme.current()
        self._sizes: list[int] | None = [
            look.pixels(Size.SIDEBAR), 800, look.pixels(Size.INSPECTOR)
        ]  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.filters.show_layout(self.grid.in_rows, self.grid.cell)

    # -- asking --------------------------------------------------------------------------------

    def want(self, wanted: Wanted) -> None:
        """Ask for something else."""
        if wanted != self.wanted:
            before, self.wanted = self.wanted, wanted
            self._show_wanted()
            if wanted.wrong or before.wrong:  # it is known before the answer is
                self.filters.show_note(wanted.wrong)
            self.refresh()

    def refresh(self) -> None:
        """Ask again for what is wanted."""
        wanted = self.wanted
        try:
            if wanted.like_key:
                work = partial(
                    reading.similar, key=wanted.like_key, where=wanted.where, collapse=False
                )
                self._ask("search", work, wanted)
            elif wanted.searches:
                query = self.query_now()
                assert query is not None
                self._ask("search", partial(reading.found, query=query), wanted)
            else:
                work_list = partial(reading.listing, where=wanted.where, order=wanted.order)
                self._ask("list", work_list, wanted)
        except UserError as error:
            self._failed(error)

    def _ask(self, channel: str, work: partial[Listing], wanted: Wanted) -> None:
        self.desk.drop("list" if channel == "search" else "search")
        self.desk.ask(channel, work, partial(self._came, wanted), self._failed)

    def _ask_all(self) -> None:
        self.desk.ask("overview", reading.overview, self._overview_came, self._no_library)
        self.refresh()
        self.inspecting.refresh_tags()

    def _ask_rows(self, keys: Sequence[int], then: Callable[[Iterable[Row]], object]) -> None:
        self.desk.ask("rows", partial(reading.rows, keys=keys), then)

    def query_now(self) -> Query | None:
        """The query in force, None where there is none."""
        wanted = self.wanted
        if wanted.like_path and not wanted.words:
            terms = (Term(like=wanted.like_path),)
            return Query(terms, where=wanted.where, limit=reading.MOST_FOUND)
        if not wanted.words:
            return None
        query = wanted.query(reading.MOST_FOUND, collapse=True)
        if wanted.like_path:
            query = replace(query, terms=(*query.terms, Term(like=wanted.like_path)))
        return query

    # -- answers -------------------------------------------------------------------------------

    def _came(self, wanted: Wanted, listing: Listing) -> None:
        if wanted != self.wanted:
            return
        before, self._shown_for = self._shown_for, wanted
        fresh = before != wanted
        self.listing = listing
        if fresh:
            self._open_stacks = frozenset()
            self.grid.show_from_start()
        if fresh and wanted.searches and (before is None or before.asked != wanted.asked):
            self.grid.selection.clear()  # what was chosen lies scattered in the new answer
        self._show_list()
        self.filters.show_count(self._count_words(listing))
        self.filters.show_note(wanted.wrong)
        self._show_middle(listing)
        self.inspecting.refresh()

    def _show_list(self) -> None:
        assert self.listing is not None
        shown = reading.with_open_stacks(self.listing, self._open_stacks)
        self.grid.show_list(shown.keys, shown.ratios, shown.sections, shown.stacks)

    def toggle_stack(self, key: int) -> None:
        """Open a stack of near-identical pictures, or close it."""
        if self.listing is not None and key in (self.listing.others or {}):
            self._open_stacks = self._open_stacks ^ {key}
            self._show_list()

    def _scroll_back(self) -> None:
        """Once, at the start: to where the list was left."""
        key, self._scroll_to = self._scroll_to, 0
        index = self.model.index_of(key) if key else -1
        if index > 0:
            self.grid.verticalScrollBar().setValue(self.grid.layout_now.rect(index)[1])

    def _count_words(self, listing: Listing) -> str:
        if listing.standing is Standing.NOTHING_FITS:
            return tr("Nothing here fits; the nearest are shown")
        if listing.matches and all(section.quiet for section in listing.sections):
            return trn("{n} picture, a weak match", "{n} pictures, all weak matches", listing.total)
        return trn("{n} picture", "{n} pictures", listing.total)

    def _show_middle(self, listing: Listing) -> None:
        if len(listing.keys):
            self.filters.show()
            self.inspector.expect_pictures(True)
            self.middle.setCurrentWidget(self.grid)
            return
        overview = self.overview
        if overview is None or (
            self.middle.currentWidget() is self.problems and self.wanted.is_everything
        ):
            return
        self.first_start.hide()
        self.filters.setVisible(bool(overview.folders))
        self.inspector.expect_pictures(bool(overview.folders))
        if not overview.folders:
            self.first_start.show()
        elif self.wanted.where:
            self.empty.show_nothing_found()
        elif all(f.root.offline for f in overview.folders):
            self.empty.show_offline()
        elif self._reading():
            self.empty.show_reading()
        else:
            self.empty.show_no_pictures(overview.skipped, overview.problems)
        self.middle.setCurrentWidget(self.empty)

    def _failed(self, error: UserError) -> None:
        self.filters.show_count("")
        self.filters.show_note(self.wanted.wrong or str(error))

    def _work_changed(self) -> None:
        """What an empty list says depends on whether pictures are being read."""
        if self.listing is None or len(self.listing.keys):
            return
        if self._reading():
            self._show_middle(self.listing)
        else:
            self._again.start()  # what came last may not be in the list yet

    def _reading(self) -> bool:
        return self.desk.work is not None and not self.desk.work.quiet

    def show_problems(self) -> None:
        """The list of what could not be read, alone: nothing above it is about it."""
        self.desk.ask("problems", reading.problems, self.problems.show_problems)
        self.middle.setCurrentWidget(self.problems)
        self.filters.hide()
        self.sidebar.show_place(PROBLEMS)
        self.problems.setFocus()

    def leave_problems(self) -> None:
        """Back to the pictures."""
        if self.middle.currentWidget() is self.problems:
            self.middle.setCurrentWidget(self.grid)
            self.filters.show()
            self.sidebar.show_place(self.wanted.place)
            self.refresh()

    def _no_library(self, error: UserError) -> None:
        self.filters.show_count("")
        self.filters.hide()
        self.inspector.expect_pictures(False)
        self.first_start.hide()
        self.empty.show_trouble(error.sentence, error.way_out)
        self.middle.setCurrentWidget(self.empty)

    def _overview_came(self, overview: Overview) -> None:
        self.overview = overview
        self.sidebar.show_overview(overview)
        self.desk.watch([f.path for f in overview.folders if not f.root.offline])
        if self.listing is None and self.middle.currentWidget() is not self.problems:
            self.filters.setVisible(bool(overview.folders))
            self.inspector.expect_pictures(bool(overview.folders))
        if self.listing is not None and not len(self.listing.keys):
            self._show_middle(self.listing)

    def _match_of(self, key: int) -> Match | None:
        matches = self.listing.matches if self.listing is not None else None
        return matches.get(key) if matches else None

    def on_changes(self, changes: Changes) -> None:
        """Rows that changed are asked for again; a list that changed, a moment later."""
        if changes.assets:
            self.model.forget(changes.assets)
            self.inspecting.refresh()
        if changes.list_changed or changes.roots or changes.settings:
            self.desk.imagery.thumbnails.retry()
            self.model.ask_again()
            if not self._again.isActive():
                self._again.start()
        elif changes.tags:
            self.inspecting.refresh_tags()

    # -- state ---------------------------------------------------------------------------------

    def _show_wanted(self) -> None:
        wanted = self.wanted
        self.search.show_words(wanted.text)
        self.search.show_like(wanted.like_name)
        self.filters.show_wanted(wanted)
        self.sidebar.show_place(wanted.place)

    def arrived(self, given: object = None) -> None:
        """Another page may hand over what to ask for; a message, what could not be read."""
        if isinstance(given, Wanted):
            self.want(given)
        elif isinstance(given, ProblemList):
            self.show_problems()

    def showEvent(self, event: QShowEvent) -> None:
        """The first time: the widths of the sides, now that there is a width to share."""
        super().showEvent(event)
        if self._sizes is not None:
            left, _, right = self._sizes
            self._sizes = None
            self.splitter.setSizes([left, max(400, self.width() - left - right), right])

    def focus_first(self) -> None:
        """The search field; the list of problems where that is shown."""
        shown = self.middle.currentWidget()
        (self.problems if shown is self.problems else self.search.field).setFocus()

    def state(self) -> dict[str, object]:
        """Filters, order, sizes, what is open, how far the grid is scrolled."""
        first = self.grid.visible()
        top = int(self.model.keys[first.start]) if first else 0
        return {
            "filters": list(self.wanted.filters),
            "order": self.wanted.order,
            "cell": self.grid.cell,
            "in_rows": self.grid.in_rows,
            "sizes": self._sizes or self.splitter.sizes(),
            "sidebar": not self.sidebar.isHidden(),
            "inspector": self.inspector.wanted,
            "top": top,
        }

    def restore(self, state: dict[str, object]) -> None:
        """Put it back."""
        order, filters = state.get("order"), state.get("filters")
        self.wanted = Wanted(
            filters=tuple(str(f) for f in filters) if isinstance(filters, list) else (),
            order=order if isinstance(order, str) and order in ORDERS else Wanted().order,
        )
        cell, sizes = state.get("cell"), state.get("sizes")
        if isinstance(cell, int):
            self.grid.set_cell(cell)
        self.grid.set_in_rows(state.get("in_rows") is not False)
        if isinstance(sizes, list) and len(sizes) == 3 and all(isinstance(n, int) for n in sizes):
            self._sizes = [int(n) for n in sizes]
        self.sidebar.setVisible(state.get("sidebar") is not False)
        self.inspector.want(state.get("inspector") is not False)
        top = state.get("top")
        self._scroll_to = top if isinstance(top, int) else 0
        self.filters.show_layout(self.grid.in_rows, self.grid.cell)
        self._show_wanted()
        self.refresh()

    def leaving(self) -> None:
        """No thread of the grid's own may be left, and nothing is asked any more."""
        self._again.stop()
        self.grid.finish()
