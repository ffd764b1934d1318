"""The changes themselves: plain functions for the writer's thread, given the library.

The jobs are imported where they are used: the window stands before they are needed.

Each says what it touched as a :class:`~picturedesk.records.Changes`; one that can be taken back
answers with the function that does so beside it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from picturedesk import settings
from picturedesk.records import Changes, Progress
from picturedesk.settings import Settings
from picturedesk_app.reading import SavedSearch

if TYPE_CHECKING:
    from picturedesk.library import Library

Back: TypeAlias = "Callable[[Library], object]"
Done: TypeAlias = "tuple[Changes, Back]"
Undoable: TypeAlias = "Callable[[Library], Done]"
SettingsChange = Callable[[Settings], Settings]


def add(library: Library, folders: list[str]) -> Iterator[Progress]:
    """Take folders in."""
    from picturedesk import importing

    yield from importing.add(library, folders)


def add_dropped(library: Library, paths: list[str]) -> Iterator[Progress]:
    """Take in folders, and the folders of files."""
    from picturedesk import importing

    folders = dict.fromkeys(p if Path(p).is_dir() else str(Path(p).parent) for p in paths)
    yield from importing.add(library, list(folders))


def rescan(library: Library) -> Iterator[Progress]:
    """Look through all folders again."""
    from picturedesk import importing

    if library.catalog.roots.all():
        yield from importing.rescan(library)


def remove_root(library: Library, path: str) -> Changes:
    """Let go of a folder."""
    from picturedesk import importing

    importing.remove(library, path)
    return Changes(list_changed=True, roots=True)


def relocate_root(library: Library, old: str, new: str) -> Changes:
    """A folder lies elsewhere now."""
    from picturedesk import importing

    importing.relocate(library, old, new)
    return Changes(list_changed=True, roots=True)


def rate(library: Library, keys: list[int], stars: int) -> Done:
    """Give a rating."""
    assets = library.catalog.assets
    before = assets.ratings_given(keys)
    assets.rate(keys, stars)
    return Changes(assets=frozenset(keys)), partial(_rate_back, before=before)


def _rate_back(library: Library, before: dict[int, int | None]) -> Changes:
    for stars in set(before.values()):
        keys = [key for key, had in before.items() if had == stars]
        library.catalog.assets.rate(keys, stars)
    return Changes(assets=frozenset(before))


def tag(library: Library, keys: list[int], name: str) -> Done:
    """Give a tag to those that have it not."""
    given = library.catalog.tags.given(keys)
    new = [key for key in keys if name not in given.get(key, ())]
    library.catalog.tags.add(new, [name])
    return Changes(assets=frozenset(new), tags=True), partial(_untag, keys=new, name=name)


def untag(library: Library, keys: list[int], name: str) -> Done:
    """Take a tag off."""
    given = library.catalog.tags.given(keys)
    had = [key for key in keys if name in given.get(key, ())]
    library.catalog.tags.remove(had, [name])
    return Changes(assets=frozenset(had), tags=True), partial(_tag_again, keys=had, name=name)


def _untag(library: Library, keys: list[int], name: str) -> Changes:
    library.catalog.tags.remove(keys, [name])
    return Changes(assets=frozenset(keys), tags=True)


def _tag_again(library: Library, keys: list[int], name: str) -> Changes:
    library.catalog.tags.add(keys, [name])
    return Changes(assets=frozenset(keys), tags=True)


def save_search(library: Library, name: str, text: str, where: str, search_id: str = "") -> Changes:
    """Keep a search."""
    library.catalog.searches.put(name, {"text": text, "where": where}, search_id=search_id)
    return Changes(settings=True)


def forget_search(library: Library, search: SavedSearch) -> Done:
    """Drop a kept search."""
    library.catalog.searches.remove(search.id)
    back = partial(
        save_search, name=search.name, text=search.text, where=search.where, search_id=search.id
    )
    return Changes(settings=True), back


def choose_model(library: Library, name: str) -> Iterator[Progress]:
    """Build the vectors of a model that is here, then search with it."""
    from picturedesk import importing

    library.choose_model(name)
    yield from importing.switch(library)


def change_settings(library: Library, change: SettingsChange) -> Changes:  # noqa: ARG001 - uniform
    """Change what is kept for this user on this machine."""
    settings.save(change(settings.load()))
    return Changes(settings=True)


def back_up(library: Library) -> tuple[Changes, bool]:
    """Copy tags, ratings, boards and decisions now; False where nothing is new since the last."""
    return Changes(settings=True), library.catalog.backup(force=True) is not None


def empty_previews(library: Library) -> Changes:
    """Drop the large previews; they are made again when pictures are looked at."""
    for path in library.paths.previews.glob("**/*"):
        if path.is_file():
            with contextlib.suppress(OSError):
                path.unlink()
    return Changes(settings=True)
