"""English grammar that several rooms need."""

from __future__ import annotations

import re

_VOWEL_SOUND = re.compile(
    r"(?i)(?!(?:uni|use|usa|util|one|once|eu|ew)[a-z]*)(?:[aeiou]|hour|honest|heir)"
)


def with_article(phrase: str) -> str:
    """An English phrase with a or an, by sound."""
    return f"{'an' if _VOWEL_SOUND.match(phrase) else 'a'} {phrase}"
