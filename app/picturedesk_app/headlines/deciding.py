"""Decisions about crops, for the writer's thread; each says what it touched."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from picturedesk import headlines, settings
from picturedesk.errors import UsageError
from picturedesk.headlines import Decision, Proposal, Proposals
from picturedesk.library import Library
from picturedesk.records import Changes


@dataclass(frozen=True, slots=True)
class Choice:
    """A crop, the answer it is from, and when it is published (None: today)."""

    of: Proposals
    proposal: Proposal
    day: date | None = None


def pick(library: Library, choices: Sequence[Choice]) -> tuple[Changes, list[Decision]]:
    """These crops are taken; answers with the decisions, in their order."""
    actor = settings.load().actor
    made = [headlines.pick(library, c.of, c.proposal, actor=actor, day=c.day) for c in choices]
    return Changes(assets=frozenset(c.proposal.asset.key for c in choices)), made


def decide(
    library: Library, old: int | None, choice: Choice, picked: bool | None
) -> tuple[Changes, list[Decision]]:
    """Pick (True), reject (False) or neither (None), instead of what was decided before."""
    actor = settings.load().actor
    take_back(library, () if old is None else (old,))
    if picked is None:
        made = []
    elif picked:
        made = pick(library, [choice])[1]
    else:
        made = [headlines.reject(library, choice.of, choice.proposal, actor=actor)]
    return Changes(assets=frozenset({choice.proposal.asset.key})), made


def take_back(library: Library, decision_keys: Sequence[int]) -> Changes:
    """These decisions count no more; those that count no more already are passed by."""
    actor = settings.load().actor
    standing = {d.key for d in headlines.decisions_of(library)} if decision_keys else set()
    for key in decision_keys:
        if key in standing:
            headlines.take_back(library, key, actor=actor)
    return Changes()


def forget(library: Library) -> tuple[Changes, int, list[Decision]]:
    """No decision so far weighs on later proposals.

    Answers with the key to take that back (0: none weighed), and all decisions as they are now.
    """
    key = headlines.forget(library, actor=settings.load().actor)
    return Changes(), key, headlines.decisions_of(library)


def remember(library: Library, key: int) -> tuple[Changes, list[Decision]]:
    """Take a forgetting back, where it still stands; answers with all decisions."""
    with contextlib.suppress(UsageError):
        headlines.take_back(library, key, actor=settings.load().actor)
    return Changes(), headlines.decisions_of(library)
