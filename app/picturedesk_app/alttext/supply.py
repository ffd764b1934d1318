"""What the editor needs, fetched before it is needed: texts, suggestions, neighbours.

The next pictures' texts are read while the current one is looked at; those without a suggestion
get one, a few at a time, and it is kept for review by the writer. Nothing here is shown: the page
asks :meth:`Supply.get`, and is told by :attr:`Supply.arrived` when there is more.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from picturedesk.alttext import ReadText
from picturedesk.errors import UserError
from picturedesk.suggestions import Review, Role
from picturedesk_app.alttext import asking, deciding
from picturedesk_app.alttext.asking import Item, Neighbour, Proposed
from picturedesk_app.desk import Desk

AHEAD = 8
"""Pictures whose texts are read ahead."""
_PROPOSED_AT_ONCE = 4
_KEPT = 400
_PAUSE_MS = 120
"""Neighbours are looked up once somebody stays at a picture this long."""

Place = tuple[int, str]
"""Asset key and language."""


class Supply(QObject):
    """Items by asset and language."""

    arrived = Signal(int, str)
    neighbours_came = Signal(int, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._items: OrderedDict[Place, Item] = OrderedDict()
        self._without: dict[Place, str] = {}
        self._proposing: str | None = None
        self._now: tuple[int, ...] = ()
        self._languages: tuple[str, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask_neighbours)

    def get(self, key: int, language: str) -> Item | None:
        """What is known of a picture's text."""
        return self._items.get((key, language))

    def why_without(self, key: int, language: str) -> str | None:
        """Why there is no suggestion: a sentence, empty if none came; None if it may still come."""
        return self._without.get((key, language))

    def want(self, key: int, following: Sequence[int], languages: tuple[str, ...]) -> None:
        """This picture now, and these next."""
        self._now, self._languages = (key, *following), languages
        self._pause.start()
        for language in languages:
            missing = [k for k in self._now if (k, language) not in self._items]
            if missing:
                self._ask(missing, language)
        self._propose()

    def put(self, review: Review) -> None:
        """A decision was made; its texts are checked anew when the picture is seen again."""
        place = (review.asset_key, review.language)
        known = self._items.get(place)
        if known is not None:
            self._items[place] = replace(known, review=review)
            self.arrived.emit(*place)

    def forget(self, keys: Iterable[int] | None = None) -> None:
        """These changed from outside (None: all); they are read again."""
        gone = None if keys is None else set(keys)
        for place in [p for p in self._items if gone is None or p[0] in gone]:
            del self._items[place]
        if gone is None:
            self._without.clear()

    # -- reading -------------------------------------------------------------------------------

    def _ask(self, keys: Sequence[int], language: str) -> None:
        work = partial(asking.items, keys=tuple(keys), language=language)
        self._desk.ask(f"alttext-items-{language}", work, self._came)

    def _came(self, items: list[Item]) -> None:
        for item in items:
            place = (item.row.key, item.review.language)
            self._items[place] = item
            self._items.move_to_end(place)
        while len(self._items) > _KEPT:
            self._items.popitem(last=False)
        for item in items:
            self.arrived.emit(item.row.key, item.review.language)
        self._propose()

    # -- proposing -----------------------------------------------------------------------------

    def _propose(self) -> None:
        if self._proposing is not None or not self._desk.writable:
            return
        for language in self._languages:
            lacking = [key for key in self._now if self._lacks(key, language)]
            if lacking:
                self._proposing = language
                keys = tuple(lacking[:_PROPOSED_AT_ONCE])
                work = partial(asking.propose, keys=keys, language=language, role=None)
                self._desk.ask("search-alttext", work, self._proposed, self._not_proposed)
                return

    def _lacks(self, key: int, language: str) -> bool:
        item = self._items.get((key, language))
        return (
            item is not None and (key, language) not in self._without
            and asking.lacks_suggestion(item.review)
        )  # fmt: skip

    def propose_as(
        self, key: int, language: str, role: Role | None, *, reading: bool = False
    ) -> None:
        """Another suggestion, for what a person says that the picture is for (None: as before).

        ``reading``: with the text that can be read in it, however long that takes.
        """
        read = ReadText.ALWAYS if reading else ReadText.NEVER
        work = partial(asking.propose, keys=(key,), language=language, role=role, read_text=read)
        self._desk.ask("search-alttext-role", work, self._proposed)

    def _proposed(self, proposed: Proposed) -> None:
        language, self._proposing = self._proposing or self._languages[0], None
        for key in proposed.without:
            self._without[key, language] = proposed.why
            self.arrived.emit(key, language)
        if not proposed.suggestions:
            self._propose()
            return
        for suggestion in proposed.suggestions:  # whatever comes of keeping it: once is enough
            self._without[suggestion.asset_key, suggestion.language] = ""
        keys = [s.asset_key for s in proposed.suggestions]
        tag = proposed.suggestions[0].language
        self._desk.change(
            partial(deciding.keep, suggestions=proposed.suggestions),
            lambda _: self._kept_ones(keys, tag), lambda _: None,
        )  # fmt: skip

    def _not_proposed(self, error: UserError) -> None:
        self._proposing = None
        for key in self._now:
            for language in self._languages:
                self._without.setdefault((key, language), str(error))

    def _kept_ones(self, keys: Sequence[int], language: str) -> None:
        work = partial(asking.items, keys=tuple(keys), language=language)
        self._desk.ask(f"alttext-kept-{language}-{keys[0] % 8}", work, self._came)

    # -- neighbours ----------------------------------------------------------------------------

    def _ask_neighbours(self) -> None:
        if not self._now or not self._languages:
            return
        key, language = self._now[0], self._languages[0]

        def came(found: list[Neighbour]) -> None:
            self.neighbours_came.emit(key, found)

        work = partial(asking.neighbours, key=key, language=language)
        self._desk.ask("similar-alttext", work, came)
