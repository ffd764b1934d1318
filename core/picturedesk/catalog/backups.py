"""Copies of the catalog: records and decisions, not the vectors, which can be made again.

A copy is made by SQLite's own backup, checked, written to disk and only then given its name.
Kept are the last of each of 12 days, 10 weeks and 9 months. A copy that is brought back takes
the catalog's place in one step; the catalog that was there is kept beside it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw

from picturedesk.catalog.database import explain
from picturedesk.catalog.schema import APPLICATION_ID
from picturedesk.errors import CatalogDamaged, LibraryError, UsageError

FOLDER = "backups"
EVERY = timedelta(minutes=30)
DAYS, WEEKS, MONTHS = 12, 10, 9
_NAME = re.compile(r"catalog-(\d{8}T\d{6}Z)\.sqlite3")
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of the catalog."""

    path: Path
    made: datetime
    """UTC."""
    size: int
    """Bytes."""

    @property
    def name(self) -> str:
        """What ``doctor --restore`` is told."""
        return self.path.name


def list_backups(folder: Path) -> list[Backup]:
    """The copies in a library's folder, newest first."""
    found = []
    with contextlib.suppress(OSError):
        for path in (folder / FOLDER).iterdir():
            match = _NAME.fullmatch(path.name)
            if match:
                made = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
                found.append(Backup(path, made, path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def make(folder: Path, *, force: bool = False, now: datetime | None = None) -> Path | None:
    """Copy the catalog if it has changed since the last copy and that is 30 minutes old.

    ``force`` does not wait for the 30 minutes. None when nothing was copied.
    """
    now = (now or datetime.now(UTC)).replace(microsecond=0)
    source = folder / "catalog.sqlite3"
    known = list_backups(folder)
    if known:
        # A copy from the future means that the clock was put back: it says nothing.
        young = timedelta(0) <= now - known[0].made < EVERY
        if (young and not force) or _changes(source) == _changes(known[0].path):
            return None
    target = folder / FOLDER / f"catalog-{now.strftime(_TIME)}.sqlite3"
    copy(source, target)
    _rotate(folder)
    return target


def copy_before_migrating(folder: Path, version: int) -> Path:
    """Copy a catalog of an older version; these copies are never rotated away."""
    stamp = datetime.now(UTC).strftime(_TIME)
    target = folder / FOLDER / f"catalog-of-version-{version}-{stamp}.sqlite3"
    copy(folder / "catalog.sqlite3", target)
    return target


def copy(source: Path, target: Path) -> None:
    """Copy a catalog file while others read and write it; ``target`` appears whole or not at all.

    Raises CatalogDamaged when the copy does not pass SQLite's check: the copies that are there
    stay as they are.
    """
    beside = target.with_name(f"{target.name}.tmp")
    with _explained(source):
        target.parent.mkdir(parents=True, exist_ok=True)
        for leftover in target.parent.glob("*.tmp*"):
            leftover.unlink(missing_ok=True)
        try:
            with _open(source) as there, _open(beside, new=True) as here:
                with here.backup("main", there, "main") as backup:
                    backup.step(-1)
                here.execute("PRAGMA journal_mode = DELETE")
                _require_sound(here, source)
            _sync(beside)
            beside.replace(target)
            _sync(target.parent)
        finally:
            beside.unlink(missing_ok=True)


def restore(folder: Path, name: str = "") -> Backup:
    """Bring a copy back: the newest, or the one of that name. Nobody may have the library open.

    The catalog that is there is kept as ``catalog.sqlite3.replaced-…``. Vectors stay: at the
    next opening those of unknown pictures are dropped.
    """
    backup = _choose(folder, name)
    catalog = folder / "catalog.sqlite3"
    fresh = folder / "catalog.sqlite3.restoring"
    with _explained(backup.path):
        for leftover in folder.glob(f"{fresh.name}*"):
            leftover.unlink()
        try:
            shutil.copyfile(backup.path, fresh)
            with _open(fresh, new=True) as connection:
                _require_sound(connection, backup.path)
                connection.execute("UPDATE meta SET in_use = 1, changes = changes + 1")
            _sync(fresh)
            _keep_aside(catalog)
            fresh.replace(catalog)
            _sync(folder)
        finally:
            fresh.unlink(missing_ok=True)
    return backup


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Those that stay: the last of each of so many days, weeks and months (UTC)."""
    newest_first = sorted(moments, reverse=True)
    periods: tuple[tuple[Callable[[datetime], object], int], ...] = (
        (lambda moment: moment.date(), DAYS),
        (lambda moment: moment.isocalendar()[:2], WEEKS),
        (lambda moment: (moment.year, moment.month), MONTHS),
    )
    stay: set[datetime] = set()
    for period, most in periods:
        last: dict[object, datetime] = {}
        for moment in newest_first:
            last.setdefault(period(moment), moment)
        stay.update(list(last.values())[:most])
    return stay


def _rotate(folder: Path) -> None:
    known = list_backups(folder)
    stay = kept(backup.made for backup in known)
    for backup in known:
        if backup.made not in stay:
            backup.path.unlink(missing_ok=True)


def _choose(folder: Path, name: str) -> Backup:
    known = list_backups(folder)
    if not known:
        raise LibraryError(
            f"The library {folder} has no backup yet.",
            "Move catalog.sqlite3 away and add its folders again: only what was decided is lost.",
        )
    if not name:
        return known[0]
    for backup in known:
        if name in (backup.name, str(backup.path), backup.path.stem):
            return backup
    raise UsageError(f"There is no backup {name}.", f"The newest is {known[0].name}.")


def _keep_aside(catalog: Path) -> None:
    """Give the catalog a second name, and take its log out of the new one's way.

    The old name stays until the new file takes it, so that there is a catalog at any moment. The
    log has to go first: SQLite would play it into whatever file has the name.
    """
    if not catalog.exists():
        return
    aside = catalog.with_name(f"{catalog.name}.replaced-{datetime.now(UTC).strftime(_TIME)}")
    if not aside.exists():
        try:
            os.link(catalog, aside)
        except OSError:
            shutil.copy2(catalog, aside)
    for ending in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{catalog}{ending}").replace(f"{aside}{ending}")


def _changes(path: Path) -> int | None:
    """The number of changes a catalog has seen; None for one that cannot be read."""
    try:
        with _open(path) as connection:
            row = connection.execute("SELECT changes FROM meta").fetchone()
    except apsw.Error:
        return None
    return None if row is None else int(row[0])


@contextlib.contextmanager
def _open(path: Path, *, new: bool = False) -> Iterator[apsw.Connection]:
    flags = (
        apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE if new else apsw.SQLITE_OPEN_READONLY
    )
    connection = apsw.Connection(str(path), flags=flags)
    connection.set_busy_timeout(10_000)
    try:
        yield connection
    finally:
        connection.close()


def _require_sound(connection: apsw.Connection, path: Path) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != ("ok",) or connection.pragma("application_id") != APPLICATION_ID:
        raise CatalogDamaged(
            f"{path} is damaged; nothing was changed.",
            "`picturedesk doctor --backups` lists the copies there are.",
        )


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        raise explain(error, path) from error
    except OSError as error:
        raise LibraryError(
            f"{path.name} could not be copied: {error.strerror}.",
            "Check the disk's free space and the folder's permissions.",
        ) from error


def _sync(path: Path) -> None:
    """What was written to a file, or renamed in a folder, is on disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no such thing for folders
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
