"""A headline to pictures and crops for every channel.

:func:`propose` puts the headline to the encoder as a prompt set (:mod:`.wording`), searches,
applies business rules (:mod:`.rules`) and what people picked before (:mod:`.feedback`), varies the
result (:mod:`.candidates`), looks at each candidate's thumbnail through the encoder's local grid
and plain saliency (:mod:`.sight`, :mod:`.saliency`, :mod:`.faces`), lays boxes of every channel's
ratio over it (:mod:`.boxes`), measures them (:mod:`.measuring`), and lets the encoder judge the
most promising *after* cropping, at the size people will see (:mod:`.scoring`). The answer is a
:class:`Proposals`: a row a channel, every score explained in :class:`Parts`. :func:`rescore` does
it again from the originals and says what changed; :func:`score` judges a box that a person moves.

:func:`pick` and :func:`reject` record a decision, :func:`forget` ends the weight of all and
:func:`take_back` undoes any of these (:mod:`.decisions`, :mod:`.feedback`). :func:`export` writes
the files (:mod:`.exporting`); :func:`count_as_used` remembers those that nobody picked. The alt
text that goes along is what an editor has approved (:mod:`.texts`).

A copy deck is :func:`read_deck` (:mod:`.deck`, :mod:`.workbook`), then :func:`assign` (one picture
a line, best in total; :mod:`.scheduling`, :mod:`.assigning`), then :func:`crop_all`,
:func:`export_all` and :func:`write_schedule` (:mod:`.producing`). :func:`propose_variants` gives
clearly different pictures, to be tested against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picturedesk.channels import Channel
from picturedesk.headlines import deck as _deck
from picturedesk.headlines.choosing import best_crop, propose_variants, score
from picturedesk.headlines.decisions import (
    count_as_used,
    decisions_of,
    forget,
    pick,
    reject,
    take_back,
)
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
    made_folder,
)
from picturedesk.headlines.measuring import clear_areas
from picturedesk.headlines.producing import (
    count_schedule_as_used,
    crop_all,
    crop_line,
    export_all,
    swap,
    write_schedule,
)
from picturedesk.headlines.proposing import channels_of, propose, rules_of
from picturedesk.headlines.proposing import chosen as _chosen
from picturedesk.headlines.rescoring import rescore
from picturedesk.headlines.scheduling import Entry, Schedule, assign
from picturedesk.headlines.texts import known_now
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
    "count_as_used",
    "count_schedule_as_used",
    "crop_all",
    "crop_line",
    "decisions_of",
    "export",
    "export_all",
    "export_one",
    "file_name",
    "forget",
    "known_now",
    "made_folder",
    "pick",
    "propose",
    "propose_variants",
    "read_deck",
    "read_deck_text",
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
    return _deck.read(path, channels_of(library), _chosen(library, default) if default else ())


def read_deck_text(
    library: Library, text: str, default: Sequence[Channel | str] = (), *, name: str = "The deck"
) -> Deck:
    """The same from text, say pasted; ``name`` stands in what is said of it."""
    usual = _chosen(library, default) if default else ()
    return _deck.parse(text, channels_of(library), usual, name=name)
