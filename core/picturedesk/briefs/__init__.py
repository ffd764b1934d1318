"""A pasted brief to beats (pure).

:func:`parse` cleans the text and gives every line its section (:mod:`.lines`), reads each line
as a list or as sentences (:mod:`.sentences`) with the words of its language (:mod:`.lexicon`,
data in ``resources/briefs/``), and gathers beats, what must not be shown, and what was left out
with the reason. Work is bounded: a brief of any size takes well under a second, and what was not
read is said.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from picturedesk.briefs.lexicon import LANGUAGES, Lexicon, detect, load
from picturedesk.briefs.lines import MAX_CHARACTERS, Line, Reader, clean
from picturedesk.briefs.sentences import Phrase, Reading, SentenceReader
from picturedesk.errors import InputError
from picturedesk.records import Beat, BeatKind, Brief

__all__ = ["LANGUAGES", "MAX_BEATS", "MAX_BYTES", "decode", "detect", "parse", "read"]

MAX_BEATS = 40
MAX_BYTES = 4 * MAX_CHARACTERS + 8
"""More of a file is never read: what is beyond is beyond what :func:`parse` reads."""
_NOT_TEXT = (b"%PDF", b"PK\3\4", b"{\\rtf", b"\xd0\xcf\x11\xe0")
"""How PDF, Word (new), rich text and Word (old) begin."""
_MAX_LEFT_OUT = 200
_MAX_LINE_SHOWN = 160
_MUST = 1.5
_OPTIONAL = 0.5
_WAY_OUT = (
    "Say what the pictures should show, for example: two friends running, wet street at dawn."
)


def read(path: Path | str) -> str:
    """The text of a brief in a file, as :func:`decode` reads it; no more than can matter.

    Raises InputError when the file is missing, cannot be read or is not text.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES)
    except OSError as error:
        raise InputError(
            f"The brief {Path(path).name} cannot be read: {error.strerror or error}.",
            "Check the path, or paste the text into a new file.",
        ) from error
    return decode(data, Path(path).name)


