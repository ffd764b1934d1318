"""The library as one object: what its jobs share, and in which order it opens and closes."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from picturedesk import vision
from picturedesk.catalog import Catalog
from picturedesk.catalog.opening import make_folder
from picturedesk.errors import IndexDamaged, LibraryError, ModelError, UsageError, UserError
from picturedesk.library.folder import LibraryPaths
from picturedesk.library.indexes import Indexes, catch_up
from picturedesk.library.lock import take_write_lock
from picturedesk.records import InputSpec
from picturedesk.vision import models
from picturedesk.vision.checked_file import CheckedFile
from picturedesk.vision.encoder import Encoder
from picturedesk.vision.index import VectorIndex

if TYPE_CHECKING:
    from filelock import BaseFileLock

Loader = Callable[[str], Encoder]
"""Brings a model's towers by its name."""


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
        make_folder(path)
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
        with _known(self.chosen_model):
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
            with _known(name):
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
            with _known(name):
                self._encoders[name] = self._loader(name)
        return self._encoders[name]

    @property
    def encoder_key(self) -> int:
        """The catalog's key of the encoder whose vectors answer queries.

        Raises LibraryError when nothing has been embedded yet.
        """
        active = self.catalog.encoders.active()
        if active is None and self.catalog.assets.count():
            raise LibraryError(
                "The model has not looked at the pictures of this library yet.",
                "Wait for the import, or go on with it: picturedesk rescan",
            )
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
            with _known(active.model):
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


def _failed(encoder: Encoder) -> bool:
    """Whether an encoder in another process could not be loaded."""
    return getattr(encoder, "failure", None) is not None


@contextlib.contextmanager
def _known(model: str) -> Iterator[None]:
    """A library's own model is no word that somebody mistyped: it has left this machine."""
    try:
        yield
    except UsageError as error:
        raise ModelError(
            f"The model {model}, which this library is read with, is no longer here.",
            "Import it again (picturedesk models import PATH), or take another: "
            f"picturedesk models use {models.STARTER}",
        ) from error
