"""A sentence or a list to phrases that can be searched (pure).

``We want to show two friends running through a wet city street at dawn`` becomes the subject
*two friends running* and the setting *wet city street at dawn*; ``warm, never cheesy`` becomes
the tone *warm* that must not show *cheesy*. Rules and words, no model: what it does can be read
in the language's file, and what it cannot place it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from picturedesk.briefs.lexicon import Lexicon, Words
from picturedesk.records import BeatKind

MAX_WORDS = 14
_TONES_TOGETHER = 3
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“„(]?[^\W\d_a-z])|(?<=[a-z)]{3}[.!?])\s+")
_LIST = re.compile(
    r"\s*[;|/•·]\s+|\s*[;|•·]\s*|,\s+|，\s*|、\s*|\s+/\s+|(?<=\w{3})\s*\+\s*(?=\w{3})"
)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_URL = re.compile(r"\(?\b(?:https?://|www\.)\S+\)?")
_ACTS = re.compile(
    r"(?!(?:even|morn|build|liv|swimm|park|din|sett|ceil|rail|r|k|spr|str)ing$)\w+ing"
)
_EDGE = " \t.,;:!?…-–—\"'“”„‘’«»()[]*_&/+"


@dataclass(slots=True)
class Phrase:
    """Something to search for, before it is a beat."""

    kind: BeatKind
    text: str
    weight: float = 1.0
    must_have: bool = False
    avoid: list[str] = field(default_factory=list)
    joined: bool = False
    """Comes from the same sentence as the one before."""


@dataclass(slots=True)
class Reading:
    """What a line gave: phrases, things to avoid everywhere, and why anything was left out."""

    phrases: list[Phrase] = field(default_factory=list)
    avoid: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


class SentenceReader:
    """Reads text in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._p = lexicon.phrases

    # -- what the sections ask for -------------------------------------------------------------

    def boilerplate(self, text: str) -> str:
        """The reason (key) why a text is left out, or ``""``."""
        for reason, pattern in self._lexicon.patterns.items():
            if pattern.search(text):
                return reason
        return ""

    def listed(self, text: str, kind: BeatKind | None, *, bullet: bool = False) -> Reading:
        """A line of a section: a list of phrases, or sentences where it is written as such."""
        if self._is_prose(text):
            return self.prose(text, kind)
        reading = Reading()
        for item in self._items(
            text, bullet or kind is BeatKind.SETTING or kind is BeatKind.SUBJECT
        ):
            self._item(item, kind, reading, bullet)
        if kind in (BeatKind.TONE, None):
            reading.phrases = _tones_together(reading.phrases)
        return reading

    def is_list(self, text: str) -> bool:
        """Whether a short line is a list of things rather than a clause."""
        if self._p["lead_in"].match(text) or self._p["tone_frame"].match(text):
            return False
        return len([p for p in _LIST.split(text) if p and p.strip(_EDGE)]) > 1

    def avoided(self, text: str) -> list[str]:
        """A line of an avoid section as the things it names."""
        found: list[str] = []
        for part in sentences(text):
            for piece in self._p["split"].split(part):
                found += self._avoid_terms(piece)
        return found

    def prose(self, text: str, kind: BeatKind | None = None) -> Reading:
        """Running text, sentence by sentence."""
        reading = Reading()
        for sentence in sentences(text):
            reason = self.boilerplate(sentence)
            if reason:
                reading.left_out.append((sentence, reason))
                continue
            before = len(reading.phrases), len(reading.avoid)
            first = True
            for clause in self._p["split"].split(_URL.sub("", sentence)):
                made = self._clause(clause, kind, reading, sentence)
                for phrase in made:
                    phrase.joined = not first
                    first = False
                reading.phrases += made
            if before == (len(reading.phrases), len(reading.avoid)):
                reading.left_out.append((sentence, "nothing"))
        return reading

    # -- lists ---------------------------------------------------------------------------------

    def _is_prose(self, text: str) -> bool:
        words = text.split()
        if len(words) < 5:
            return False
        if self._p["tone_frame"].match(text) or (self._p["lead_in"].match(text) and len(words) > 6):
            return True
        commas = len(_LIST.findall(text))
        ends = text.rstrip().endswith((".", "!")) or len(sentences(text)) > 1
        return ends and len(words) > 8 and commas < len(words) / 5

    def _items(self, text: str, whole: bool) -> Iterator[str]:
        # "Bold. Playful. Loud." is a list too.
        parts = [
            p for p in _LIST.split(re.sub(r"(?<=\w{2})[.!]\s+", ", ", text)) if p and p.strip(_EDGE)
        ]
        # "cast: woman, 60s, silver hair" is one person: pieces that cannot stand alone go home.
        joined: list[str] = []
        for part in (p.strip() for p in parts):
            open_bracket = bool(joined) and joined[-1].count("(") > joined[-1].count(")")
            if joined and ((whole and self._p["continues"].match(part)) or open_bracket):
                joined[-1] = f"{joined[-1]}, {part}"
            else:
                joined.append(part)
        for i, part in enumerate(joined):
            last = i == len(joined) - 1
            piece = re.sub(
                rf"^(?:{self._lexicon.joiners.pattern})\s+", "", part, flags=re.IGNORECASE
            )
            if last and len(joined) > 1 and not whole:
                yield from (p for p in self._lexicon.joiners.split(piece) if p.strip(_EDGE))
            elif last and len(joined) > 1:
                halves = [p for p in self._lexicon.joiners.split(piece) if p.strip(_EDGE)]
                simple = len(halves) == 2 and all(len(h.split()) <= 3 for h in halves)
                yield from (halves if simple else [piece])
            elif len(joined) == 1 and not whole and len(piece.split()) <= 6:
                yield from (p for p in self._lexicon.joiners.split(piece) if p.strip(_EDGE))
            else:
                yield piece

    def _item(self, item: str, kind: BeatKind | None, reading: Reading, bullet: bool) -> None:
        reason = self.boilerplate(item)
        if reason:
            reading.left_out.append((item, reason))
            return
        main, avoid = self._without(item)
        if self._negated(item):
            if bullet and reading.phrases:
                reading.phrases[-1].avoid += self._avoid_terms(item)
                return
            reading.avoid += self._avoid_terms(item)
            return
        text = self._tidy(self._strip_lead(main))
        if kind is BeatKind.TONE:
            text = self._unhedged(text)
        if not text:
            reading.avoid += avoid
            return
        found = kind or self._kind(text)
        reading.phrases.append(Phrase(found, text, self._weight(item), avoid=avoid))

    # -- clauses -------------------------------------------------------------------------------

    def _clause(
        self, clause: str, kind: BeatKind | None, reading: Reading, sentence: str
    ) -> list[Phrase]:
        text = clause.strip(_EDGE)
        if not text:
            return []
        if self._negated(text):
            reading.avoid += self._avoid_terms(text)
            return []
        main, avoid = self._without(text)
        main = main.strip(_EDGE)
        framed = self._framed(main, kind)
        made = framed if framed is not None else self._pictured(main, kind)
        if not made:
            reading.avoid += avoid
        weight = self._weight(clause)
        weight = self._weight(sentence) if weight == 1.0 else weight
        must = self._strong(text)
        for phrase in made:
            phrase.weight, phrase.must_have = weight, must
            phrase.avoid = list(avoid)
        return made

    def _framed(self, text: str, kind: BeatKind | None) -> list[Phrase] | None:
        """What "the mood is …" and "the background must be …" announce; None for neither."""
        frame = self._p["tone_frame"].match(text)
        if frame and text[frame.end() :].strip(_EDGE):
            return self._tones(text[frame.end() :])
        frame = self._p["setting_frame"].match(text)
        if frame:
            rest = self._tidy(text[frame.end() :])
            return [Phrase(BeatKind.SETTING, rest)] if rest else None
        return self._tones(self._strip_lead(text)) if kind is BeatKind.TONE else None

    def _pictured(self, text: str, kind: BeatKind | None) -> list[Phrase]:
        """The things a clause names: one, or a list of them."""
        stripped = self._strip_lead(text)
        led = stripped != text
        head, colon, tail = stripped.partition(": ")
        if colon and len(_LIST.findall(tail)) < 1:
            head, tail = stripped, ""
        pieces = [p for p in (head, *self._spoken(tail)) if p] if tail else self._spoken(head)
        showing = led or kind is not None or any(self._shows(p) for p in pieces)
        made: list[Phrase] = []
        for piece in pieces if showing else ():
            own = self._tidy(self._strip_lead(piece))
            short = len(own.split()) <= 4 and len(pieces) > 1
            if not own or not (led or kind or short or self._shows(own)):
                continue
            if len(pieces) > 1 and own.split()[0].lower() in self._lexicon.generic:
                continue
            made += self._divided(own, kind)
        return _tones_together(made)

    def _spoken(self, text: str) -> list[str]:
        """A list inside a sentence; a piece that only goes on about the last stays with it."""
        pieces: list[str] = []
        for part in (p.strip(_EDGE) for p in _LIST.split(text) if p):
            if not part:
                continue
            if pieces and self._p["continues"].match(part):
                pieces[-1] = f"{pieces[-1]}, {part}"
                continue
            pieces.append(
                re.sub(rf"^(?:{self._lexicon.joiners.pattern})\s+", "", part, flags=re.IGNORECASE)
            )
        if len(pieces) > 1:
            halves = [h.strip(_EDGE) for h in self._lexicon.joiners.split(pieces[-1])]
            if len(halves) == 2 and all(len(h.split()) >= 2 for h in halves):
                pieces[-1:] = halves
        return pieces

    def _tones(self, text: str) -> list[Phrase]:
        pieces = [self._unhedged(self._tidy(p)) for p in self._items(text.strip(_EDGE), False)]
        return _tones_together([Phrase(BeatKind.TONE, p) for p in pieces if p])

    def _unhedged(self, text: str) -> str:
        for _ in range(3):
            found = self._p["hedge"].match(text)
            if not found or not text[found.end() :]:
                break
            text = text[found.end() :]
        return text

    def _divided(self, text: str, kind: BeatKind | None) -> list[Phrase]:
        """Subject and setting apart, where the text has both."""
        cut = self._place_at(text) if kind is None else None
        if cut is None:
            return [Phrase(kind or self._kind(text), text)]
        subject, tail = self._tidy(text[: cut[0]]), self._tidy(text[cut[1] :])
        setting = Phrase(BeatKind.SETTING, tail)
        if not subject or subject.lower() in self._lexicon.generic:
            return [setting]
        return [Phrase(self._kind(subject), subject), setting]

    def _place_at(self, text: str) -> tuple[int, int] | None:
        """Where a place begins that can stand alone: (end of what is before it, its start)."""
        x = self._lexicon
        for found in x.prepositions.finditer(text):
            head, tail = text[: found.start()].strip(_EDGE), text[found.end() :].strip(_EDGE)
            nearest = _WORD.findall(x.prepositions.split(re.split(r"[,;]", tail)[0])[0].lower())
            if not nearest or not (
                nearest[-1] in x.places or " ".join(nearest[-2:]) in x.places.exact
            ):
                continue
            words = _WORD.findall(head.lower())
            acts = any(w in x.people for w in words) or any(w.endswith("ing") for w in words[1:])
            going_on = any(_ACTS.fullmatch(w) for w in _WORD.findall(tail.lower()))
            if words and not (acts or head.lower() in x.generic):
                return None
            return None if going_on else (found.start(), found.end())
        return None

    # -- words ---------------------------------------------------------------------------------

    def _negated(self, text: str) -> bool:
        stripped = text.strip(_EDGE)
        if self._p["negation_except"].match(stripped):
            return False
        for candidate in (stripped, self._strip_lead(stripped)):
            if self._p["negation"].match(candidate):
                return True
        return False

    def _avoid_terms(self, text: str) -> list[str]:
        rest = self._strip_lead(text.strip(_EDGE))
        for _ in range(4):
            found = self._p["negation"].match(rest)
            if not found or not rest[found.end() :].strip(_EDGE):
                break
            rest = rest[found.end() :].strip(_EDGE)
        rest, inner = self._without(rest)
        terms = []
        for piece in re.split(rf"{_LIST.pattern}|{self._lexicon.joiners.pattern}", rest):
            term = (piece or "").strip(_EDGE)
            for _ in range(4):
                shorter = self._p["negation"].sub("", term, count=1).strip(_EDGE) or term
                for word in self._lexicon.filler:
                    if re.match(rf"{re.escape(word)}(?!\w)", shorter, re.IGNORECASE):
                        shorter = shorter[len(word) :].strip(_EDGE)
                    elif re.search(rf"(?<![\w-]){re.escape(word)}$", shorter, re.IGNORECASE):
                        shorter = shorter[: -len(word)].strip(_EDGE)
                if shorter == term:
                    break
                term = shorter
            term = self._tidy(term)
            if term and not self.boilerplate(term):
                terms.append(term)
        return terms + inner

    def _without(self, text: str) -> tuple[str, list[str]]:
        """The text before an inner "without …", and what it must not show."""
        found = self._p["negation_inside"].search(text)
        while found and (
            self._p["negation_except"].match(text[found.start(1) :])
            or not text[: found.start()].strip(_EDGE)
        ):
            found = self._p["negation_inside"].search(text, found.end())
        if not found:
            return text, []
        head, tail = text[: found.start()], text[found.end() :]
        return head.rstrip(_EDGE + "("), self._avoid_terms(tail.strip(_EDGE))

    def _strip_lead(self, text: str) -> str:
        text = text.strip(_EDGE)
        for _ in range(6):
            found = self._p["lead_in"].match(text)
            if not found or found.end() == 0:
                return text
            rest = text[found.end() :].strip(_EDGE)
            if not rest:
                return text
            text = rest
        return text

    def _tidy(self, text: str) -> str:
        """A phrase as it is searched: no article in front, no trailing remark, bounded."""
        text = _URL.sub("", text)
        text = re.sub(
            r"\((?:see|cf|max|min|tbc|tbd|optional|e\.g\.|eg|i\.e\.|x ?\d|\d)[^)]*\)",
            "",
            text,
            flags=re.IGNORECASE,
        )
        text = re.sub(r"\s*[()\[\]]\s*", " ", text)
        text = " ".join(self._p["tail"].sub("", text.strip(_EDGE)).split()).strip(_EDGE)
        words = text.split()
        while words and words[0].lower() in self._lexicon.articles and len(words) > 1:
            words = words[1:]
        if len(words) > MAX_WORDS:
            short = " ".join(words[:MAX_WORDS])
            cut = max(short.rfind(","), short.rfind(" and "))
            words = (short[:cut] if cut > len(short) / 2 else short).split()
            while words and words[-1].lower().strip(_EDGE) in self._lexicon.stop:
                words.pop()
        text = " ".join(words).strip(_EDGE)
        if not any(c.isalpha() for c in text) or text.lower() in self._lexicon.stop:
            return ""
        first = text.split()[0]
        if first.lower() in self._lexicon.pronouns and " " in text:
            return f"{self._lexicon.pronouns[first.lower()]} {text.split(maxsplit=1)[1]}"
        # A capital that only began the sentence goes; names and abbreviations keep theirs.
        if first[:1].isupper() and first[1:].islower() and self._ordinary(first.lower()):
            text = text[0].lower() + text[1:]
        return text

    def _ordinary(self, word: str) -> bool:
        x = self._lexicon
        return x.language != "de" or not (
            word in x.places or word in x.people or word in x.things or word in x.times
        )

    def _has(self, text: str, words: Words) -> bool:
        low = text.lower()
        found = _WORD.findall(low)
        return any(w in words for w in found) or any(
            f"{a} {b}" in words.exact for a, b in pairwise(found)
        )

    def _shows(self, text: str) -> bool:
        x = self._lexicon
        return any(self._has(text, w) for w in (x.places, x.times, x.people, x.things, x.tones))

    def _kind(self, text: str) -> BeatKind:
        x = self._lexicon
        words = [w for w in _WORD.findall(text.lower()) if w not in x.stop]
        if not words:
            return BeatKind.SUBJECT
        tones = [w for w in words if w in x.tones or w in x.plain_heads]
        if len(tones) == len(words) and words[-1] not in x.people.exact:
            return BeatKind.TONE
        # The head of the first noun phrase decides: what stands before the first preposition.
        head = x.prepositions.split(text)[0].strip(_EDGE) or text
        heads = [w for w in _WORD.findall(head.lower()) if w not in x.stop]
        if any(w in x.people for w in heads) or any(_ACTS.fullmatch(w) for w in heads[1:]):
            return BeatKind.SUBJECT
        last = heads[-1] if heads else words[-1]
        if last in x.plain_heads and tones:
            return BeatKind.TONE
        inside = bool(x.prepositions.match(text)) and self._has(text, x.places)
        place = inside or last in x.places or last in x.times
        return BeatKind.SETTING if place else BeatKind.SUBJECT

    def _weight(self, text: str) -> float:
        if self._p["optional"].match(text.strip(_EDGE)) or re.search(
            rf"\b(?:{self._p['optional'].pattern})\W*$", text, re.IGNORECASE
        ):
            return 0.5
        return (
            1.25
            if re.match(rf"(?:{self._p['key'].pattern})\b", text.strip(_EDGE), re.IGNORECASE)
            else 1.0
        )

    def _strong(self, text: str) -> bool:
        return bool(re.search(rf"\b(?:{self._p['strong'].pattern})\b", text, re.IGNORECASE))


def sentences(text: str) -> list[str]:
    """The sentences of a line."""
    return [s.strip() for s in _SENTENCE.split(text) if s and s.strip(_EDGE)]


def _tones_together(phrases: list[Phrase]) -> list[Phrase]:
    """Short tone words in threes: *calm, warm, hopeful* is one beat, not three."""
    made: list[Phrase] = []
    for phrase in phrases:
        last = made[-1] if made else None
        if (
            last is not None
            and phrase.kind is last.kind is BeatKind.TONE
            and len(phrase.text.split()) <= 2
            and len(last.text.replace(",", "").split()) <= 4
            and last.text.count(",") < _TONES_TOGETHER - 1
            and all(len(p.split()) <= 2 for p in last.text.split(", "))
            and last.weight == phrase.weight
        ):
            last.text += f", {phrase.text}"
            last.avoid += [a for a in phrase.avoid if a not in last.avoid]
        else:
            made.append(phrase)
    return made
