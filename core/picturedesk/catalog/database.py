"""One connection to a library's files, with every SQLite error turned into a sentence.

All rooms' SQL goes through :class:`Database`: nothing else in the house sees apsw. Main is
``catalog.sqlite3``; ``vectors.sqlite3`` is attached as ``vec``.

A transaction that touches both files is atomic in each, not across them: SQLite writes main's
log first, then vec's. What a crash between the two leaves behind is an asset without a vector
or, after a removal, a vector without an asset; :meth:`picturedesk.catalog.Catalog.heal` and the
next import put both right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any

import apsw
import numpy as np
import numpy.typing as npt

from picturedesk.errors import (
    BugError,
    CatalogDamaged,
    LibraryBusy,
    LibraryError,
    PictureDeskError,
)

Row = tuple[Any, ...]
Keys = npt.NDArray[np.int64]
BUSY_MS = 10_000

_SYNC_BOTH = """
BEGIN IMMEDIATE;
UPDATE meta SET in_use = in_use;
UPDATE vec.state SET synced = synced + 1;
COMMIT;
"""
_SPACE = "Free some space and run it again: what was finished is kept."
_RESTORE = (
    "`picturedesk doctor` says what is wrong; "
    "`picturedesk doctor --restore` brings the last backup back."
)


def explain(error: apsw.Error, path: Path) -> PictureDeskError:
    """The house's error for one of SQLite's, about the library file at ``path``."""
    what = str(error).removeprefix(f"{type(error).__name__}: ")
    if isinstance(error, (apsw.NotADBError, apsw.CorruptError, apsw.FormatError)):
        return CatalogDamaged(f"The library file {path} is damaged ({what}).", _RESTORE)
    if isinstance(error, apsw.FullError):
        return LibraryError(f"The disk that holds {path.parent} is full.", _SPACE)
    if isinstance(error, (apsw.BusyError, apsw.LockedError)):
        return LibraryBusy(
            f"The library {path.parent} is being written by another program.",
            "Try again when it has finished.",
        )
    if isinstance(error, (apsw.ReadOnlyError, apsw.PermissionsError, apsw.AuthError)):
        return LibraryError(
            f"The library {path.parent} may not be written to.", "Check the folder's permissions."
        )
    if isinstance(error, (apsw.IOError, apsw.CantOpenError, apsw.NoMemError, apsw.NoLFSError)):
        return LibraryError(
            f"The library file {path} could not be read or written ({what}).",
            "Check the disk and the folder's permissions.",
        )
    return BugError(f"{type(error).__name__}: {what}")


def carray(keys: Iterable[int] | Keys) -> Any:
    """Keys as a parameter of ``IN carray``; an empty list becomes one that holds no valid key."""
    array = keys if isinstance(keys, np.ndarray) else np.fromiter(keys, np.int64)
    array = np.ascontiguousarray(array, np.int64)
    return apsw.carray(array if array.size else np.array([-1], np.int64))


def run_all(connection: apsw.Connection, statements: str) -> None:
    """Several statements in a row. A cursor stops at the first one that answers with a row."""
    for _ in connection.execute(statements):
        pass


class _Explained:
    """Plain and reusable: it stands round every statement, so it has to cost nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, apsw.Error):
            raise explain(error, self._path) from error


