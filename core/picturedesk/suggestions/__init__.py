"""Alt texts before and while they are decided: what proposing and deciding have in common.

:mod:`.records` are the values that travel, :mod:`.wire` their stored form, :mod:`.banks` the
sentences with slots and how they are filled, :mod:`.bank_files` how banks are read and refused,
:mod:`.lint` what an editor is warned of. Proposing is :mod:`picturedesk.alttext`, deciding is
:mod:`picturedesk.review`.
"""

from __future__ import annotations

from picturedesk.suggestions.records import (
    DECIDED,
    EMPTY_ROLES,
    OTHER,
    Choice,
    Lesson,
    LintWarning,
    Outdated,
    Review,
    ReviewState,
    Role,
    Runner,
    Slot,
    Suggestion,
)

__all__ = [
    "DECIDED",
    "EMPTY_ROLES",
    "OTHER",
    "Choice",
    "Lesson",
    "LintWarning",
    "Outdated",
    "Review",
    "ReviewState",
    "Role",
    "Runner",
    "Slot",
    "Suggestion",
]
