"""A pasted text to lines that know their section (pure).

Handles what comes out of mail programs, word processors, wikis and spreadsheets: byte order
marks, CR LF, soft line ends, no-break and zero-width spaces, bullets of every sort, numbering,
markdown headings, emphasis and tables, quoted mail, tab-separated rows, underlined headings, and
(:mod:`.markup`) the source of web pages and mails.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from picturedesk.briefs import markup
from picturedesk.briefs.lexicon import Lexicon, normal

MAX_CHARACTERS = 120_000
MAX_LINE = 3_000
MAX_LINES = 2_000

_BULLET = re.compile(
    r"^\s*(?:[-*+•·▪▫◦‣⁃●○■□–—»›✓✔✗➤➢\uf0b7\uf0a7\uf0d8]|o(?=\t| {2,})|\[[ xX]?\])\s+(?=\S)"
)
_NUMBER = re.compile(
    r"^\s*(?:(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|[A-Ha-h][.)]|[ivxIVX]{1,4}[.)])\s+(?=\S)"
    r"|\d{1,2}(?:\.\d{1,2})+\s+(?=[A-ZÀ-ÖØ-Þ]))"  # "1.1 A dog", and not "1.5 litres"
)
_HEADING = re.compile(r"^\s*#{1,6}\s+|^\s*=+\s+(?=.*=+\s*$)")
_RULE = re.compile(r"^\s*(?:[-=_*~—–]\s*){3,}$")
_EMPHASIS = re.compile(r"(\*\*|__|(?<!\w)[*_`](?=\w)|(?<=\w|[.,:!?)])[*_`](?!\w))")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe0e\ufe0f\u20e3]")
_KEY = re.compile(
    r"^(?P<key>[^:：\t|.!?,;]{1,48}?)\s*(?:(?<!\d)[:：]|[:：](?!\d)|\t+|\s[–—|-]\s)\s*(?P<value>.*)$"
)
_WRAP = (60, 100)
"""Lengths at which a line looks as if it had been broken by a program."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a cell of a table, with the section it stands in."""

    text: str
    role: str
    """tone, subject, setting, avoid, must_have, optional, prose, title, ``""`` (no section yet),
    or ``-reason``: left out."""
    bullet: bool = False
    source: str = ""
    """The line as it was pasted, for the list of what was left out."""


