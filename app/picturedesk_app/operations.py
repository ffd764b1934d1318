"""One short function per change a user can make: what to do, on success, on failure.

Widgets call these and know nothing else. What runs in the writer's thread is a plain function
of :mod:`picturedesk_app.writing`, given the library.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from picturedesk.paths import resource_path
from picturedesk.records import Changes, Progress
from picturedesk_app import i18n, theme, writing
from picturedesk_app.crossing import LongWork
from picturedesk_app.desk import Desk
from picturedesk_app.i18n import tr, trn
from picturedesk_app.keeping import ModelLine
from picturedesk_app.messages import Messages
from picturedesk_app.reading import SavedSearch
from picturedesk_app.theme import ThemeChoice


def add_folders(desk: Desk, folders: Iterable[str]) -> None:
    """Take folders into the library."""
    paths = list(folders)
    desk.start(LongWork(tr("Adding folders"), partial(writing.add, folders=paths)))


def add_dropped(desk: Desk, paths: Iterable[str]) -> None:
    """Add what was dropped on the window: folders as they are, files by the folder they lie in."""
    desk.start(LongWork(tr("Adding folders"), partial(writing.add_dropped, paths=list(paths))))


def add_sample(desk: Desk, messages: Messages) -> None:
    """Add the sample pictures that come with the program."""
    folder = resource_path("samples")
    if folder.is_dir():
        add_folders(desk, [str(folder)])
    else:
        messages.say(tr("The sample pictures are not part of this installation."))


def rescan(desk: Desk, *, quiet: bool = False) -> None:
    """Look through all folders again; ``quiet``: say something only if there is something."""
    title = tr("Looking for new pictures")
    desk.start(LongWork(title, writing.rescan, key="rescan", again=True, quiet=quiet))


def remove_root(desk: Desk, messages: Messages, path: str, count: int) -> None:
    """Let go of a folder, after saying what that means in numbers."""
    sentence = tr("Remove “{name}” from the library?", name=Path(path).name or path)
    detail = trn(
        "{n} picture leaves the library with its tags and ratings. No file is touched.",
        "{n} pictures leave the library with their tags and ratings. No file is touched.",
        count,
    )
    if messages.ask(sentence, detail, tr("Remove from library")):
        done = tr("“{name}” was removed. Its files are where they were.", name=path)
        desk.change(partial(writing.remove_root, path=path), lambda _: messages.say(done),
                    messages.problem)  # fmt: skip


def relocate_root(desk: Desk, messages: Messages, old: str, new: str) -> None:
    """Tell the library where a folder lies now."""
    desk.change(
        partial(writing.relocate_root, old=old, new=new),
        lambda _: messages.say(tr("The folder is found at {path}.", path=new)),
        messages.problem,
    )


def rate(desk: Desk, messages: Messages, keys: list[int], stars: int) -> None:
    """Rate pictures; can be undone."""
    words = trn("{n} picture rated", "{n} pictures rated", len(keys)) + " " + "★" * stars
    _undoable(desk, messages, partial(writing.rate, keys=keys, stars=stars), words)


def tag(desk: Desk, messages: Messages, keys: list[int], name: str) -> None:
    """Give pictures a tag; can be undone."""
    words = trn("{n} picture tagged “{t}”", "{n} pictures tagged “{t}”", len(keys), t=name)
    _undoable(desk, messages, partial(writing.tag, keys=keys, name=name), words)


def untag(desk: Desk, messages: Messages, keys: list[int], name: str) -> None:
    """Take a tag off pictures; can be undone."""
    words = trn("“{t}” taken off {n} picture", "“{t}” taken off {n} pictures", len(keys), t=name)
    _undoable(desk, messages, partial(writing.untag, keys=keys, name=name), words)


def _undoable(desk: Desk, messages: Messages, work: writing.Undoable, words: str) -> None:
    def done(outcome: writing.Done) -> None:
        back = outcome[1]
        messages.say_undoable(words, lambda: desk.change(back, None, messages.problem))

    desk.change(work, done, messages.problem)


def save_search(desk: Desk, messages: Messages, name: str, text: str, where: str) -> None:
    """Keep a search in the sidebar, where it stays live."""
    desk.change(
        partial(writing.save_search, name=name, text=text, where=where),
        lambda _: messages.say(tr("“{name}” is kept beside your folders.", name=name)),
        messages.problem,
    )


def forget_search(desk: Desk, messages: Messages, search: SavedSearch) -> None:
    """Drop a saved search; can be undone."""
    work = partial(writing.forget_search, search=search)
    _undoable(desk, messages, work, tr("“{name}” is no longer kept.", name=search.name))


def change_settings(desk: Desk, change: writing.SettingsChange) -> None:
    """Keep another choice for this user."""
    desk.change(partial(writing.change_settings, change=change))


def use_model(desk: Desk, messages: Messages, model: ModelLine) -> None:
    """Search with another model, after saying what that takes."""
    sentence = tr("Search with {name}?", name=model.title)
    fetch = tr("{size} will be fetched. ", size=model.size) if not model.installed else ""
    detail = fetch + tr(
        "Every picture is read again with it, in the background; the present model answers until "
        "that is done. Licence: {licence}.",
        licence=model.licence,
    )
    if not messages.ask(sentence, detail, tr("Use this model")):
        return
    if model.installed:
        switch_model(desk, model.name)
    else:
        fetch_model(desk, messages, model)


def fetch_model(desk: Desk, messages: Messages, model: ModelLine) -> None:
    """Fetch a model beside all other work, or go on where that was stopped; it is used then."""
    if desk.fetch.running is not None:
        messages.say(tr("{name} is being fetched; one at a time.", name=desk.fetch.title))
    elif not desk.writable:
        messages.say(tr("Another window works with this library; it can change the model."))
    else:
        desk.fetch.start(model.name, model.title)


def switch_model(desk: Desk, name: str) -> None:
    """Build the vectors of a model that is here; the present one answers until that is done."""
    changes = Changes(model=True, settings=True)
    work = partial(writing.choose_model, name=name)
    desk.start(LongWork(tr("Changing the model"), work, changes, key="model"))


def restore(desk: Desk, messages: Messages, name: str, when: str) -> None:
    """Bring a backup back, after saying what that means."""
    sentence = tr("Bring back the backup of {when}?", when=when)
    detail = tr(
        "Tags, ratings, boards and decisions made since then are set aside with the present "
        "catalog, which is kept beside it. No picture is touched."
    )
    if messages.ask(sentence, detail, tr("Restore")):
        desk.restore(name, lambda: messages.say(tr("The library is as it was.")), messages.problem)


def back_up(desk: Desk, messages: Messages) -> None:
    """Make a backup now."""

    def done(outcome: tuple[Changes, bool]) -> None:
        new = tr("A backup was made.")
        messages.say(new if outcome[1] else tr("Nothing has changed since the last backup."))

    desk.change(writing.back_up, done, messages.problem)


def empty_previews(desk: Desk, messages: Messages) -> None:
    """Make room: the large previews go."""
    words = tr("Emptied. Previews are made again when pictures are looked at.")
    desk.change(writing.empty_previews, lambda _: messages.say(words), messages.problem)


def choose_theme(desk: Desk, choice: ThemeChoice) -> None:
    """Set the theme, now and for the next start."""
    theme.current().choose(choice)
    desk.change(partial(writing.change_settings, change=_with_theme(choice)))


def _with_theme(choice: ThemeChoice) -> writing.SettingsChange:
    return lambda settings: replace(settings, theme=choice.value)


def what_was_done(last: Progress, *, quiet: bool = False) -> str:
    """The sentence for the end of an import, from the counts of its last step."""
    counts = last.counts
    parts = [
        trn(one, many, counts[name])
        for name, one, many in (
            ("added", "{n} picture added", "{n} pictures added"),
            ("changed", "{n} changed", "{n} changed"),
            ("moved", "{n} moved", "{n} moved"),
        )
        if counts.get(name)
    ]
    problems = counts.get("problems", 0)
    if problems and (parts or not quiet):
        parts.append(trn("{n} file could not be read", "{n} files could not be read", problems))
    if not parts and counts.get("assets") and not quiet:
        parts.append(tr("Nothing new; {n} pictures", n=i18n.number(counts["assets"])))
    words = ", ".join(parts)
    return f"{words}. {last.note}".strip() if words else last.note
