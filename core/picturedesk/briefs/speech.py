"""What the words of a clause say: whether it denies, what it names, what kind of thing (pure)."""

from __future__ import annotations

import re
from itertools import pairwise

from picturedesk.briefs.lexicon import Lexicon, Words
from picturedesk.records import BeatKind

MAX_WORDS = 14
LIST = re.compile(
    r"\s*[;|/•·]\s+|\s*[;|•·]\s*|,\s+|，\s*|、\s*|\s+/\s+|(?<=\w{3})\s*\+\s*(?=\w{3})"
)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_URL = re.compile(r"\(?\b(?:https?://|www\.)\S+\)?")
EDGE = " \t.,;:!?…-–—\"'“”„‘’«»()[]*_&/+"


class Speech:
    """Looks at words and clauses in one language; holds nothing but its lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._p = lexicon.phrases

    def boilerplate(self, text: str) -> str:
        """The reason (key) why a text is left out, or ``""``."""
        for reason, pattern in self._lexicon.patterns.items():
            if pattern.search(text):
                return reason
        return ""

    def unhedged(self, text: str) -> str:
        """Without "a little", "very" and their like in front."""
        for _ in range(3):
            found = self._p["hedge"].match(text)
            if not found or not text[found.end() :]:
                break
            text = text[found.end() :]
        return text

    def place_at(self, text: str) -> tuple[int, int] | None:
        """Where a place begins that can stand alone: (end of what is before it, its start)."""
        x = self._lexicon
        for found in x.prepositions.finditer(text):
            head, tail = text[: found.start()].strip(EDGE), text[found.end() :].strip(EDGE)
            nearest = _WORD.findall(x.prepositions.split(re.split(r"[,;]", tail)[0])[0].lower())
            if not nearest or not (
                nearest[-1] in x.places or " ".join(nearest[-2:]) in x.places.exact
            ):
                continue
            words = _WORD.findall(head.lower())
            acts = any(w in x.people for w in words) or any(w.endswith("ing") for w in words[1:])
            going_on = any(self._p["acts"].fullmatch(w) for w in _WORD.findall(tail.lower()))
            if words and not (acts or head.lower() in x.generic):
                return None
            return None if going_on else (found.start(), found.end())
        return None

    def negated(self, text: str) -> bool:
        """Whether a clause says what must not be shown."""
        stripped = text.strip(EDGE)
        if self._p["negation_except"].match(stripped):
            return False
        for candidate in (stripped, self.strip_lead(stripped)):
            if self._p["negation"].match(candidate):
                return True
        return False

    def avoid_terms(self, text: str) -> list[str]:
        """The things a negative clause names."""
        rest = self.strip_lead(text.strip(EDGE))
        for _ in range(4):
            found = self._p["negation"].match(rest)
            if not found or not rest[found.end() :].strip(EDGE):
                break
            rest = rest[found.end() :].strip(EDGE)
        rest, inner = self.without(rest)
        terms = []
        for piece in re.split(rf"{LIST.pattern}|{self._lexicon.joiners.pattern}", rest):
            term = (piece or "").strip(EDGE)
            for _ in range(4):
                shorter = self._p["negation"].sub("", term, count=1).strip(EDGE) or term
                for word in self._lexicon.filler:
                    if re.match(rf"{re.escape(word)}(?!\w)", shorter, re.IGNORECASE):
                        shorter = shorter[len(word) :].strip(EDGE)
                    elif re.search(rf"(?<![\w-]){re.escape(word)}$", shorter, re.IGNORECASE):
                        shorter = shorter[: -len(word)].strip(EDGE)
                if shorter == term:
                    break
                term = shorter
            term = self.tidy(term)
            if term and not self.boilerplate(term):
                terms.append(term)
        return terms + inner

    def without(self, text: str) -> tuple[str, list[str]]:
        """The text before an inner "without …", and what it must not show."""
        found = self._p["negation_inside"].search(text)
        while found and (
            self._p["negation_except"].match(text[found.start(1) :])
            or not text[: found.start()].strip(EDGE)
        ):
            found = self._p["negation_inside"].search(text, found.end())
        if not found:
            return text, []
        head, tail = text[: found.start()], text[found.end() :]
        return head.rstrip(EDGE + "("), self.avoid_terms(tail.strip(EDGE))

    def strip_lead(self, text: str) -> str:
        """Without "we want to show" and its like in front."""
        text = text.strip(EDGE)
        for _ in range(6):
            found = self._p["lead_in"].match(text)
            if not found or found.end() == 0:
                return text
            rest = text[found.end() :].strip(EDGE)
            if not rest:
                return text
            text = rest
        return text

    def tidy(self, text: str) -> str:
        """A phrase as it is searched: no article in front, no trailing remark, bounded."""
        text = _URL.sub("", text)
        text = self._p["remark"].sub("", text)
        text = re.sub(r"(?<=\w)\s*[(\[]\s*", ", ", text)
        text = re.sub(r"\s*[()\[\]]\s*", " ", text)
        text = " ".join(self._p["tail"].sub("", text.strip(EDGE)).split()).strip(EDGE)
        words = text.split()
        while words and words[0].lower() in self._lexicon.articles and len(words) > 1:
            words = words[1:]
        if len(words) > MAX_WORDS:
            short = " ".join(words[:MAX_WORDS])
            cut = max(short.rfind(","), short.rfind(" and "))
            words = (short[:cut] if cut > len(short) / 2 else short).split()
            while words and words[-1].lower().strip(EDGE) in self._lexicon.stop:
                words.pop()
        text = " ".join(words).strip(EDGE)
        if not any(c.isalpha() for c in text) or text.lower() in self._lexicon.stop:
            return ""
        first = text.split()[0]
        if first.lower() in self._lexicon.pronouns and " " in text:
            return f"{self._lexicon.pronouns[first.lower()]} {text.split(maxsplit=1)[1]}"
        # A capital that only began the sentence goes; names and abbreviations keep theirs.
        name = text.split()[1:2] and text.split()[1][:1].isupper()
        if (
            first[:1].isupper()
            and first[1:].islower()
            and (not name or self._lexicon.capital_nouns)
            and self._ordinary(first.lower())
        ):
            text = text[0].lower() + text[1:]
        return text

    def _ordinary(self, word: str) -> bool:
        """Whether a word at the beginning of a phrase owes its capital to that place alone."""
        x = self._lexicon
        return not x.capital_nouns or word in x.tones or word in x.stop or word in x.articles

    def _has(self, text: str, words: Words) -> bool:
        low = text.lower()
        found = _WORD.findall(low)
        return any(w in words for w in found) or any(
            f"{a} {b}" in words.exact for a, b in pairwise(found)
        )

    def shows(self, text: str) -> bool:
        """Whether any word is one that a picture can show."""
        x = self._lexicon
        return any(self._has(text, w) for w in (x.places, x.times, x.people, x.things, x.tones))

    def kind(self, text: str) -> BeatKind:
        """What a phrase speaks of, by its words."""
        x = self._lexicon
        words = [w for w in _WORD.findall(text.lower()) if w not in x.stop]
        if not words:
            return BeatKind.SUBJECT
        tones = [w for w in words if w in x.tones or w in x.plain_heads]
        if len(tones) == len(words) and words[-1] not in x.people.exact:
            return BeatKind.TONE
        # The head of the first noun phrase decides: what stands before the first preposition.
        head = x.prepositions.split(text)[0].strip(EDGE) or text
        heads = [w for w in _WORD.findall(head.lower()) if w not in x.stop]
        if any(w in x.people for w in heads) or any(
            self._p["acts"].fullmatch(w) for w in heads[1:]
        ):
            return BeatKind.SUBJECT
        last = heads[-1] if heads else words[-1]
        if last in x.plain_heads and tones:
            return BeatKind.TONE
        inside = bool(x.prepositions.match(text)) and self._has(text, x.places)
        place = inside or last in x.places or last in x.times
        return BeatKind.SETTING if place else BeatKind.SUBJECT

    def weight(self, text: str) -> float:
        """0.5 for what is optional, 1.25 for what leads, else 1."""
        if self._p["optional"].match(text.strip(EDGE)) or re.search(
            rf"\b(?:{self._p['optional'].pattern})\W*$", text, re.IGNORECASE
        ):
            return 0.5
        return (
            1.25
            if re.match(rf"(?:{self._p['key'].pattern})\b", text.strip(EDGE), re.IGNORECASE)
            else 1.0
        )

    def strong(self, text: str) -> bool:
        """Whether it is called a must."""
        return bool(re.search(rf"\b(?:{self._p['strong'].pattern})\b", text, re.IGNORECASE))
