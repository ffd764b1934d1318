"""Opening a library's files: made when they are not there, brought up to date when they are old.

In order: the catalog is opened and told apart from other files; a newer one is refused; the
vectors are attached (a damaged file of vectors is set aside, since they can be made again); an
old catalog is copied and then taken through the steps of :mod:`picturedesk.catalog.schema`.
"""

from __future__ import annotations

import time
from pathlib import Path

import apsw

from picturedesk.catalog import backups, values
from picturedesk.catalog.database import BUSY_MS, Database, explain, run_all
from picturedesk.catalog.schema import APPLICATION_ID, CATALOG_STEPS, VECTOR_STEPS, Step
from picturedesk.errors import CatalogDamaged, LibraryError, LibraryNewer

CATALOG = "catalog.sqlite3"
VECTORS = "vectors.sqlite3"
CACHE = "cache.sqlite3"
INDEXES = "index"
"""The folder of the indexes, which know vectors by their keys."""

_SETTINGS = """
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA main.cache_size = -32768;
PRAGMA vec.cache_size = -16384;
PRAGMA main.journal_size_limit = 67108864;
PRAGMA vec.journal_size_limit = 67108864;
"""


def open_database(folder: Path, *, writable: bool) -> Database:
    """The two lasting files of the library in ``folder``, open and of this program's version."""
    path = folder / CATALOG
    existed = path.is_file()
    if not existed:
        _refuse_missing(folder, writable=writable)
    try:
        connection = _connect(path, writable=writable)
        try:
            _check(connection, folder, existed=existed, writable=writable)
            if writable:
                connection.execute("PRAGMA main.journal_mode = WAL")
            _attach(connection, folder / VECTORS, writable=writable)
            run_all(connection, _SETTINGS)
            if writable:
                _bring_up_to_date(connection, folder)
        except BaseException:
            connection.close()
            raise
    except apsw.Error as error:
        raise explain(error, path) from error
    except UnicodeEncodeError as error:
        raise LibraryError(
            f"The library's folder {str(folder)!a} has a name that is not text.",
            "Choose another with --library DIR.",
        ) from error
    return Database(connection, path, writable=writable)


def _refuse_missing(folder: Path, *, writable: bool) -> None:
    if backups.list_backups(folder):
        raise CatalogDamaged(
            f"The catalog of the library {folder} is gone; its backups are there.",
            "`picturedesk doctor --restore` brings the last one back.",
        )
    if not writable:
        raise _no_library(folder)
    make_folder(folder)


