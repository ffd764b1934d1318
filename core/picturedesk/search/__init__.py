"""Search: a query in, matches out, each with its standing and why.

In order: :func:`parse_query` reads a typed line; :func:`probe.probe` turns each term into a
vector (texts as a prompt set, through the catalog's cache); :class:`blend.Blend` makes one
direction and one score of them, minus terms included; :func:`pool.gather` finds the best assets
that the filter allows; :func:`diversity.collapse` and :func:`diversity.diversify` fold and vary
them where asked; :class:`standing.Judge` says how each stands against both backgrounds, and
:func:`explain.whys` why it matched. :func:`find` is all of it.
"""

from __future__ import annotations

from picturedesk.search.explain import why_heat_map
from picturedesk.search.finding import find, similar, text_vector, warm
from picturedesk.search.query import parse_query

__all__ = ["find", "parse_query", "similar", "text_vector", "warm", "why_heat_map"]