class Database:
    """An open connection. It belongs to the thread that uses it."""

    def __init__(self, connection: apsw.Connection, path: Path, *, writable: bool) -> None:
        self.connection = connection
        self.path = path
        self.writable = writable
        self._explained = _Explained(path)
        self._depth = 0
        self._durable = False
        self._bookkeeping = False
        self.closed = False

    def explained(self) -> AbstractContextManager[None]:
        """SQLite's errors leave the block as the house's."""
        return self._explained

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Every row of a query."""
        with self.explained():
            return self.connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        with self.explained():
            first: Row | None = self.connection.execute(sql, values).fetchone()
            return first

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        first = self.row(sql, values)
        return None if first is None else first[0]

    def column(self, sql: str, values: Sequence[Any] = ()) -> Keys:
        """The one integer column of a query, as int64 array of shape ``(n,)``."""
        with self.explained():
            cursor = self.connection.execute(sql, values)
            return np.fromiter((row[0] for row in cursor), np.int64)

    def long_column(self, sql: str, values: Sequence[Any] = ()) -> Keys:
        """:meth:`column` for very many rows, of a query whose column is called ``key``.

        SQLite writes them down as one text: a third of the time of a Python object a row.
        """
        text = self.value(f"SELECT group_concat(key) FROM ({sql})", values)  # noqa: S608 - ours
        return np.fromstring(text or "", np.int64, sep=",")

    def two_columns(
        self, sql: str, values: Sequence[Any] = ()
    ) -> tuple[Keys, npt.NDArray[np.float32]]:
        """A query's integer and real column, as int64 and float32 arrays of shape ``(n,)``."""
        pair = np.dtype([("whole", np.int64), ("real", np.float32)])
        with self.explained():
            found = np.fromiter(self.connection.execute(sql, values), pair)
        return np.ascontiguousarray(found["whole"]), np.ascontiguousarray(found["real"])

    def columns(self, sql: str, width: int, values: Sequence[Any] = ()) -> Keys:
        """The integer columns of a query, as int64 array of shape ``(n, width)``."""
        with self.explained():
            cursor = self.connection.execute(sql, values)
            return np.fromiter(chain.from_iterable(cursor), np.int64).reshape(-1, width)

    def state(self) -> tuple[int, int, int]:
        """Differs from what it was when either file has been changed, by whomever."""
        # A connection learns of other people's changes when it reads.
        self.rows("SELECT id FROM meta UNION ALL SELECT id FROM vec.state")
        with self.explained():
            return (
                self.connection.data_version("main"),
                self.connection.data_version("vec"),
                self.connection.total_changes(),
            )

    def write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """One statement that changes something; answers how many rows it changed."""
        with self._statement(), self.explained():
            self.connection.execute(sql, values)
            return self.connection.changes()

    def write_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """One statement for many rows, all or none."""
        with self.transaction(), self.explained():
            self.connection.executemany(sql, rows)

    def insert(self, sql: str, values: Sequence[Any] = ()) -> int:
        """One inserting statement; answers the new row's key."""
        with self._statement(), self.explained():
            self.connection.execute(sql, values)
            return self.connection.last_insert_rowid()

    def _statement(self) -> AbstractContextManager[None]:
        # A single statement is all or nothing by itself: inside a transaction it needs no more.
        return nullcontext() if self._depth else self.transaction()

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[None]:
        """All or nothing. Inside another one it is a savepoint of that one.

        ``durable``: on disk, not only with the system, when the block has ended. Asked for
        inside a transaction that is not, it holds from the end of the outermost one.
        """
        if not self.writable:
            raise BugError("a library opened for reading was asked to write")
        if self._depth:
            self._durable = self._durable or durable
            with self._nested(f"SAVEPOINT s{self._depth}"):
                yield
            return
        self._durable = durable
        self._bookkeeping = False
        with self.explained():
            self._synchronous("FULL" if durable else "NORMAL")
        with self._nested("BEGIN IMMEDIATE"):
            before = self.connection.total_changes()
            yield
            with self.explained():
                if self.connection.total_changes() != before and not self._bookkeeping:
                    self.connection.execute("UPDATE meta SET changes = changes + 1")
        if self._durable and not durable:
            # A commit with FULL syncs the log with everything that was committed before it.
            with self.explained():
                self._synchronous("FULL")
                self.connection.execute(_SYNC_BOTH)

    @contextmanager
    def _nested(self, begin: str) -> Iterator[None]:
        outermost = self._depth == 0
        name = "" if outermost else f"s{self._depth}"
        with self.explained():
            self.connection.execute(begin)
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            # A full disk or an I/O error may have rolled everything back already.
            if not self.connection.get_autocommit():
                undo = "ROLLBACK" if outermost else f"ROLLBACK TO {name}; RELEASE {name}"
                with self.explained():
                    self.connection.execute(undo)
            raise
        self._depth -= 1
        try:
            with self.explained():
                self.connection.execute("COMMIT" if outermost else f"RELEASE {name}")
        except PictureDeskError:
            if outermost and self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Every read inside sees the library as it was at the first one."""
        if not self.connection.get_autocommit():
            yield
            return
        with self.explained():
            self.connection.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            if not self.connection.get_autocommit():
                with self.explained():
                    self.connection.execute("COMMIT")

    def _synchronous(self, level: str) -> None:
        self.connection.execute(
            f"PRAGMA main.synchronous = {level}; PRAGMA vec.synchronous = {level}"
        )

    def mark(self, *, in_use: bool) -> None:
        """Note, on disk, that a writer is at work or has ended well.

        Not a change that asks for a backup.
        """
        marks = [("UPDATE meta SET in_use = ?", (int(in_use),))]
        if not in_use:
            # The vectors' log first: the mark must not be there before what it vouches for.
            marks.insert(0, ("UPDATE vec.state SET synced = synced + ?", (1,)))
        for sql, values in marks:
            with self.transaction(durable=True):
                self._bookkeeping = True
                self.write(sql, values)

    def complaints(self, schema: str) -> list[str]:
        """What SQLite's quick check says of ``main`` or ``vec``; [] for a sound file."""
        try:
            rows = self.rows(f"PRAGMA {'vec' if schema == 'vec' else 'main'}.quick_check(20)")
        except CatalogDamaged as error:  # too damaged even to be checked
            return [error.sentence]
        return [text for (text,) in rows if text != "ok"]

    def optimise(self) -> None:
        """Let SQLite look at the sizes of its tables, for better plans; takes milliseconds."""
        with self.explained():
            run_all(self.connection, "PRAGMA analysis_limit = 400; PRAGMA main.optimize(0x10002)")

    def close(self) -> None:
        """Close the files; the last one to do so folds the log into them."""
        self.closed = True
        with self.explained():
            self.connection.close()
