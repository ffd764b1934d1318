"""A headline to pictures and crops for every channel.

:func:`propose` puts the headline to the encoder as a prompt set (:mod:`.wording`), searches,
applies business rules (:mod:`.rules`) and what people picked before (:mod:`.feedback`), varies the
result (:mod:`.candidates`), looks at each candidate's thumbnail through the encoder's local grid
and plain saliency (:mod:`.sight`, :mod:`.saliency`, :mod:`.faces`), lays boxes of every channel's
ratio over it (:mod:`.boxes`), measures them (:mod:`.measuring`), and lets the encoder judge the
most promising *after* cropping, at the size people will see (:mod:`.scoring`). The answer is a
:class:`Proposals`: a row a channel, every score explained in :class:`Parts`. :func:`rescore` does
it again from the originals and says what changed; :func:`score` judges a box that a person moves.

:func:`pick` and :func:`reject` record a decision, :func:`take_back` undoes one and :func:`forget`
ends the effect of all. :func:`export` writes the files (:mod:`.exporting`).

A copy deck is :func:`read_deck`, then :func:`assign` (one picture a line, best in total), then
:func:`crop_all`, :func:`export_all` and :func:`write_schedule` (:mod:`.deck`, :mod:`.assigning`,
:mod:`.scheduling`). :func:`propose_variants` gives clearly different pictures, to be tested
against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picturedesk.channels import Channel
from picturedesk.headlines import deck as _deck
from picturedesk.headlines.choosing import best_crop, propose_variants, score
from picturedesk.headlines.deck import Deck, DeckLine, DeckProblem
from picturedesk.headlines.exporting import (
    Exported,
    ExportOptions,
    Exports,
    Refused,
    check_pattern,
    export,
    export_one,
    file_name,
)
from picturedesk.headlines.feedback import decisions_of, forget, pick, reject, take_back
from picturedesk.headlines.measuring import clear_areas
from picturedesk.headlines.proposing import channels_of, propose, rules_of
from picturedesk.headlines.rescoring import rescore
from picturedesk.headlines.scheduling import (
    Entry,
    Schedule,
    assign,
    crop_all,
    export_all,
    swap,
    write_schedule,
)
from picturedesk.headlines.values import (
    Contribution,
    Decision,
    Parts,
    Proposal,
    Proposals,
    Row,
)

if TYPE_CHECKING:
    from picturedesk.library import Library

__all__ = [
    "Contribution",
    "Decision",
    "Deck",
    "DeckLine",
    "DeckProblem",
    "Entry",
    "ExportOptions",
    "Exported",
    "Exports",
    "Parts",
    "Proposal",
    "Proposals",
    "Refused",
    "Row",
    "Schedule",
    "assign",
    "best_crop",
    "channels_of",
    "check_pattern",
    "clear_areas",
    "crop_all",
    "decisions_of",
    "export",
    "export_all",
    "export_one",
    "file_name",
    "forget",
    "pick",
    "propose",
    "propose_variants",
    "read_deck",
    "reject",
    "rescore",
    "rules_of",
    "score",
    "swap",
    "take_back",
    "write_schedule",
]


def read_deck(library: Library, path: Path | str, default: Sequence[Channel | str] = ()) -> Deck:
    """Read a copy deck against a library's channels; ``default`` for lines that name none.

    Raises InputError for a file that cannot be used, UsageError for an unknown default channel;
    single lines that cannot be used are in ``problems`` by their numbers.
    """
    from picturedesk.headlines.proposing import chosen

    known = channels_of(library)
    return _deck.read(path, known, chosen(library, default) if default else ())
