"""A typed line to terms: ``beach at dusk - people`` (pure)."""

from __future__ import annotations

import re

from picturedesk.errors import UsageError
from picturedesk.records import Term

# A sign is one only with space (or an end of the line) on both sides, so that "t-shirt",
# "black-and-white" and "-5" stay words. Quoted text is taken as it stands, signs and all.
_PARTS = re.compile(r'"(?P<quoted>[^"]*)"|(?P<sign>(?<!\S)[-−+](?!\S))|(?P<word>[^\s"]+|")')


def parse_query(text: str) -> tuple[Term, ...]:
    """Split a typed query into weighted terms.

    `` - `` before words makes a minus term (weight -1), `` + `` another plus term; a phrase in
    double quotes may hold either sign. Hyphenated words stay whole. Raises
    :class:`~picturedesk.errors.UsageError` when nothing is left to look for.
    """
    terms: list[Term] = []
    words: list[str] = []
    weight = 1.0

    def close() -> None:
        if words:
            terms.append(Term(text=" ".join(words), weight=weight))
            words.clear()

    for part in _PARTS.finditer(text):
        sign = part["sign"]
        if sign:
            close()
            weight = 1.0 if sign == "+" else -1.0
        else:
            word = " ".join((part["quoted"] or part["word"] or "").split())
            if word:
                words.append(word)
    close()
    if not any(term.weight > 0 for term in terms):
        raise UsageError(
            "There is nothing to look for." if not terms else "Only minus terms were given.",
            "Say what the picture should show, for example: beach at dusk - people",
        )
    return tuple(terms)
