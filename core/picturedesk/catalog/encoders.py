"""The encoders whose vectors the library holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from picturedesk.catalog import values
from picturedesk.catalog.database import Database, Row
from picturedesk.errors import BugError
from picturedesk.records import EncoderId, InputSpec


@dataclass(frozen=True, slots=True)
class Weights:
    """Which weights an encoder had when it was first used; every later load must match."""

    commit: str = ""
    """The hub's commit; empty for a model that came by hand or with the program."""
    size: int = 0
    """Bytes; 0 where it was not recorded."""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class KnownEncoder:
    """One encoder of this library."""

    key: int
    id: EncoderId
    dimension: int
    spec: InputSpec | None
    weights: Weights
    active: bool
    """Its vectors answer queries; true of one at most."""

    @property
    def model(self) -> str:
        """The model's name."""
        return self.id.model


def key_of(encoder_id: EncoderId | str) -> int:
    """An encoder's key: the first 48 bits of its id's SHA-256.

    Made from the id and not counted, so that a catalog brought back from a backup and the newer
    vectors beside it cannot disagree about whose vectors those are.
    """
    return int.from_bytes(hashlib.sha256(str(encoder_id).encode()).digest()[:6], "big")


_COLUMNS = (
    "SELECT key, id, dimension, spec, weights_commit, weights_size, weights_sha256, active "
    "FROM encoders"
)


class Encoders:
    """Entered when they first embed; one of them is active."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def ensure(
        self,
        encoder_id: EncoderId | str,
        dimension: int,
        *,
        spec: InputSpec | None = None,
        weights: Weights | None = None,
    ) -> int:
        """The key of an encoder, entered if it is new.

        What was recorded at its first use stays; fields that were empty then are filled.
        """
        key = key_of(encoder_id)
        identity = EncoderId.parse(str(encoder_id))
        found = self._find("key = ?", key)
        if found is None:
            self._enter(key, identity, dimension)
        elif found.dimension != dimension or found.id != identity:
            raise BugError(f"encoder {encoder_id} is known as {found}")
        if spec is not None and (found is None or found.spec is None):
            text = values.spec_to_json(spec)
            self._db.write("UPDATE encoders SET spec = ? WHERE key = ?", (text, key))
        if weights is not None and (found is None or found.weights == Weights()):
            self._db.write(
                "UPDATE encoders SET weights_commit = ?, weights_size = ?, weights_sha256 = ? "
                "WHERE key = ?",
                (weights.commit, weights.size, weights.sha256, key),
            )
        return key

    def _enter(self, key: int, identity: EncoderId, dimension: int) -> None:
        self._db.write(
            "INSERT INTO encoders (key, id, model, dimension, spec, weights_commit, "
            "weights_size, weights_sha256, added) VALUES (?, ?, ?, ?, '', '', 0, '', ?)",
            (key, str(identity), identity.model, dimension, values.now()),
        )

    def get(self, key: int) -> KnownEncoder:
        """One encoder by its key. BugError when there is none."""
        found = self._find("key = ?", key)
        if found is None:
            raise BugError(f"no encoder {key}")
        return found

    def by_id(self, encoder_id: EncoderId | str) -> KnownEncoder | None:
        """The encoder with this id."""
        return self._find("id = ?", str(encoder_id))

    def all(self) -> list[KnownEncoder]:
        """Every encoder, oldest first."""
        return [_encoder(row) for row in self._db.rows(f"{_COLUMNS} ORDER BY added, key")]

    def active(self) -> KnownEncoder | None:
        """The encoder whose vectors answer queries; None before the first picture."""
        return self._find("active = 1")

    def activate(self, key: int) -> None:
        """From now on this encoder's vectors answer queries."""
        with self._db.transaction(durable=True):
            self._db.write("UPDATE encoders SET active = 0 WHERE active = 1")
            if not self._db.write("UPDATE encoders SET active = 1 WHERE key = ?", (key,)):
                raise BugError(f"no encoder {key}")

    def remove(self, key: int) -> None:
        """Forget an encoder and all its vectors."""
        with self._db.transaction():
            self._db.write("DELETE FROM vec.vectors WHERE encoder = ?", (key,))
            self._db.write("DELETE FROM encoders WHERE key = ?", (key,))

    def _find(self, condition: str, *parameters: object) -> KnownEncoder | None:
        row = self._db.row(f"{_COLUMNS} WHERE {condition}", parameters)
        return None if row is None else _encoder(row)


def _encoder(row: Row) -> KnownEncoder:
    key, identity, dimension, spec, commit, size, sha256, active = row
    return KnownEncoder(
        key,
        EncoderId.parse(identity),
        dimension,
        values.spec_from_json(spec) if spec else None,
        Weights(commit, size, sha256),
        bool(active),
    )
