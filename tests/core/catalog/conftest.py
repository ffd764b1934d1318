"""A catalog in a folder of its own, and assets to put into it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from picturedesk.catalog import Catalog
from picturedesk.records import AssetKind, Metadata, NewAsset, Root, Stamp

MakeAsset = Callable[..., NewAsset]
ENCODER = "fake@0000000000000000/float32"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def catalog(folder: Path) -> Iterator[Catalog]:
    with Catalog.open(folder, writable=True) as opened:
        yield opened


@pytest.fixture
def root(catalog: Catalog) -> Root:
    return catalog.roots.add("/home/ana/Pictures")


@pytest.fixture
def encoder(catalog: Catalog) -> int:
    return catalog.encoders.ensure(ENCODER, 4)


@pytest.fixture
def picture() -> MakeAsset:
    return make_picture


def make_picture(path: bytes = b"a.jpg", root_key: int = 1, **given: Any) -> NewAsset:
    """A picture with everything an import would know; any field, or metadata field, as given."""
    meta_fields = set(Metadata.__dataclass_fields__)
    meta = Metadata(**{name: given.pop(name) for name in list(given) if name in meta_fields})
    content = hashlib.md5(path, usedforsecurity=False).digest()
    fields: dict[str, Any] = {
        "root_key": root_key,
        "relative_path": path,
        "kind": AssetKind.PICTURE,
        "format": "JPEG",
        "stamp": Stamp(1000, 2000),
        "width": 4000,
        "height": 3000,
        "file_hash": content,
        "pixel_hash": content[::-1],
        "metadata": meta,
    }
    return NewAsset(**{**fields, **given})
