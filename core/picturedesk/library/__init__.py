"""One library, opened: its catalog, its index, its encoder and its lock.

A job is a function that takes a :class:`Library`; the class itself only holds what they share
and has no method for any of them. Opening order and closing order are told by
:meth:`Library.open` and :meth:`Library.close`: the folder, :func:`.lock.take_write_lock`, the
catalog; then, at first use, the encoder, and the index, which
:func:`.indexes.catch_up` brings up to date.

An open library belongs to one thread, as its catalog does; another thread opens its own for
reading. The index may be handed from one to the other (it has a lock of its own).
"""

from __future__ import annotations

from picturedesk.library.folder import LibraryPaths
from picturedesk.library.indexes import Indexes
from picturedesk.library.library import Library
from picturedesk.library.lock import take_write_lock

__all__ = ["Indexes", "Library", "LibraryPaths", "take_write_lock"]
