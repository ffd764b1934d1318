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

from picturedesk.briefs.lexicon import Lexicon
from picturedesk.briefs.speech import EDGE, LIST, Speech
from picturedesk.records import BeatKind

_TONES_TOGETHER = 3
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“„(]?[^\W\d_a-z])|(?<=[a-z)]{3}[.!?])\s+")
_URL = re.compile(r"\(?\b(?:https?://|www\.)\S+\)?")


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
        self.speech = Speech(lexicon)

    # -- what the sections ask for -------------------------------------------------------------

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
        return len([p for p in LIST.split(text) if p and p.strip(EDGE)]) > 1

    def avoided(self, text: str) -> list[str]:
        """A line of an avoid section as the things it names."""
        found: list[str] = []
        for part in sentences(text):
            for piece in self._p["split"].split(part):
                found += self.speech.avoid_terms(piece)
        return found

    def prose(self, text: str, kind: BeatKind | None = None) -> Reading:
        """Running text, sentence by sentence."""
        reading = Reading()
        for sentence in sentences(text):
            reason = self.speech.boilerplate(sentence)
            if reason and self._is_mixed(sentence):
                for item in self._items(sentence, True):
                    self._item(item, kind, reading, False)
                continue
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

    def _is_mixed(self, text: str) -> bool:
        """Whether pictures and boilerplate stand in one list, as in a brief of one line."""
        pieces = [p for p in LIST.split(text) if p and p.strip(EDGE)]
        if len(pieces) < 3 or text.rstrip().endswith((".", "!", "?")):
            return False
        bad = [bool(self.speech.boilerplate(p)) for p in pieces]
        return not any(bad[:2]) and sum(bad) * 2 < len(bad)

    def _is_prose(self, text: str) -> bool:
        words = text.split()
        if len(words) < 5:
            return False
        if self._p["tone_frame"].match(text) or (self._p["lead_in"].match(text) and len(words) > 6):
            return True
        commas = len(LIST.findall(text))
        ends = text.rstrip().endswith((".", "!")) or len(sentences(text)) > 1
        return ends and len(words) > 8 and commas < len(words) / 5

    def _items(self, text: str, whole: bool) -> Iterator[str]:
        # "Bold. Playful. Loud." is a list too.
        parts = [
            p for p in LIST.split(re.sub(r"(?<=\w{2})[.!]\s+", ", ", text)) if p and p.strip(EDGE)
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
                yield from (p for p in self._lexicon.joiners.split(piece) if p.strip(EDGE))
            elif last and len(joined) > 1:
                halves = [p for p in self._lexicon.joiners.split(piece) if p.strip(EDGE)]
                simple = len(halves) == 2 and all(len(h.split()) <= 3 for h in halves)
                yield from (halves if simple else [piece])
            elif len(joined) == 1 and not whole and len(piece.split()) <= 6:
                yield from (p for p in self._lexicon.joiners.split(piece) if p.strip(EDGE))
            else:
                yield piece

    def _item(self, item: str, kind: BeatKind | None, reading: Reading, bullet: bool) -> None:
        reason = self.speech.boilerplate(item)
        if reason:
            reading.left_out.append((item, reason))
            return
        main, avoid = self.speech.without(item)
        if self.speech.negated(item):
            if bullet and reading.phrases:
                reading.phrases[-1].avoid += self.speech.avoid_terms(item)
                return
            reading.avoid += self.speech.avoid_terms(item)
            return
        text = self.speech.tidy(self.speech.strip_lead(main))
        if kind is BeatKind.TONE:
            text = self.speech.unhedged(text)
        if not text:
            reading.avoid += avoid
            return
        found = kind or self.speech.kind(text)
        reading.phrases.append(Phrase(found, text, self.speech.weight(item), avoid=avoid))

    # -- clauses -------------------------------------------------------------------------------

    def _clause(
        self, clause: str, kind: BeatKind | None, reading: Reading, sentence: str
    ) -> list[Phrase]:
        text = clause.strip(EDGE)
        if not text:
            return []
        if self.speech.negated(text):
            reading.avoid += self.speech.avoid_terms(text)
            return []
        main, avoid = self.speech.without(text)
        main = main.strip(EDGE)
        framed = self._framed(main, kind)
        made = framed if framed is not None else self._pictured(main, kind)
        if not made:
            reading.avoid += avoid
        weight = self.speech.weight(clause)
        weight = self.speech.weight(sentence) if weight == 1.0 else weight
        must = self.speech.strong(text)
        for phrase in made:
            phrase.weight, phrase.must_have = weight, must
            phrase.avoid = list(avoid)
        return made

    def _framed(self, text: str, kind: BeatKind | None) -> list[Phrase] | None:
        """What "the mood is …" and "the background must be …" announce; None for neither."""
        frame = self._p["tone_frame"].match(text)
        if frame and text[frame.end() :].strip(EDGE):
            return self._tones(text[frame.end() :])
        frame = self._p["setting_frame"].match(text)
        if frame:
            rest = self.speech.tidy(text[frame.end() :])
            return [Phrase(BeatKind.SETTING, rest)] if rest else None
        return self._tones(self.speech.strip_lead(text)) if kind is BeatKind.TONE else None

    def _pictured(self, text: str, kind: BeatKind | None) -> list[Phrase]:
        """The things a clause names: one, or a list of them."""
        stripped = self.speech.strip_lead(text)
        led = stripped != text
        head, colon, tail = stripped.partition(": ")
        if colon and len(LIST.findall(tail)) < 1:
            head, tail = stripped, ""
        pieces = [p for p in (head, *self._spoken(tail)) if p] if tail else self._spoken(head)
        showing = led or kind is not None or any(self.speech.shows(p) for p in pieces)
        made: list[Phrase] = []
        for piece in pieces if showing else ():
            own = self.speech.tidy(self.speech.strip_lead(piece))
            short = len(own.split()) <= 4 and len(pieces) > 1
            if not own or not (led or kind or short or self.speech.shows(own)):
                continue
            if len(pieces) > 1 and own.split()[0].lower() in self._lexicon.generic:
                continue
            made += self._divided(own, kind)
        return _tones_together(made)

    def _spoken(self, text: str) -> list[str]:
        """A list inside a sentence; a piece that only goes on about the last stays with it."""
        pieces: list[str] = []
        for part in (p.strip(EDGE) for p in LIST.split(text) if p):
            if not part:
                continue
            if pieces and self._p["continues"].match(part):
                pieces[-1] = f"{pieces[-1]}, {part}"
                continue
            pieces.append(
                re.sub(rf"^(?:{self._lexicon.joiners.pattern})\s+", "", part, flags=re.IGNORECASE)
            )
        if pieces:
            halves = [h.strip(EDGE) for h in self._lexicon.joiners.split(pieces[-1])]
            listed = len(pieces) > 1 and all(len(h.split()) >= 2 for h in halves)
            if len(halves) == 2 and (listed or all(self._is_scene(h) for h in halves)):
                pieces[-1:] = halves
        return pieces

    def _is_scene(self, text: str) -> bool:
        """Whether a half can stand alone: somebody who does something, and where or with what."""
        words = text.lower().split()
        acts = [bool(self._p["acts"].fullmatch(word)) for word in words]
        return any(acts[1:]) and self._lexicon.prepositions.search(text) is not None

    def _tones(self, text: str) -> list[Phrase]:
        pieces = [
            self.speech.unhedged(self.speech.tidy(p)) for p in self._items(text.strip(EDGE), False)
        ]
        return _tones_together([Phrase(BeatKind.TONE, p) for p in pieces if p])

    def _divided(self, text: str, kind: BeatKind | None) -> list[Phrase]:
        """Subject and setting apart, where the text has both."""
        cut = self.speech.place_at(text) if kind is None else None
        if cut is None:
            return [Phrase(kind or self.speech.kind(text), text)]
        # "laughing in the street and | in the park": the joiner goes with the cut.
        head = re.sub(
            rf"(?:{self._lexicon.joiners.pattern})\s*$", "", f"{text[: cut[0]].rstrip()} "
        )
        subject, tail = self.speech.tidy(head), self.speech.tidy(text[cut[1] :])
        setting = Phrase(BeatKind.SETTING, tail)
        if not subject or subject.lower() in self._lexicon.generic:
            return [setting]
        return [Phrase(self.speech.kind(subject), subject), setting]

    # -- words ---------------------------------------------------------------------------------


def sentences(text: str) -> list[str]:
    """The sentences of a line."""
    return [s.strip() for s in _SENTENCE.split(text) if s and s.strip(EDGE)]


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
