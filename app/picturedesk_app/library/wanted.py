"""What the user asks the library for: words, filters, a picture to compare with, an order."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace

from picturedesk.catalog import filters
from picturedesk.errors import UsageError
from picturedesk.records import Query
from picturedesk_app.i18n import tr

_FILTER = re.compile(r"-?(?:[a-z]+)(?:>=|<=|[:<>=])(?:\"[^\"]*\"?|\S+)")
_NEARLY = 0.8
"""How alike a word and a filter's word are where the filter was meant."""
ORDERS = {
    "-taken": "Newest first",
    "taken": "Oldest first",
    "-added": "Last added",
    "name": "Name",
    "-rating": "Best rated",
    "-size": "Largest file",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One state of the page's question."""

    text: str = ""
    filters: tuple[str, ...] = ()
    """Terms of the filter language, one a chip."""
    like_key: int = 0
    like_path: str = ""
    """A picture from outside the library to compare with."""
    like_name: str = ""
    order: str = "-taken"

    @property
    def words(self) -> str:
        """The typed text without the filter terms in it, right or wrong."""
        return " ".join(_FILTER.sub(_keep_words, self.text).split())

    @property
    def typed_filters(self) -> tuple[str, ...]:
        """Filter terms that were typed among the words."""
        return tuple(m[0] for m in _FILTER.finditer(self.text) if _known(m[0]))

    @property
    def wrong(self) -> str:
        """What is wrong with a term that was meant as a filter, and the right word; or empty."""
        return next(
            (said for m in _FILTER.finditer(self.text) if _meant(m[0]) and (said := _said(m[0]))),
            "",
        )

    @property
    def where(self) -> str:
        """Every filter in force, as one text of the filter language."""
        return " ".join(dict.fromkeys((*self.filters, *self.typed_filters)))

    @property
    def searches(self) -> bool:
        """Whether this is a question to the model, not a list."""
        return bool(self.words or self.like_key or self.like_path)

    @property
    def asked(self) -> tuple[str, int, str]:
        """The question to the model, without filters and order."""
        return self.words, self.like_key, self.like_path

    @property
    def place(self) -> str | None:
        """The term of the one folder that is shown, empty for everything, else None."""
        if self.is_everything:
            return ""
        terms = (*self.filters, *self.typed_filters)
        alone = len(terms) == 1 and not self.searches
        return terms[0] if alone and terms[0].startswith("in:") else None

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows the list."""
        return not self.searches and not self.where

    def query(self, limit: int, *, collapse: bool) -> Query:
        """The query for the engine. Raises UsageError when the words cannot be used."""
        from picturedesk.search import parse_query

        return Query(parse_query(self.words), where=self.where, limit=limit, collapse=collapse)

    def with_filter(self, term: str) -> Wanted:
        """Narrowed by one more term; one of a kind replaces the one before."""
        alone = ("type:", "orient:", "rating", "in:", "color:")
        kept = tuple(
            f
            for f in self.filters
            if not any(f.startswith(word) and term.startswith(word) for word in alone)
        )
        return replace(self, filters=(*(f for f in kept if f != term), term))

    def without_filter(self, term: str) -> Wanted:
        """Without that term, wherever it was given."""
        text = " ".join(self.text.replace(term, " ").split()) if term in self.text else self.text
        return replace(self, text=text, filters=tuple(f for f in self.filters if f != term))

    def settled(self) -> Wanted:
        """Typed filters become chips."""
        if self.wrong:
            return self
        return replace(
            self,
            text=self.words,
            filters=tuple(dict.fromkeys((*self.filters, *self.typed_filters))),
        )


def _known(term: str) -> bool:
    return not _said(term)


def _said(term: str) -> str:
    """What is wrong with a term; empty for a right one."""
    try:
        filters.parse(term)
    except UsageError as error:
        return str(error)
    return ""


def _meant(term: str) -> bool:
    """Whether a term is meant as a filter: its word is one, or nearly ("ratin>=3")."""
    word = re.split(r"[:<>=]", term.removeprefix("-"))[0]
    words = (*filters.EXAMPLES, *filters.ALIASES)
    return bool(difflib.get_close_matches(word, words, n=1, cutoff=_NEARLY))


def _keep_words(match: re.Match[str]) -> str:
    return " " if _known(match[0]) or _meant(match[0]) else match[0]


_PLAIN = {
    "type:picture": "Pictures",
    "type:video": "Videos",
    "orient:landscape": "Landscape",
    "orient:portrait": "Portrait",
    "orient:square": "Square",
    "has:alt": "With alt text",
    "missing:alt": "Without alt text",
    "has:gps": "With a place",
    "missing:tags": "Without tags",
    "has:tags": "With tags",
}
_ICONS = {"type": "image", "orient": "orientation", "after": "calendar", "before": "calendar",
          "taken": "calendar", "rating": "star", "tag": "tag", "color": "palette",
          "in": "folder"}  # fmt: skip


def chip_words(term: str) -> str:
    """A filter term as people say it."""
    negated = term.startswith("-")
    bare = term.removeprefix("-")
    if bare in _PLAIN:
        words = tr(_PLAIN[bare])
    elif match := re.fullmatch(r"rating>=(\d)", bare):
        words = "★★★★★"[: int(match[1])] + (tr(" and up") if int(match[1]) < 5 else "")
    elif match := re.fullmatch(r"(after|before|taken|tag|in|camera|name|format|color):(.*)", bare):
        words = _worded(match[1], match[2].strip('"'))
    else:
        words = bare
    return tr("not {words}", words=words) if negated else words


def _worded(word: str, value: str) -> str:
    if word == "in":
        return value.rstrip("/").rsplit("/", 1)[-1] or value
    if word == "format":
        return value.upper()
    patterns = {
        "after": "From {v}",
        "before": "Until {v}",
        "taken": "Taken {v}",
        "tag": "{v}",
        "camera": "{v}",
        "name": "Named {v}",
        "color": "Colour",
    }
    return tr(patterns[word], v=value)


def chip_icon(term: str) -> str:
    """The icon of a filter term; may be empty."""
    if term.removeprefix("-") == "type:video":
        return "video"
    word = re.match(r"-?([a-z]+)", term)
    return _ICONS.get(word[1], "") if word else ""


def chip_colour(term: str) -> str:
    """The colour of a colour filter, else empty."""
    match = re.fullmatch(r"-?color:(#[0-9a-fA-F]{6})", term)
    return match[1] if match else ""


def quoted(word: str, value: str) -> str:
    """A term from a word and any text."""
    plain = re.fullmatch(r"[^\s,\"]+", value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f"{word}:{value}" if plain else f'{word}:"{escaped}"'
