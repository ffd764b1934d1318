"""Looking for damage, for the doctor. Nothing here changes anything."""

from __future__ import annotations

from dataclasses import dataclass

from picturedesk.catalog.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks found; all empty for a sound catalog."""

    catalog: tuple[str, ...] = ()
    """SQLite's own complaints about ``catalog.sqlite3``: a backup is needed."""
    vector_file: tuple[str, ...] = ()
    """The same about ``vectors.sqlite3``: it can be made again."""
    references: tuple[str, ...] = ()
    """Rows that point at rows which are not there."""
    damaged: tuple[int, ...] = ()
    """Keys of vectors whose CRC is wrong: drop them, and they are made again."""
    orphans: tuple[int, ...] = ()
    """Keys of vectors without an asset: drop them."""
    unembedded: int = 0
    """Pictures that can be read and have no vector of the active encoder: rescan."""

    @property
    def sound(self) -> bool:
        """Nothing to mend (pictures without a vector are work, not damage)."""
        return not (
            self.catalog or self.vector_file or self.references or self.damaged or self.orphans
        )


def check(catalog: Catalog) -> Findings:
    """Every check. Reads the whole catalog and every vector: about 3 s for each GB."""
    active = catalog.encoders.active()
    broken = quick_check(catalog, "main")
    vectors_broken = quick_check(catalog, "vec")
    readable = not (broken or vectors_broken)
    return Findings(
        catalog=tuple(broken),
        vector_file=tuple(vectors_broken),
        references=tuple(foreign_keys(catalog)) if not broken else (),
        damaged=tuple(damaged_vectors(catalog)) if readable else (),
        orphans=tuple(catalog.vectors.orphans().tolist()) if readable else (),
        unembedded=catalog.vectors.count_missing(active.key) if active and readable else 0,
    )


def quick_check(catalog: Catalog, schema: str = "main") -> list[str]:
    """SQLite's check of one file (``main`` or ``vec``): its complaints, [] for a sound file."""
    return catalog.database.complaints(schema)


def foreign_keys(catalog: Catalog) -> list[str]:
    """Rows that point nowhere, as sentences."""
    rows = catalog.database.rows("PRAGMA main.foreign_key_check")
    return [f"{table} {key} points at no row of {parent}" for table, key, parent, _ in rows[:20]]


def damaged_vectors(catalog: Catalog, encoder_key: int | None = None) -> list[int]:
    """Keys of the vectors that are not as they were written, of one encoder or of all."""
    damaged: list[int] = []
    for encoder in catalog.encoders.all():
        if encoder_key in (None, encoder.key):
            for _ in catalog.vectors.iterate(encoder.key, damaged=damaged):
                pass
    return damaged
