"""One library, opened: its catalog, its index, its encoder and its lock.

A job is a function that takes a :class:`Library`; the class itself only holds what they share
and has no method for any of them. Opening order and closing order are told by
:meth:`Library.open` and :meth:`Library.close`.

An open library belongs to one thread, as its catalog does; another thread opens its own for
reading. The index may be handed from one to the other (it has a lock of its own).
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from picturedesk import vision
from picturedesk.catalog import Catalog
from picturedesk.catalog.opening import INDEXES
from picturedesk.errors import IndexDamaged, LibraryBusy, LibraryError, UserError
from picturedesk.records import InputSpec
from picturedesk.vision import models
from picturedesk.vision.checked_file import CheckedFile
from picturedesk.vision.encoder import Encoder
from picturedesk.vision.index import VectorIndex

if TYPE_CHECKING:
    from filelock import BaseFileLock

_SYNC_BATCH = 20_000
_THIN_FROM = 20_000
"""An index over more vectors comes back without its graph (which would take 10 s here)."""

Loader = Callable[[str], Encoder]
"""Brings a model's towers by its name."""


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """Where the parts of one library lie."""

    folder: Path

    @property
    def thumbnails(self) -> Path:
        """320-px WebP files, by pixel hash: a cache."""
        return self.folder / "thumbnails"

    @property
    def previews(self) -> Path:
        """1,024-px previews made on demand: a bounded cache."""
        return self.folder / "previews"

    @property
    def backups(self) -> Path:
        """Copies of the catalog."""
        return self.folder / "backups"

    @property
    def lock(self) -> Path:
        """The lock of the one process that writes."""
        return self.folder / "write.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock, for the sentence that the second one is shown."""
        return self.folder / "write.holder.json"

    def index(self, encoder_key: int) -> Path:
        """The index over one encoder's vectors: a cache."""
        return self.folder / INDEXES / f"{encoder_key}.usearch"

    def thumbnail(self, pixel_hash: bytes) -> Path:
        """The thumbnail of the pictures with these pixels."""
        name = pixel_hash.hex()
        return self.thumbnails / name[:2] / f"{name}.webp"


