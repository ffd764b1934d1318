"""Pixels of crops: cut from thumbnails at once, from larger previews where those are too coarse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from picturedesk.headlines import Proposal
from picturedesk.library import LibraryPaths
from picturedesk_app.imagery import Imagery
from picturedesk_app.moodboard.canvas_pictures import CanvasPictures, Wish

_LARGE = "#large"
_COARSE = "#coarse"
"""The same crop from the thumbnail, until the preview is there."""
Wanted = tuple[str, Proposal, int, int]
"""Key of a line, a crop, and the width and height of its frame."""


class CropImages(QObject):
    """The crops that a matrix shows; loaded in threads, kept by bytes."""

    arrived = Signal()

    def __init__(self, library: Path, imagery: Imagery, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = LibraryPaths(library)
        self._pictures = CanvasPictures(imagery.maker)
        imagery.own(self._pictures)
        self._pixmaps: dict[str, QPixmap] = {}
        self._pictures.arrived.connect(self._take)
        self._pictures.let_go.connect(self._let_go)

    def get(self, line: str, proposal: Proposal) -> QPixmap | None:
        """What there is of a crop."""
        name = _name(line, proposal)
        return self._pixmaps.get(name) or self._pixmaps.get(name + _COARSE)

    def large(self, line: str, proposal: Proposal) -> QPixmap | None:
        """The crop that was wanted large, else what there is of it."""
        return self._pixmaps.get(_name(line, proposal) + _LARGE) or self.get(line, proposal)

    def want(self, wanted: Iterable[Wanted], ratio: float, large: Wanted | None = None) -> None:
        """These are seen now: the thumbnail's pixels first, sharper ones when they come.

        ``large``: one crop that is also seen at another size.
        """
        wishes = [self._wish(*one, ratio) for one in wanted]
        if large is not None:
            wish = self._wish(*large, ratio)
            wishes.append(replace(wish, item_id=wish.item_id + _LARGE))
        coarse = [
            replace(w, item_id=w.item_id + _COARSE, original="")
            for w in wishes
            if not w.from_thumbnail and w.item_id not in self._pixmaps
        ]
        self._pictures.want([*coarse, *wishes])

    def _wish(self, line: str, proposal: Proposal, width: int, height: int, ratio: float) -> Wish:
        asset = proposal.asset
        return Wish(
            _name(line, proposal),
            str(self._paths.thumbnail(asset.pixel_hash)),
            "" if asset.missing else asset.path,
            proposal.crop,
            greyscale=False,
            level=round(max(width, height) * ratio),
            ratio=width / height,
        )

    def _take(self, name: str, pixmap: QPixmap) -> None:
        self._pixmaps[name] = pixmap
        self.arrived.emit()

    def _let_go(self, name: str) -> None:
        self._pixmaps.pop(name, None)

    def forget_all(self) -> None:
        """Other lines are shown."""
        self._pixmaps.clear()
        self._pictures.forget_all()

    @property
    def idle(self) -> bool:
        """Whether everything wished for is there."""
        return self._pictures.idle


def _name(line: str, proposal: Proposal) -> str:
    """A crop that moved keeps its name: the old pixels stay until the new ones are here."""
    return f"{line}/{proposal.asset.id}"