def clean(text: str) -> tuple[list[str], bool]:
    """Lines without invisible characters; and whether something had to be cut off."""
    cut = len(text) > MAX_CHARACTERS
    text = markup.as_text(text[:MAX_CHARACTERS])
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    )
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\u00a0", " ")
    text = _INVISIBLE.sub("", text.replace("\u2011", "-"))
    lines = text.split("\n")
    cut = cut or len(lines) > MAX_LINES or any(len(line) > MAX_LINE for line in lines)
    return _unwrapped([_printable(line[:MAX_LINE]) for line in lines[:MAX_LINES]]), cut


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Paragraphs that were broken at a fixed width, as mail programs do, on one line again."""
    made: list[str] = []
    length = 0
    for line in lines:
        before = made[-1] if made else ""
        begins = line.strip()[:1]
        plain = begins and not (
            _BULLET.match(line) or _NUMBER.match(line) or _HEADING.match(line) or "\t" in line
            or "|" in line or _RULE.match(line)
        )  # fmt: skip
        goes_on = begins.islower() or before.endswith((",", "("))
        wrapped = _WRAP[0] <= length <= _WRAP[1] and not before.endswith((".", "!", "?", ":", ";"))
        if (
            plain
            and before
            and "\t" not in before
            and not _HEADING.match(before)
            and len(before) < MAX_LINE
            and ((goes_on and length > 40) or (wrapped and not _KEY.match(line.strip())))
        ):
            made[-1] = f"{before} {line.strip()}"
        else:
            made.append(line)
        length = len(line)
    return made


def _printable(line: str) -> str:
    if "<" in line:
        line = re.sub(r"(?<=\S) {2,}", " ", _TAG.sub(" ", line))
    line = re.sub(r"^\s*(?:>\s?)+", "", line)
    kept = (
        c
        for c in line
        if c == "\t"
        or unicodedata.category(c) not in ("So", "Cs", "Cc", "Sk")
        or c in "■□●○▪▫►→©®™°"
    )
    return "".join(kept).rstrip()


class Reader:
    """Goes through the lines once and gives each its section."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._section = ""
        self._inline = ""
        self._columns: list[str] = []
        self._ended = False
        self._begun = False

    def read(self, lines: Sequence[str]) -> Iterator[Line]:
        """The lines with their sections; headings themselves are not given, titles are."""
        following = [*lines[1:], ""]
        mail = _mail_headers(lines)
        for number, (raw, after) in enumerate(zip(lines, following, strict=True)):
            if not raw.strip():
                self._inline, self._columns = "", []
                continue
            if _RULE.match(raw) and not raw.strip().startswith("--\n"):
                if raw.strip() == "--":
                    self._ended = True
                continue
            yield from self._one(raw, after, number in mail)
            self._begun = True

    def _one(self, raw: str, after: str, mail: bool) -> Iterator[Line]:
        row = _cells(raw)
        if len(row) > 1:
            made = self._row(raw, row)
            if made is not None:
                yield from made
                return
        self._columns = []
        bullet = bool(_BULLET.match(raw))
        marked = _is_marked(raw, after)
        numbered = bool(_NUMBER.match(raw))
        text = _bare(raw)
        if not text:
            return
        if mail:
            yield self._mail(text, raw)
            return
        scene = self._lexicon.phrases["slug"].match(text)
        if scene is not None:
            yield self._scene(scene, raw)
            return
        if self._lexicon.patterns["signature"].match(text) and not marked:
            self._ended = True
        deeper = _indent(after) > _indent(raw) and bool(after.strip())
        role = self._heading(text, marked, bullet, deeper or numbered)
        if role == "title" and self.role_of(text, loose=False) is None:
            # "# Spring campaign" is a title itself; "Campaign:" announces one.
            self._begin("")
            yield Line(text.rstrip(" :："), "title", source=raw.strip())
            return
        if role is not None:
            self._begin(role)
            if role == "prose?":
                self._section = "prose"
                yield Line(text, "heading", source=raw.strip())
            return
        yield from self._content(text, raw, bullet or numbered)

    def _scene(self, found: re.Match[str], raw: str) -> Line:
        """A scene heading of a script: where and when; what follows is told in sentences."""
        self._begin("prose")
        place, time = found["place"].lower(), (found["time"] or "").lower()
        text = self._lexicon.slug_scene.format(place=place, time=time) if time else place
        return Line(text, "setting", True, raw.strip())

    def _begin(self, role: str) -> None:
        self._section, self._inline, self._ended = role, "", False

    def _content(self, text: str, raw: str, bullet: bool) -> Iterator[Line]:
        found = _KEY.match(text)
        if found and found["value"].strip():
            role = self.role_of(found["key"], loose=":" in text[: found.end("key") + 2])
            if role is not None:
                if role[0] != "-":
                    self._ended = False
                self._inline = role
                kept = role if not self._ended else "-signature"
                yield Line(found["value"].strip(), kept, bullet, raw.strip())
                return
            first = not self._begun and raw[:1] not in " \t"
            if not first and ":" in text[: found.end("key") + 2] and len(found["key"].split()) <= 3:
                text = found["value"].strip()
        role = self._section
        if self._inline and (bullet or raw[:1] in " \t"):
            role = self._inline
        elif not bullet:
            self._inline = ""
        if self._ended:
            role = "-signature"
        if role == "title":
            self._section = ""  # "Campaign:" announces one line, not all that follow
        yield Line(text, role, bullet, raw.strip())

    def _mail(self, text: str, raw: str) -> Line:
        key, _, value = text.partition(":")
        role = "-contacts"
        if normal(key) in ("subject", "betreff", "re"):
            role = "title"
            value = _REPLY.sub("", value)
        elif normal(key) in ("date", "sent", "datum", "gesendet"):
            role = "-dates"
        return Line(value.strip() or text, role, source=raw.strip())

    def _heading(self, text: str, marked: bool, bullet: bool, may: bool) -> str | None:
        """The role of a line that is a heading and nothing else, or None."""
        open_end = text.rstrip().endswith((":", "："))
        bare = text.rstrip(" :：").strip()
        if not bare or len(bare) > 70 or (len(bare.split()) > 8 and not marked):
            return None
        found = _KEY.match(text)
        if found and found["value"] and self.role_of(found["key"], loose=True):
            return None
        role = self.role_of(bare, loose=open_end or marked)
        if role is not None and (open_end or marked or not bullet or may):
            return role
        if marked and not bullet and (found is None or not found["value"]):
            return "prose?"
        if open_end and not bullet and len(bare.split()) <= 4:
            return "prose?"
        return None

    def role_of(self, heading: str, *, loose: bool) -> str | None:
        """What a heading announces; ``loose``: words around the known one are allowed."""
        words = normal(_bare(heading)).split()
        sections = self._lexicon.sections
        while words and words[-1].isdigit():
            words = words[:-1]
        if not words or len(words) > 6:
            return None
        text = " ".join(words)
        if text in sections:
            return sections[text]
        while len(words) > 1 and words[0] in self._lexicon.qualifiers:
            words = words[1:]
            if " ".join(words) in sections:
                return sections[" ".join(words)]
        if not loose or len(words) > 5:
            return None
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length, -1, -1):
                role = sections.get(" ".join(words[start : start + length]))
                # One short word inside a longer heading ("not", "do") says little.
                if role is not None and (length > 1 or len(words[start]) > 3):
                    return role
        return None

    def _row(self, raw: str, row: list[str]) -> list[Line] | None:
        """A row of a table: a header that names roles, a row under one, or key and values."""
        roles = [self.role_of(cell, loose=False) if cell else None for cell in row]
        known = [r for r in roles if r and r != "-headers"]
        if not known and roles[0] == "-headers":
            return [Line(raw.strip(), "-headers", source=raw.strip())]
        if len(known) >= 2 and len(known) >= len([c for c in row if c]) - 1:
            self._columns = [r or "-client" for r in roles]
            return []
        if self._columns and len(row) <= len(self._columns) + 1:
            return [
                Line(cell, role, source=raw.strip())
                for cell, role in zip(row, self._columns, strict=False)
                if cell
            ]
        if roles[0]:
            self._inline = roles[0]
            return [Line(cell, roles[0], source=raw.strip()) for cell in row[1:] if cell]
        return self._loose_row(raw, row)

    def _loose_row(self, raw: str, row: list[str]) -> list[Line] | None:
        """A row that nothing announces: of a signature, of a table without a head, or no row."""
        contacts = self._lexicon.patterns["contacts"]
        if self._ended or any(contacts.search(cell) for cell in row):
            role = "-signature" if self._ended else "-contacts"
            return [Line(raw.strip(), role, source=raw.strip())]
        if "|" in raw or raw.count("\t") > 1:
            return [Line(cell, self._section, source=raw.strip()) for cell in row if cell]
        return None


