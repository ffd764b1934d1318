"""Everything that makes pictures visible, once for the window: thumbnails and previews."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from picturedesk_app.grid.thumbnails import Thumbnails
from picturedesk_app.previews import Pictures, PreviewMaker


class Loading(Protocol):
    """Something with threads that load pictures."""

    def close(self) -> None:
        """End the threads."""


class Imagery(QObject):
    """Owned by the desk; ends its threads and its child with it."""

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._maker = PreviewMaker(library / "previews")
        self.thumbnails = Thumbnails(make_preview=self._maker.make)
        self._loaders: list[Loading] = []

    @property
    def maker(self) -> PreviewMaker:
        """The child that makes larger pictures."""
        return self._maker

    def own(self, loader: Loading) -> None:
        """End this loader with the others, after the child."""
        self._loaders.append(loader)

    def loader(self) -> Pictures:
        """A loader for a widget that shows one picture at a time."""
        loader = Pictures(self._maker, self)
        self._loaders.append(loader)
        return loader

    def close(self) -> None:
        """The child first: threads may be waiting for it."""
        self._maker.close()
        self.thumbnails.close()
        for loader in self._loaders:
            loader.close()
