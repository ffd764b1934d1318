"""One open catalog and its stores."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from picturedesk.catalog import backups, opening
from picturedesk.catalog.alt_texts import AltTexts
from picturedesk.catalog.assets import Assets
from picturedesk.catalog.audit import Audit
from picturedesk.catalog.boards import Boards, Searches
from picturedesk.catalog.database import Database, Keys
from picturedesk.catalog.encoders import Encoders
from picturedesk.catalog.folders import Folders
from picturedesk.catalog.lessons import Lessons
from picturedesk.catalog.problems import Problems
from picturedesk.catalog.roots import Roots
from picturedesk.catalog.settings import LibrarySettings, Usage
from picturedesk.catalog.tags import Tags
from picturedesk.catalog.texts import Texts
from picturedesk.catalog.vectors import Vectors
from picturedesk.errors import CatalogDamaged, LibraryError


class Catalog:
    """A library's records, open for one thread. Use :meth:`open`.

    ::

        with Catalog.open(folder, writable=True) as catalog:
            with catalog.transaction():
                catalog.vectors.put(encoder_key, frames)
                catalog.assets.insert(asset)

    Decisions (tags, ratings, boards, audit, settings) are on disk when their method returns, or
    when the transaction round them ends; what can be read again from the files is not waited for.
    """

    def __init__(self, folder: Path, db: Database) -> None:
        self.folder = folder
        self._db = db
        self.healed: Keys | None = None
        """Keys of the vectors dropped at opening, because the last writer was cut off."""
        self.roots = Roots(db)
        self.assets = Assets(db)
        self.folders = Folders(db)
        self.tags = Tags(db)
        self.problems = Problems(db)
        self.encoders = Encoders(db)
        self.vectors = Vectors(db)
        self.audit = Audit(db)
        self.boards = Boards(db)
        self.searches = Searches(db)
        self.usage = Usage(db)
        self.alt_texts = AltTexts(db)
        self.lessons = Lessons(db)
        self.settings = LibrarySettings(db)
        self.texts = Texts(folder / opening.CACHE)

    @classmethod
    def open(cls, folder: Path | str, writable: bool = False) -> Catalog:
        """Open the catalog in ``folder``; made there if it is missing and ``writable``.

        Only one process may open it for writing (the library's lock sees to that); any number
        may read meanwhile. Raises LibraryError when there is none or the disk does not let us,
        LibraryNewer, and CatalogDamaged.
        """
        path = Path(folder).expanduser().absolute()
        catalog = cls(path, opening.open_database(path, writable=writable))
        if writable:
            try:
                catalog._begin()
            except BaseException:
                catalog._db.close()
                raise
        return catalog

    @property
    def database(self) -> Database:
        """For this room's own modules and tests."""
        return self._db

    @property
    def writable(self) -> bool:
        """Whether it was opened for writing."""
        return self._db.writable

    @property
    def changes(self) -> int:
        """A number that grows with every change, whoever makes it."""
        return int(self._db.value("SELECT changes FROM meta"))

    def transaction(self, durable: bool = False) -> AbstractContextManager[None]:
        """All or nothing; inside another one, a part of it that can fail alone.

        ``durable``: it survives a power cut once the (outermost) block has ended. Otherwise it
        survives the end of the process at any moment, and a power cut may undo the last seconds.
        """
        return self._db.transaction(durable=durable)

    def snapshot(self) -> AbstractContextManager[None]:
        """Reads inside the block all see the same moment, whatever a writer does meanwhile."""
        return self._db.snapshot()

    def heal(self) -> Keys:
        """Drop what a cut-off writer can leave behind; answers the dropped vectors' keys.

        Assets without a vector are healed by the next import: ``vectors.missing`` lists them.
        """
        return self.vectors.drop_orphans()

    def renew_vectors(self) -> None:
        """Set a damaged file of vectors aside and begin a new one: they are made again later."""
        with self._db.explained():
            opening.renew_vectors(self._db.connection, self.folder)

    def backup(self, force: bool = False) -> Path | None:
        """Copy the catalog if one is due: it has changed, and the last copy is 30 minutes old.

        ``force`` does not wait for the 30 minutes. None when nothing was copied.
        """
        if self.writable:
            self._db.optimise()  # what was just imported counts for the plans from now on
        return backups.make(self.folder, force=force)

    def close(self) -> None:
        """Close the files. A second call does nothing."""
        self.texts.close()
        if self._db.closed:
            return
        try:
            if self.writable:
                # On a full disk the mark stays, and the next opening looks after the vectors.
                with contextlib.suppress(LibraryError):
                    self._end()
        finally:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _begin(self) -> None:
        cut_off = self._db.value("SELECT in_use FROM meta")
        self._db.mark(in_use=True)
        if cut_off:
            try:
                self.healed = self.heal()
            except CatalogDamaged:
                if not self._db.complaints("vec"):
                    raise
                self.renew_vectors()

    def _end(self) -> None:
        self._db.optimise()
        self._db.mark(in_use=False)
