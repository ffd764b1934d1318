"""Pixmaps for cells: loaded in threads, newest wish first, kept by bytes.

Each paint of a grid says what it wishes for; what it no longer wishes for is not loaded. Images
are decoded, scaled to the cell's own pixels and given their round corners in the threads, so
that painting copies pixels and nothing else. QImage crosses threads; the pixmap is made at home.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap

THUMBNAIL_SIDE = 320
"""Long side in pixels of the files that the library keeps."""
_THREADS = 2
"""For thumbnails; one more makes large previews, so that thumbnails never wait for those."""
_SLACK = 2
"""A pixmap this many pixels off is drawn as it is."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture at a size in device pixels. ``source`` is the file, ``original`` the picture."""

    key: int
    source: str
    original: str
    width: int
    height: int
    radius: float
    ratio: float
    ground: int = 0
    """The colour under the round corners, as ``0xffrrggbb``: opaque pixels copy fast."""
    large: bool = False
    """From a preview of the original rather than from the thumbnail."""

    @property
    def name(self) -> tuple[int, bool]:
        """What it is filed under."""
        return self.key, self.large


@dataclass(slots=True)
class _Kept:
    pixmap: QPixmap
    width: int
    height: int
    large: bool

    @property
    def bytes(self) -> int:
        return self.width * self.height * 4


MakePreview = Callable[[str], str]
"""Path of an original to the path of a preview of it; called in a loading thread."""


class Thumbnails(QObject):
    """One for the window; every grid asks it."""

    arrived = Signal(int)
    """A picture of this key can be drawn now, or better than before."""
    _loaded = Signal(object, object)

    def __init__(self, limit_bytes: int = 192 << 20, make_preview: MakePreview | None = None):
        super().__init__()
        self._limit = limit_bytes
        self._make_preview = make_preview
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._bytes = 0
        self._failed: set[tuple[int, bool]] = set()
        self._wishes: dict[object, list[Wish]] = {}
        self._in_hand: set[tuple[int, bool]] = set()
        self._ready = threading.Condition()
        self._ended = False
        self._loaded.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._threads: list[threading.Thread] = []

    # -- at home -------------------------------------------------------------------------------

    def get(self, key: int) -> QPixmap | None:
        """What there is of a picture, at whatever size."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._kept.move_to_end(key)
        return kept.pixmap

    def fits(self, wish: Wish) -> bool:
        """Whether what there is needs no loading for this wish."""
        if wish.name in self._failed:
            return True
        kept = self._kept.get(wish.key)
        return (
            kept is not None
            and abs(kept.width - wish.width) <= _SLACK
            and abs(kept.height - wish.height) <= _SLACK
            and (kept.large or not wish.large)
        )

    def want(self, owner: object, wishes: Iterable[Wish]) -> None:
        """Load these, the first ones first; the owner's earlier wishes are dropped."""
        needed = [wish for wish in wishes if not self.fits(wish)]
        with self._ready:
            if not needed and owner not in self._wishes:
                return
            self._wishes.pop(owner, None)
            if needed:
                self._wishes[owner] = needed[::-1]  # taken from the end
                self._begin()
                self._ready.notify_all()

    def forget(self, keys: Iterable[int]) -> None:
        """These pictures changed: load them again when they are seen."""
        for key in keys:
            kept = self._kept.pop(key, None)
            if kept is not None:
                self._bytes -= kept.bytes
            self._failed -= {(key, False), (key, True)}

    def forget_all(self) -> None:
        """Load everything again when it is seen (the theme changed)."""
        self._kept.clear()
        self._failed.clear()
        self._bytes = 0

    def retry(self) -> None:
        """Forget what could not be loaded (an import may have made it)."""
        self._failed.clear()

    def close(self) -> None:
        """End the threads."""
        with self._ready:
            self._ended = True
            self._wishes.clear()
            self._ready.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    @property
    def bytes_kept(self) -> int:
        """Memory in pixmaps."""
        return self._bytes

    @Slot(object, object)
    def _take(self, wish: Wish, image: QImage | None) -> None:
        self._in_hand.discard(wish.name)
        if image is None:
            self._failed.add(wish.name)
            return
        old = self._kept.pop(wish.key, None)
        if old is not None:
            self._bytes -= old.bytes
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(wish.ratio)
        kept = _Kept(pixmap, image.width(), image.height(), wish.large)
        self._kept[wish.key] = kept
        self._bytes += kept.bytes
        while self._bytes > self._limit and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= gone.bytes
        self.arrived.emit(wish.key)

    # -- in the threads ------------------------------------------------------------------------

    def _begin(self) -> None:
        if not self._threads:
            for number in range(_THREADS + 1):
                large = number == _THREADS
                name = f"thumbnails-{number}"
                thread = threading.Thread(target=self._run, args=(large,), name=name)
                self._threads.append(thread)
                thread.start()

    def _next(self, large: bool) -> Wish | None:
        """The next wish of this kind; waits for one. None at the end."""
        with self._ready:
            while not self._ended:
                for wishes in reversed(list(self._wishes.values())):
                    for place in range(len(wishes) - 1, -1, -1):
                        if wishes[place].large == large:
                            wish = wishes.pop(place)
                            if wish.name not in self._in_hand:
                                self._in_hand.add(wish.name)
                                return wish
                self._ready.wait()
        return None

    def _run(self, large: bool) -> None:
        while (wish := self._next(large)) is not None:
            source = wish.source
            if wish.large:
                source = self._preview_of(wish)
            self._loaded.emit(wish, load(source, wish))

    def _preview_of(self, wish: Wish) -> str:
        from picturedesk.errors import UserError

        if self._make_preview is None:
            return ""
        try:
            return self._make_preview(wish.original)
        except (UserError, OSError):
            return ""


def load(source: str, wish: Wish) -> QImage | None:
    """Decode, scale to fill the wish's box, cut to it, round the corners. Any thread."""
    if not source:
        return None
    reader = QImageReader(source)
    size = reader.size()
    if not size.isValid():
        return None
    box = QSize(wish.width, wish.height)
    scaled = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    scaled = scaled.expandedTo(box)
    halves = size.width() >= 2 * scaled.width()
    if not halves or bytes(reader.format().data()) == b"webp":
        reader.setScaledSize(scaled)
    image = reader.read()
    if image.isNull():
        return None
    if image.size() != scaled:
        image = image.scaled(
            scaled,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return _rounded(image, box, wish.radius, wish.ground)


def _rounded(image: QImage, box: QSize, radius: float, ground: int) -> QImage:
    left = (image.width() - box.width()) // 2
    top = (image.height() - box.height()) // 2
    if radius <= 0:
        return image.copy(QRect(left, top, box.width(), box.height()))
    shaped = QImage(box, QImage.Format.Format_RGB32)
    shaped.fill(ground)
    path = QPainterPath()
    path.addRoundedRect(0, 0, box.width(), box.height(), radius, radius)
    painter = QPainter(shaped)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(path)
    painter.drawImage(-left, -top, image)
    painter.end()
    return shaped