class Indexes:
    """The indexes that are in memory, for the threads of one process that open one library.

    Handed to :meth:`Library.open` by each of them, so that what the writing thread adds is found
    by the others at once.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.by_encoder: dict[int, VectorIndex] = {}


class Library:
    """One open library. Use :meth:`open`; close it, or use it as a context manager."""

    def __init__(
        self,
        folder: Path,
        catalog: Catalog,
        lock: BaseFileLock | None,
        *,
        encoder: Encoder | None = None,
        loader: Loader | None = None,
        indexes: Indexes | None = None,
    ) -> None:
        self.paths = LibraryPaths(folder)
        self.catalog = catalog
        self._lock = lock
        self._override = encoder
        self._loader = loader or vision.load_encoder
        self._encoders: dict[str, Encoder] = {}
        self._loading_error: UserError | None = None
        self._loading: threading.Thread | None = None
        self._indexes = indexes or Indexes()
        self._own_indexes = indexes is None

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        writable: bool = False,
        encoder: Encoder | None = None,
        loader: Loader | None = None,
        indexes: Indexes | None = None,
    ) -> Library:
        """Open the library in ``folder``; created if it is not there and ``writable``.

        Only one process may hold it for writing; readers need no lock. ``encoder`` overrides the
        library's own model (tests); ``loader`` loads its models by name in another way than
        :func:`picturedesk.vision.load_encoder` (into a process of their own, say). ``indexes``
        is shared by the threads of one process that open the same library.

        Raises LibraryBusy when another process writes, LibraryError when there is no library or
        it cannot be read, LibraryNewer and CatalogDamaged as their names say.
        """
        path = Path(folder).expanduser().absolute()
        if not writable:
            if not path.is_dir():
                raise LibraryError(
                    f"There is no library at {path}.", "Add a folder first: picturedesk add FOLDER"
                )
            catalog = Catalog.open(path, writable=False)
            return cls(path, catalog, None, encoder=encoder, loader=loader, indexes=indexes)
        _make_folder(path)
        lock = take_write_lock(path)
        try:
            catalog = Catalog.open(path, writable=True)
        except BaseException:
            lock.release()
            raise
        library = cls(path, catalog, lock, encoder=encoder, loader=loader, indexes=indexes)
        try:
            library._remove_leftovers()
        except BaseException:
            library.close()
            raise
        return library

    @property
    def writable(self) -> bool:
        """Whether this process holds the library for writing."""
        return self._lock is not None

    # -- the encoders --------------------------------------------------------------------------
    #
    # Two may be in play: the *active* one, whose vectors answer queries, and the *chosen* one,
    # whose vectors are being built after ``models use``. Most of the time they are the same.

    @property
    def chosen_model(self) -> str:
        """The model that pictures are embedded with from now on; the starter by default."""
        if self._override is not None:
            return self._override.id.model
        return str(self.catalog.settings.get("model", "")) or models.STARTER

    @property
    def active_model(self) -> str:
        """The model whose vectors answer queries now."""
        active = self.catalog.encoders.active()
        return active.model if active is not None else self.chosen_model

    @property
    def encoder(self) -> Encoder:
        """The encoder that questions are put to, loaded at first use (seconds).

        Raises ModelError when it is not here or not whole, LibraryError when its weights are no
        longer those that the library's vectors were made with.
        """
        encoder = self._load(self.active_model)
        active = self.catalog.encoders.active()
        if active is not None and not encoder.id.comparable(active.id):
            raise LibraryError(
                f"The model {active.model} has changed since this library was read.",
                "Read the pictures again with it: picturedesk rescan",
            )
        return encoder

    @property
    def chosen_encoder(self) -> Encoder:
        """The encoder that pictures are embedded with, loaded at first use (seconds)."""
        return self._load(self.chosen_model)

    @property
    def chosen_spec(self) -> InputSpec:
        """How pictures are prepared for the chosen encoder; does not wait for it to load."""
        if self._override is not None:
            return self._override.input_spec
        return vision.input_spec(self.chosen_model)

    @property
    def encoder_ready(self) -> bool:
        """Whether asking for the chosen encoder now would not wait for it to load.

        True as well when loading it failed: asking then raises the reason.
        """
        if self._loading is not None and self._loading.is_alive():
            return False
        if self._loading_error is not None:
            return True
        encoder = self._encoders.get(self.chosen_model, self._override)
        if encoder is None:
            return False
        # One in another process says so itself; one in this process is loaded.
        return _failed(encoder) or bool(getattr(encoder, "is_ready", True))

    def start_encoder(self) -> None:
        """Begin to load the chosen encoder beside other work."""
        name = self.chosen_model
        if self._override is None and name not in self._encoders and self._loading is None:
            self._loading = threading.Thread(
                target=self._load_beside, args=(name,), name="load-encoder", daemon=True
            )
            self._loading.start()

    def _load_beside(self, name: str) -> None:
        try:
            self._encoders[name] = self._loader(name)
        except UserError as error:
            self._loading_error = error

    def _load(self, name: str) -> Encoder:
        if self._loading is not None:
            self._loading.join()
            self._loading = None
        if self._loading_error is not None:
            error, self._loading_error = self._loading_error, None
            raise error
        if self._override is not None:
            return self._override
        if name not in self._encoders or _failed(self._encoders[name]):
            self._encoders[name] = self._loader(name)
        return self._encoders[name]

    @property
    def encoder_key(self) -> int:
        """The catalog's key of the encoder whose vectors answer queries.

        Raises LibraryError when nothing has been embedded yet.
        """
        active = self.catalog.encoders.active()
        if active is None:
            raise LibraryError(
                "Nothing in this library has been read yet.", "Add a folder: picturedesk add FOLDER"
            )
        return active.key

    def chosen_key(self) -> int:
        """The catalog's key of the chosen encoder, entered if it is new (loads the model)."""
        encoder = self.chosen_encoder
        return self.catalog.encoders.ensure(encoder.id, encoder.dimension, spec=encoder.input_spec)

    def known_key(self) -> int | None:
        """:meth:`chosen_key` where that needs no loading: the weights are the active ones."""
        active = self.catalog.encoders.active()
        if active is None or active.model != self.chosen_model:
            return None
        if self._override is not None:
            same = self._override.id.comparable(active.id)
        else:
            same = vision.revision(active.model) == active.id.revision
        return active.key if same else None

    def choose_model(self, name: str) -> None:
        """Embed with this model from now on; the active one answers until all is embedded."""
        with self.catalog.transaction(durable=True):
            self.catalog.settings.put("model", name)
        self._loading = None

    # -- the index -----------------------------------------------------------------------------

    @property
    def index(self) -> VectorIndex:
        """The index over the active encoder's vectors, brought up to date with the catalog."""
        return self.index_of(self.encoder_key)

    def index_of(self, encoder_key: int) -> VectorIndex:
        """The index over one encoder's vectors; loaded at first use, rebuilt when damaged."""
        with self._indexes.lock:
            index = self._indexes.by_encoder.get(encoder_key)
            if index is None:
                index = self._open_index(encoder_key)
                self._indexes.by_encoder[encoder_key] = index
            return index

    def _open_index(self, encoder_key: int) -> VectorIndex:
        dimension = self.catalog.encoders.get(encoder_key).dimension
        index = VectorIndex(self.paths.index(encoder_key), dimension)
        with contextlib.suppress(IndexDamaged, FileNotFoundError):
            index.load()
        for _ in catch_up(self.catalog, index, encoder_key):
            pass
        return index

    def forget_index(self, encoder_key: int) -> None:
        """Drop an index from memory and disk; it comes back from the vectors when asked for."""
        with self._indexes.lock:
            self._indexes.by_encoder.pop(encoder_key, None)
        CheckedFile(self.paths.index(encoder_key)).unlink()

    def loaded_indexes(self) -> list[VectorIndex]:
        """The indexes that are in memory."""
        with self._indexes.lock:
            return list(self._indexes.by_encoder.values())

    def save_indexes(self) -> None:
        """Write what changed in the indexes; only the process that holds the library does."""
        if self.writable:
            for index in self.loaded_indexes():
                index.save()

    # -- the end -------------------------------------------------------------------------------

    def close(self) -> None:
        """Save the indexes, close the catalog, give the lock back, in this order."""
        try:
            self.save_indexes()
        finally:
            self.catalog.close()
            if self._own_indexes:
                self._indexes.by_encoder.clear()
            if self._lock is not None:
                self.paths.holder.unlink(missing_ok=True)
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _remove_leftovers(self) -> None:
        """What a process that was killed while it wrote left: removed, or finished."""
        if (self.paths.folder / "writing.journal").exists():
            from picturedesk import finishing

            with contextlib.suppress(LibraryError):  # no room now: the journal keeps it
                finishing.settle(self.catalog, self.paths.folder)
        for folder in (self.paths.thumbnails, self.paths.previews, self.paths.index(0).parent):
            if folder.is_dir():
                for file in folder.rglob("*.tmp*"):
                    with contextlib.suppress(OSError):  # held by another program: next time
                        file.unlink()


