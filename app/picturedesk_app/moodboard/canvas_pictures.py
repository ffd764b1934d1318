"""Pixels for the canvas: at the resolution they are shown in, loaded in threads, kept by bytes.

An item wishes for its picture at one of a few :data:`LEVELS`, so that a little zooming loads
nothing. The threads cut, flip nothing (that is the item's transform) and take colours away;
QImage crosses threads, the pixmap is made at home. What is not seen any more is let go when the
memory is full, the longest unseen first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap

from picturedesk.records import Crop
from picturedesk_app.previews import PreviewMaker

LEVELS = (48, 68, 96, 136, 192, 272, 384, 544, 768, 1088, 1536, 2048)
"""Long side in pixels of what a frame shows."""
_THUMBNAIL = 320
_PREVIEWS = (1024, 2048)
_THREADS = 2
_LIMIT = 256 << 20


@dataclass(frozen=True, slots=True)
class Wish:
    """What an item shows, and how large."""

    item_id: str
    thumbnail: str
    original: str
    """Empty where the file is away."""
    crop: Crop
    greyscale: bool
    level: int
    """Long side in pixels of the part shown."""
    ratio: float
    """Of the part shown, width by height."""

    @property
    def from_thumbnail(self) -> bool:
        """Whether the thumbnail has pixels enough."""
        part = max(self.crop.right - self.crop.left, self.crop.bottom - self.crop.top)
        return not self.original or self.level <= _THUMBNAIL * part * 1.06


@dataclass(frozen=True, slots=True)
class _Kept:
    wish: Wish
    bytes: int


class CanvasPictures(QObject):
    """Loads what the canvas wishes for; newest wishes replace older ones."""

    arrived = Signal(str, QPixmap)
    """An item's picture, as it is to be shown now."""
    let_go = Signal(str)
    """Memory was needed: this item shows its colour until it is seen again."""
    _loaded = Signal(object, object)

    def __init__(self, maker: PreviewMaker | None, limit_bytes: int = _LIMIT) -> None:
        super().__init__()
        self._maker = maker
        self._limit = limit_bytes
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0
        self._wanted: dict[str, Wish] = {}
        self._queue: list[Wish] = []
        self._failed: set[tuple[str, str]] = set()
        self._ready = threading.Condition()
        self._ended = False
        self._threads: list[threading.Thread] = []
        self._loaded.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def bytes_kept(self) -> int:
        """Memory in pixels."""
        return self._bytes

    @property
    def idle(self) -> bool:
        """Whether everything wished for is there, or cannot be had."""
        return all(self._settled(wish) for wish in self._wanted.values())

    def want(self, wishes: Iterable[Wish]) -> None:
        """These are seen now, the first ones first; others need not be loaded any more."""
        self._wanted = {wish.item_id: wish for wish in wishes}
        for name in self._wanted:
            if name in self._kept:
                self._kept.move_to_end(name)
        needed = [wish for wish in self._wanted.values() if not self._settled(wish)]
        # What is not seen at all yet comes from its thumbnail, whatever its size.
        needed += [
            replace(wish, level=min(wish.level, level_for(_THUMBNAIL)), original="")
            for wish in needed
            if wish.item_id not in self._kept and not wish.from_thumbnail
        ]
        with self._ready:
            # Thumbnails first: something is seen at once, previews take their time.
            self._queue = sorted(needed, key=lambda wish: not wish.from_thumbnail)[::-1]
            if needed:
                self._begin()
                self._ready.notify_all()

    def _settled(self, wish: Wish) -> bool:
        kept = self._kept.get(wish.item_id)
        return (kept is not None and kept.wish == wish) or _name(wish) in self._failed

    def forget(self, names: Iterable[str]) -> None:
        """These items are gone, or their pictures changed."""
        for name in names:
            kept = self._kept.pop(name, None)
            if kept is not None:
                self._bytes -= kept.bytes

    def forget_all(self) -> None:
        """Another board is open."""
        self.forget(list(self._kept))
        self._failed.clear()
        self.want(())

    def retry(self) -> None:
        """Try again what could not be loaded (an import may have made it)."""
        self._failed.clear()

    def close(self) -> None:
        """End the threads (close the maker first: a thread may wait for it)."""
        with self._ready:
            self._ended = True
            self._queue.clear()
            self._ready.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    @Slot(object, object)
    def _take(self, wish: Wish, image: QImage | None) -> None:
        if image is None:
            self._failed.add(_name(wish))
            return
        newest = self._wanted.get(wish.item_id)
        if newest is not None and (newest.crop, newest.greyscale) != (wish.crop, wish.greyscale):
            return
        kept = self._kept.get(wish.item_id)
        if kept is not None and newest is not None and kept.wish == newest:
            return  # a thumbnail that was late
        self.forget((wish.item_id,))
        weight = image.width() * image.height() * 4
        self._kept[wish.item_id] = _Kept(wish, weight)
        self._bytes += weight
        self.arrived.emit(wish.item_id, QPixmap.fromImage(image))
        while self._bytes > self._limit:
            name = next(iter(self._kept))
            if name in self._wanted:
                break
            self.forget((name,))
            self.let_go.emit(name)

    # -- in the threads ------------------------------------------------------------------------

    def _begin(self) -> None:
        if not self._threads and not self._ended:
            for number in range(_THREADS):
                thread = threading.Thread(target=self._run, name=f"canvas-{number}")
                self._threads.append(thread)
                thread.start()

    def _next(self) -> Wish | None:
        with self._ready:
            while not self._ended:
                if self._queue:
                    return self._queue.pop()
                self._ready.wait()
        return None

    def _run(self) -> None:
        while (wish := self._next()) is not None:
            source = wish.thumbnail if wish.from_thumbnail else self._preview_of(wish)
            image = load(source or wish.thumbnail, wish)
            self._loaded.emit(wish, image)

    def _preview_of(self, wish: Wish) -> str:
        if self._maker is None:
            return ""
        part = max(wish.crop.right - wish.crop.left, wish.crop.bottom - wish.crop.top)
        need = wish.level / part
        side = next((s for s in _PREVIEWS if s >= need), _PREVIEWS[-1])
        return self._maker.make(wish.original, side)


def _name(wish: Wish) -> tuple[str, str]:
    return wish.item_id, wish.thumbnail


def level_for(pixels: float) -> int:
    """The level that has at least so many pixels, or the largest."""
    return next((level for level in LEVELS if level >= pixels), LEVELS[-1])


def load(source: str, wish: Wish) -> QImage | None:
    """Decode, cut, scale to the wish's level, take the colours away. Any thread."""
    if not source:
        return None
    reader = QImageReader(source)
    image = reader.read()
    if image.isNull():
        return None
    crop = wish.crop
    left, top = round(crop.left * image.width()), round(crop.top * image.height())
    right, bottom = round(crop.right * image.width()), round(crop.bottom * image.height())
    box = QRect(left, top, max(1, right - left), max(1, bottom - top))
    if box != image.rect():
        image = image.copy(box)
    wide = wish.ratio >= 1.0
    size = QSize(
        wish.level if wide else max(1, round(wish.level * wish.ratio)),
        max(1, round(wish.level / wish.ratio)) if wide else wish.level,
    )
    if size.width() < image.width():
        image = image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    if wish.greyscale:
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return image.convertToFormat(QImage.Format.Format_RGB32)