def decode(data: bytes, name: str = "The brief") -> str:
    """The text in a file's bytes: UTF-8 or UTF-16 with a mark, else UTF-8, else Windows-1252.

    Raises InputError for what is not text: PDF, Word, pictures.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data[: len(data) // 2 * 2].decode("utf-16", errors="replace")
    if data.startswith(_NOT_TEXT) or b"\0" in data[:4096]:
        raise InputError(
            f"{name} is not a text file.",
            "Copy the brief's text out of its document and save it as .txt.",
        )
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def parse(text: str, language: str | None = None) -> Brief:
    """Beats, things to avoid and what was left out, from a brief as it was pasted.

    ``language`` is one of :data:`LANGUAGES`; None finds out. Raises InputError when there is
    nothing in it to look for.
    """
    lines, cut = clean(text)
    if not any(line.strip() for line in lines):
        raise InputError("The brief is empty.", _WAY_OUT)
    lexicon = load(language or detect("\n".join(lines)))
    gathered = _Gathering(lexicon)
    for line in Reader(lexicon).read(lines):
        gathered.take(line)
    if cut:
        gathered.leave_out("…", "too_long")
    return gathered.brief()


class _Gathering:
    """Takes lines one after the other and becomes a brief."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._reader = SentenceReader(lexicon)
        self._title = ""
        self._first = ""
        self._beats: list[Beat] = []
        self._at: dict[str, int] = {}
        self._avoid: dict[str, str] = {}
        self._left_out: list[tuple[str, str]] = []
        self._number = 0

    def leave_out(self, line: str, reason: str) -> None:
        """Say that a line is not used, and why."""
        if len(self._left_out) >= _MAX_LEFT_OUT:
            return
        shown = line if len(line) <= _MAX_LINE_SHOWN else line[: _MAX_LINE_SHOWN - 1] + "…"
        entry = (shown, self._lexicon.reasons[reason])
        if entry not in self._left_out:
            self._left_out.append(entry)

    def take(self, line: Line) -> None:
        """Read one line in its section."""
        if line.role == "title":
            self._take_title(line)
        elif line.role == "heading":
            self._first = self._first or line.text.strip(" .:")
        elif line.role.startswith("-"):
            self.leave_out(line.source or line.text, line.role[1:])
        elif line.role == "avoid":
            self._avoid_line(line)
        elif line.role in ("must_have", "optional"):
            self._add(self._reader.listed(line.text, None, bullet=line.bullet), line.role)
        elif line.role in ("tone", "subject", "setting"):
            kind = BeatKind(line.role)
            self._add(self._reader.listed(line.text, kind, bullet=line.bullet), "")
        else:
            self._loose(line)

    def _take_title(self, line: Line) -> None:
        title = line.text.strip(" .")
        if self._title and title.casefold() != self._title.casefold():
            self.leave_out(line.source or line.text, "client")
        self._title = self._title or title

    def _avoid_line(self, line: Line) -> None:
        reason = self._reader.speech.boilerplate(line.text)
        terms = self._reader.avoided(line.text)
        if not terms:
            self.leave_out(line.source, reason or "nothing")
        self._remember_avoid(terms)

    def _loose(self, line: Line) -> None:
        """A line under no telling heading: a title, a short phrase, or sentences."""
        text = line.text
        reason = self._reader.speech.boilerplate(text) if len(text.split()) <= 12 else ""
        if reason:
            self.leave_out(line.source, reason)
            return
        untouched = not (self._beats or self._first or self._title or self._avoid)
        if line.role == "" and untouched and not line.bullet and _is_title(line.source):
            self._first = text
            return
        short = len(text.split()) <= 9 and not text.rstrip().endswith((".", "!", "?"))
        if line.bullet or short:
            self._add(self._reader.prose(text) if not short else self._short(line), "")
        else:
            self._add(self._reader.prose(text), "")

    def _short(self, line: Line) -> Reading:
        if not self._reader.is_list(line.text):
            reading = self._reader.prose(line.text)
            if reading.phrases or reading.avoid:
                return reading
        return self._reader.listed(line.text, None, bullet=line.bullet)

    def _add(self, reading: Reading, role: str) -> None:
        for line, reason in reading.left_out:
            self.leave_out(line, reason)
        self._remember_avoid(reading.avoid)
        letter = 0
        for phrase in reading.phrases:
            if not phrase.joined:
                self._number, letter = self._number + 1, 0
            else:
                letter += 1
            self._beat(phrase, role, f"{self._number}{chr(97 + letter % 26)}" if letter else "")

    def _beat(self, phrase: Phrase, role: str, own: str) -> None:
        must = phrase.must_have or role == "must_have"
        weight = (
            _MUST
            if must
            else min(phrase.weight, _OPTIONAL)
            if role == "optional"
            else phrase.weight
        )
        key = phrase.text.casefold()
        if key in self._at:
            old = self._beats[self._at[key]]
            self._beats[self._at[key]] = Beat(
                old.kind,
                old.text,
                max(old.weight, weight),
                tuple(dict.fromkeys((*old.avoid, *phrase.avoid))),
                old.must_have or must,
                old.id,
            )
            return
        if len(self._beats) >= MAX_BEATS:
            self.leave_out(phrase.text, "too_many")
            return
        self._at[key] = len(self._beats)
        avoid = tuple(dict.fromkeys(phrase.avoid))
        number = own or str(self._number)
        self._beats.append(Beat(phrase.kind, phrase.text, weight, avoid, must, number))

    def _remember_avoid(self, terms: list[str]) -> None:
        for term in terms:
            if len(self._avoid) < MAX_BEATS:
                self._avoid.setdefault(term.casefold(), term)

    def brief(self) -> Brief:
        """What was gathered."""
        title = self._title or self._first
        if not self._beats and self._first:
            self._add(self._reader.listed(self._first, None), "")
        if not self._beats:
            raise InputError("There is nothing to look for in this brief.", _WAY_OUT)
        avoid = tuple(self._avoid.values())
        beats = tuple(
            Beat(
                b.kind,
                b.text,
                b.weight,
                tuple(dict.fromkeys((*b.avoid, *avoid))),
                b.must_have,
                b.id,
            )
            for b in self._beats
        )
        return Brief(title[:120], beats, avoid, tuple(self._left_out))


def _is_title(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 8
        and not text.rstrip().endswith((".", "!", "?", ";", ","))
        and not {",", "\t"} & set(text)
    )