def catch_up(catalog: Catalog, index: VectorIndex, encoder_key: int) -> Iterator[int]:
    """Add to ``index`` every vector that the catalog has and the index lacks.

    Yields how many were added after each batch. Vector keys only grow, so what is missing is
    what lies above the index's greatest key, unless the counts say that it is more: then all of
    them are laid out anew, many of them thinly (a minute for a million; importing and the doctor
    make their graph later).
    """
    last = int(index.keys().max(initial=0))
    known = catalog.vectors.count(encoder_key, up_to=last)
    gone = len(index) > known * 1.25 + 1000  # too many in it whose pictures are gone
    if gone or len(index) < known or not len(index):
        index.clear(thin=catalog.vectors.count(encoder_key) > _THIN_FROM)
        last = 0
    added = 0
    for keys, vectors in catalog.vectors.iterate(encoder_key, _SYNC_BATCH, after=last):
        index.add(keys, vectors)
        added += len(keys)
        yield added


def _failed(encoder: Encoder) -> bool:
    """Whether an encoder in another process could not be loaded."""
    return getattr(encoder, "failure", None) is not None


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"The library folder {path} could not be made: {error.strerror}.",
            "Choose another place with --library DIR.",
        ) from error


def take_write_lock(folder: Path) -> BaseFileLock:
    """Take the lock for writing, and leave a note of who holds it; ``release()`` gives it back.

    Raises LibraryBusy when another process holds it, LibraryError when the folder cannot be
    written.
    """
    paths = LibraryPaths(folder)
    from filelock import FileLock, Timeout

    lock = FileLock(paths.lock, blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise LibraryBusy(
            f"The library at {paths.folder} is being written to by {_holder(paths)}.",
            "Close it or wait until it is done; searching works meanwhile.",
        ) from None
    except OSError as error:
        raise LibraryError(
            f"The library at {paths.folder} cannot be written: {error.strerror}.",
            "Check the folder's permissions, or choose another with --library DIR.",
        ) from error
    note = {
        "pid": os.getpid(),
        "host": platform.node(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with contextlib.suppress(OSError):
        paths.holder.write_text(json.dumps(note), encoding="utf-8")
    return lock


def _holder(paths: LibraryPaths) -> str:
    try:
        note = json.loads(paths.holder.read_text(encoding="utf-8"))
        return f"process {note['pid']} on {note['host']} since {note['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