_REPLY = re.compile(r"^\s*(?:(?:re|aw|fwd?|wg)\s*:\s*)+", re.IGNORECASE)
_MAIL = r"^\W{0,3}(from|to|cc|bcc|sent|date|subject|von|an|gesendet|datum|betreff)\W{0,3}:"
_MAIL_SURE = r"^\W{0,3}(from|to|von|an|cc)\W{0,3}:"


def _mail_headers(lines: Sequence[str]) -> set[int]:
    """Numbers of lines that are the head of a mail: two or more of From, To, Date in a row."""
    head = re.compile(_MAIL, re.IGNORECASE)
    hits = [i for i, line in enumerate(lines) if head.match(line)]
    strong = re.compile(_MAIL_SURE, re.IGNORECASE)
    found: set[int] = set()
    for a, b in pairwise(hits):
        if b - a <= 2 and (strong.match(lines[a]) or strong.match(lines[b])):
            found.update((a, b))
    return found


def _cells(raw: str) -> list[str]:
    text = raw.strip()
    if text.startswith("|") or text.count(" | ") >= 2:
        cells = text.strip("|").split("|")
        if all(re.fullmatch(r"\s*:?-{2,}:?\s*", c) for c in cells):
            return ["", ""]
        return [_bare(c) for c in cells]
    if "\t" in text and not _BULLET.match(raw):
        return [_bare(c) for c in text.split("\t")]
    return [text]


def _bare(raw: str) -> str:
    text = _HEADING.sub("", raw)
    for _ in range(2):
        text = _NUMBER.sub("", _BULLET.sub("", text))
    text = _EMPHASIS.sub("", text).strip().strip("=").strip()
    return re.sub(r"\[([^\]]+)\]\((?:https?://)?[^)]*\)", r"\1", text)


def _indent(raw: str) -> int:
    expanded = raw.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _is_marked(raw: str, after: str) -> bool:
    """Whether a line is set off as a heading: by a sign, bold, underlined or in capitals."""
    sign, rule = _HEADING.match(raw), _RULE.match(after)
    return bool(sign or rule) or _is_bold(raw) or _is_capitals(raw)


def _is_bold(raw: str) -> bool:
    return bool(re.match(r"^\s*(?:\d+[.)]\s*)?(\*\*|__)[^*_]{2,60}\1\s*:?\s*$", raw))


def _is_capitals(raw: str) -> bool:
    letters = [c for c in raw if c.isalpha()]
    return 3 <= len(letters) <= 50 and all(c.isupper() for c in letters) and len(raw.split()) <= 6
