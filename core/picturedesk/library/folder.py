"""Where the parts of one library lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from picturedesk.catalog.opening import INDEXES


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """Where the parts of one library lie."""

    folder: Path

    @property
    def thumbnails(self) -> Path:
        """320-px WebP files, by pixel hash: a cache."""
        return self.folder / "thumbnails"

    @property
    def previews(self) -> Path:
        """1,024-px previews made on demand: a bounded cache."""
        return self.folder / "previews"

    @property
    def backups(self) -> Path:
        """Copies of the catalog."""
        return self.folder / "backups"

    @property
    def lock(self) -> Path:
        """The lock of the one process that writes."""
        return self.folder / "write.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock, for the sentence that the second one is shown."""
        return self.folder / "write.holder.json"

    def index(self, encoder_key: int) -> Path:
        """The index over one encoder's vectors: a cache."""
        return self.folder / INDEXES / f"{encoder_key}.usearch"

    def thumbnail(self, pixel_hash: bytes) -> Path:
        """The thumbnail of the pictures with these pixels."""
        name = pixel_hash.hex()
        return self.thumbnails / name[:2] / f"{name}.webp"