def make_folder(path: Path) -> None:
    """Make a library's folder if it is not there. Raises LibraryError when it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"The library folder {path} could not be made: {error.strerror}.",
            "Choose another place with --library DIR.",
        ) from error


def _no_library(folder: Path) -> LibraryError:
    return LibraryError(
        f"There is no library at {folder}.", "Add a folder first: picturedesk add FOLDER"
    )


def _connect(path: Path, *, writable: bool) -> apsw.Connection:
    flags = (
        apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        if writable
        else apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    )
    connection = apsw.Connection(str(path), flags=flags)
    connection.set_busy_timeout(BUSY_MS)
    if not writable and _cannot_share(connection, path):
        connection.close()
        connection = apsw.Connection(_unchanging(path), flags=flags)
    return connection


def _cannot_share(connection: apsw.Connection, path: Path) -> bool:
    """Whether a reader cannot make the file that is shared with writers, and need not."""
    try:
        connection.pragma("user_version")
    except (apsw.CantOpenError, apsw.ReadOnlyError):
        return _is_closed(path)
    except apsw.Error:
        return False  # told in its own words further on
    return False


def _is_closed(path: Path) -> bool:
    """Whether the last writer of a file has left no log of changes beside it.

    On a medium that cannot be written SQLite reads such a file, and only when told that it does
    not change.
    """
    log = path.with_name(f"{path.name}-wal")
    return not log.exists() or not log.stat().st_size


def _unchanging(path: Path) -> str:
    return f"{path.absolute().as_uri()}?immutable=1"


def _check(connection: apsw.Connection, folder: Path, *, existed: bool, writable: bool) -> None:
    """Whether this is a catalog, and of a version that this program knows."""
    version, ours = connection.pragma("user_version"), connection.pragma("application_id")
    empty = not connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    if existed and empty and backups.list_backups(folder):
        raise CatalogDamaged(
            f"The catalog of the library {folder} is empty; its backups are not.",
            "`picturedesk doctor --restore` brings the last one back.",
        )
    if empty and not writable:
        raise _no_library(folder)
    if not empty and ours != APPLICATION_ID:
        raise CatalogDamaged(
            f"{folder / CATALOG} is not a catalog of Picture Desk.",
            "Move it away, or choose another library with --library DIR.",
        )
    _refuse_newer(version, CATALOG_STEPS, folder)
    if not writable and version < CATALOG_STEPS[-1].version:
        raise LibraryError(
            f"The library {folder} was last used by an older Picture Desk.",
            "Run `picturedesk rescan` once: it brings the library up to date.",
        )


def _refuse_newer(version: int, steps: tuple[Step, ...], folder: Path) -> None:
    if version > steps[-1].version:
        raise LibraryNewer(
            f"The library {folder} was written by a newer Picture Desk.",
            "Update Picture Desk, or choose another library with --library DIR.",
        )


def _attach(connection: apsw.Connection, path: Path, *, writable: bool) -> None:
    """Attach the vectors. Without a usable file a reader sees none, a writer begins anew."""
    if writable or path.is_file():
        try:
            _attach_file(connection, path, writable=writable)
        except (apsw.NotADBError, apsw.CorruptError, apsw.FormatError):
            if any(name == "vec" for name in connection.db_names()):
                connection.execute("DETACH vec")
            if writable:
                set_aside(path, "damaged")
                _attach_file(connection, path, writable=True)
                return
        else:
            return
    # As a URI: a plain ":memory:" would be read-only too, like the connection it is attached to.
    connection.execute("ATTACH 'file:vectors?mode=memory' AS vec")
    for step in VECTOR_STEPS:
        for statements in step.statements:
            connection.execute(statements)


def _attach_file(connection: apsw.Connection, path: Path, *, writable: bool) -> None:
    try:
        connection.execute("ATTACH ? AS vec", (str(path),))
    except (apsw.CantOpenError, apsw.ReadOnlyError):
        if writable or not _is_closed(path):
            raise
        connection.execute("ATTACH ? AS vec", (_unchanging(path),))
    if writable:
        # Seven vectors of 512 numbers fill a page of 8 KiB; three would leave a quarter of 4.
        run_all(connection, "PRAGMA vec.page_size = 8192; PRAGMA vec.journal_mode = WAL")
    version = connection.pragma("user_version", schema="vec")
    connection.execute("SELECT count(*) FROM vec.sqlite_schema").fetchall()
    if not writable and version == 0:
        raise apsw.FormatError("no vectors yet")
    _refuse_newer(version, VECTOR_STEPS, path.parent)


def _bring_up_to_date(connection: apsw.Connection, folder: Path) -> None:
    """Take both files through the steps they have not seen, each file in one transaction."""
    version = connection.pragma("user_version")
    if 0 < version < CATALOG_STEPS[-1].version:
        backups.copy_before_migrating(folder, version)
    used = version > 0 or (folder / INDEXES).is_dir()
    for schema, steps in (("vec", VECTOR_STEPS), ("main", CATALOG_STEPS)):
        known = connection.pragma("user_version", schema=schema)
        if known < steps[-1].version:
            connection.execute("BEGIN IMMEDIATE")
            try:
                _run(connection, schema, steps)
                if schema == "vec" and known == 0 and used:
                    _never_again(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def renew_vectors(connection: apsw.Connection, folder: Path) -> None:
    """Set the attached file of vectors aside, damaged as it is, and begin a new one."""
    connection.execute("DETACH vec")
    set_aside(folder / VECTORS, "damaged")
    _attach_file(connection, folder / VECTORS, writable=True)
    run_all(connection, _SETTINGS)
    _bring_up_to_date(connection, folder)


def _never_again(connection: apsw.Connection) -> None:
    """Let the keys of vectors begin above every key that an index on the disk may still hold.

    The file that they counted in is gone; milliseconds have always run ahead of them.
    """
    connection.execute(
        "INSERT INTO vec.sqlite_sequence (name, seq) VALUES ('vectors', ?)", (values.now() // 1000,)
    )


def _run(connection: apsw.Connection, schema: str, steps: tuple[Step, ...]) -> None:
    version = connection.pragma("user_version", schema=schema)
    for step in steps:
        if step.version > version:
            for statements in step.statements:
                connection.execute(statements)
            connection.execute(f"PRAGMA {schema}.user_version = {step.version}")
    connection.execute(f"PRAGMA {schema}.application_id = {APPLICATION_ID}")
    if version == 0 and schema == "main":
        connection.execute(
            "INSERT INTO meta (id, library, created) VALUES (1, ?, ?)",
            (values.new_id(), values.now()),
        )


def set_aside(path: Path, why: str) -> Path:
    """Rename a database file and its log, so that a fresh one can take its place."""
    aside = path.with_name(f"{path.name}.{why}-{time.strftime('%Y%m%dT%H%M%S')}")
    for ending in ("-wal", "-shm", ""):
        part = Path(f"{path}{ending}")
        if part.exists():
            part.replace(f"{aside}{ending}")
    return aside
