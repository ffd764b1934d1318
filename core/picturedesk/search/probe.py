"""Terms to vectors: texts as a prompt set through the cache, pictures from the index or a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from picturedesk import images
from picturedesk.errors import PictureProblem
from picturedesk.records import InputSpec, Problem, Term
from picturedesk.vision import prompts
from picturedesk.vision.encoder import FloatArray
from picturedesk.vision.prompts import unit

if TYPE_CHECKING:
    from picturedesk.images.picture import ByteArray
    from picturedesk.library import Library


@dataclass(frozen=True, slots=True)
class Probe:
    """One term of a query as the encoder sees it."""

    term: Term
    vector: FloatArray
    """Unit vector ``(D,)``: the mean of the variants, or the picture's own."""
    names: tuple[str, ...]
    """The variants in words, for the explanation."""
    variants: FloatArray
    """Their unit vectors ``(V, D)``."""
    asset_key: int | None = None
    """The asset, where the term is a picture of this library."""

    @property
    def is_text(self) -> bool:
        """Whether the term is words rather than a picture."""
        return not self.term.like


def text_vectors(library: Library, texts: Sequence[str]) -> FloatArray:
    """Unit vectors ``(n, D)`` of texts exactly as they stand, from the cache where it has them.

    The encoder is not even loaded when the cache holds them all.
    """
    encoder_id = library.catalog.encoders.get(library.encoder_key).id
    wanted = list(dict.fromkeys(texts))
    known = dict(library.catalog.texts.get(encoder_id, wanted))
    fresh = [text for text in wanted if text not in known]
    if fresh:
        new = dict(zip(fresh, library.encoder.encode_texts(fresh), strict=True))
        library.catalog.texts.put(encoder_id, new)
        known.update(new)
    return unit(np.array([known[text] for text in texts], np.float32))


def text_probe(library: Library, term: Term) -> Probe:
    """A text as the mean of the search prompt set's variants."""
    names = prompts.SEARCH.texts(term.text)
    encoded = prompts.combine(names, text_vectors(library, names))
    return Probe(term, encoded.mean, names, encoded.each)


def picture_probe(library: Library, term: Term) -> Probe:
    """A picture: its stored vector if it is in the library, else read and embedded now.

    Raises PictureProblem when the file cannot be read.
    """
    name = (f"like {Path(term.like).name}",)
    asset = library.catalog.assets.by_path(term.like)
    if asset is not None:
        found = asset_vector(library, asset.key)
        if found is not None:
            return Probe(term, found, name, found[None], asset.key)
    picture = _decoded(term.like, library.encoder.input_spec)
    vector = unit(library.encoder.encode_pictures(picture[None])[0])
    return Probe(term, vector, name, vector[None])


def _decoded(path: str, spec: InputSpec) -> ByteArray:
    """A strange file as the encoder takes it, read under the limits of every other file."""
    if not Path(path).exists():
        raise PictureProblem(f"There is no picture {path}.", "Check the path.")
    decoders: images.DecodePool[str] = images.DecodePool(spec, 1)
    with decoders as pool:
        ((_, found),) = pool.read([(path, path)])
    if isinstance(found, Problem):
        raise PictureProblem(f"{Path(path).name}: {found.reason}")
    return found.prepared


def asset_vector(library: Library, asset_key: int) -> FloatArray | None:
    """The stored unit vector ``(D,)`` of an asset's (first) frame; None if not embedded yet."""
    keys = library.catalog.vectors.keys_of(library.encoder_key, [asset_key])
    key = keys.get(asset_key)
    if key is None or key not in library.index:
        return None
    return unit(np.asarray(library.index.get(np.array([key], np.int64)), np.float32)[0])


def probe(library: Library, term: Term) -> Probe:
    """A term of a query as vectors."""
    return picture_probe(library, term) if term.like else text_probe(library, term)
