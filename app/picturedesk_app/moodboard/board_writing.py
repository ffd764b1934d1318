"""Changes to boards, for the writer's thread; each says what it touched."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage

from picturedesk import board_document, importing
from picturedesk.board_document import Board, new_id
from picturedesk.errors import WriteError
from picturedesk.library import Library
from picturedesk.records import Changes, Progress
from picturedesk_app.i18n import tr


def save(library: Library, board: Board) -> Changes:
    """Keep a board as it is now."""
    document = json.loads(board_document.to_json(board))
    library.catalog.boards.put(
        document, board_document.VERSION, name=board.title, board_id=board.id
    )
    return Changes(boards=frozenset({board.id}))


def remove(library: Library, board_id: str) -> tuple[Changes, Board | None]:
    """Delete a board; answers with it, so that it can come back."""
    stored = library.catalog.boards.get(board_id)
    if stored is None:
        return Changes(), None
    library.catalog.boards.remove(board_id)
    gone = board_document.from_json(json.dumps(stored.document))
    return Changes(boards=frozenset({board_id})), gone


def duplicate(library: Library, board_id: str) -> tuple[Changes, str]:
    """A copy of a board; answers with its id."""
    stored = library.catalog.boards.get(board_id)
    if stored is None:
        return Changes(), ""
    old = board_document.from_json(json.dumps(stored.document))
    copy = replace(old, id=new_id(), title=tr("{title} (copy)", title=old.title))
    save(library, copy)
    return Changes(boards=frozenset({copy.id})), copy.id


def copies_folder(library: Library) -> Path:
    """Where pictures that lie in no root are copied: beside the library, a root of its own."""
    folder = library.paths.folder
    return folder.with_name(f"{folder.name}-pictures")


def copy_in(library: Library, paths: Sequence[str]) -> tuple[Changes, tuple[str, ...]]:
    """Copy files into the library's own folder; answers with where they are now."""
    folder = copies_folder(library)
    made = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in paths:
            target = _free(folder / Path(path).name)
            shutil.copy2(path, target)
            made.append(str(target.resolve()))
    except OSError as error:
        raise WriteError(
            tr("A picture could not be copied: {why}.", why=error.strerror or str(error)),
            tr("Check that {folder} can be written.", folder=str(folder)),
        ) from error
    return Changes(), tuple(made)


def keep_image(library: Library, image: QImage, name: str) -> tuple[Changes, tuple[str, ...]]:
    """Write a picture that came as pixels into the library's own folder."""
    folder = copies_folder(library)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _free(folder / name)
        kept = image.save(str(target))
    except OSError:
        kept = False
    if not kept:
        raise WriteError(
            tr("The picture could not be kept."),
            tr("Check that {folder} can be written.", folder=str(folder)),
        )
    return Changes(), (str(target.resolve()),)


def _free(path: Path) -> Path:
    """This path, or one with a number where it is taken."""
    number, tried = 1, path
    while tried.exists():
        number += 1
        tried = path.with_stem(f"{path.stem} {number}")
    return tried


def read_in(library: Library, folders: Sequence[str]) -> Iterator[Progress]:
    """Read the folders that hold new pictures."""
    yield from importing.add(library, list(folders))
