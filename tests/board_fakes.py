"""A small library that answers from a table, for boards without a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from picturedesk.records import (
    Asset,
    AssetKind,
    Match,
    Metadata,
    Query,
    Result,
    Stamp,
    Standing,
    Swatch,
    Why,
)

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)


def asset(key: int, width: int = 900, height: int = 600) -> Asset:
    return Asset(
        key=key,
        id=f"asset-{key}",
        root_key=1,
        path=f"/pictures/pic {key}.jpg",
        kind=AssetKind.PICTURE,
        format="JPEG",
        stamp=Stamp(1, 1),
        width=width,
        height=height,
        file_hash=b"f",
        pixel_hash=b"p",
        metadata=Metadata(alt_text=f"Picture number {key}"),
        palette=(Swatch(50, 60.0 if key % 2 else -40.0, 30, 0.7), Swatch(90, 0, 0, 0.3)),
    )


def match(key: int, standing: Standing = Standing.STRONG, others: tuple[int, ...] = ()) -> Match:
    return Match(
        asset_key=key,
        asset_id=f"asset-{key}",
        path=f"/pictures/pic {key}.jpg",
        score=0.3 - key / 1000,
        standing=standing,
        why=Why("a photo", 0.3),
        count=1 + len(others),
        others=others,
    )


class FakeSearch:
    """Answers a query by the first text of a table that occurs in it."""

    def __init__(self, answers: Mapping[str, Sequence[Match]]) -> None:
        self.answers = answers
        self.asked: list[Query] = []

    def find(self, query: Query) -> Result:
        self.asked.append(query)
        words = query.terms[0].text
        for text, matches in self.answers.items():
            if text in words:
                return Result(query.label, matches[0].standing, tuple(matches))
        return Result(query.label, Standing.NOTHING_FITS, ())

    @staticmethod
    def assets(keys: Sequence[int]) -> list[Asset]:
        shapes = [(900, 600), (600, 900), (800, 800)]
        return [asset(k, *shapes[k % 3]) for k in keys]
