"""Boards, shot lists and tables to files that can be shown, sent and opened anywhere.

:func:`board` writes a board to PDF, PPTX, HTML or PNG, :func:`shot_list` its shot list and
:func:`write_table` any table to CSV or XLSX. A board becomes pages of few elements (:mod:`.deck`,
:mod:`.canvas`, measured with :mod:`.fonts`, pictures arranged by :mod:`.mosaic`); :mod:`.pdf`,
:mod:`.slides` and :mod:`.raster` draw them, :mod:`.web` makes a page of its own. Pictures come
from a callable, so that nothing here knows where files or caches lie. Files appear whole or not
at all (:mod:`.files`) and never replace another unless that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from picturedesk.board_document import Board
from picturedesk.errors import UsageError
from picturedesk.export.deck import Options, pages
from picturedesk.export.files import clean_name, writing
from picturedesk.export.pictures import Pictures, PictureSource
from picturedesk.export.tables import TABLE_FORMATS, Cell, csv_bytes, guarded, write_table
from picturedesk.export.wording import ENGLISH, Wording, wording_in

__all__ = [
    "ENGLISH",
    "FORMATS",
    "TABLE_FORMATS",
    "Cell",
    "Options",
    "PictureSource",
    "Wording",
    "board",
    "clean_name",
    "csv_bytes",
    "guarded",
    "pages",
    "shot_list",
    "wording_in",
    "write_table",
    "writing",
]

FORMATS = (".pdf", ".pptx", ".html", ".png")
"""What :func:`board` writes."""


def board(
    document: Board,
    path: Path | str,
    picture_source: PictureSource,
    *,
    options: Options | None = None,
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Write a board; the extension of ``path`` says how (one of :data:`FORMATS`).

    Returns the ids of assets whose picture could not be had and is drawn as an empty frame that
    says so. Raises UsageError for another extension, WriteError when the file is already there
    (unless ``overwrite``) or cannot be written; then nothing is left behind.
    """
    target = Path(path)
    kind = target.suffix.lower()
    writers: dict[str, Callable[[BinaryIO, Board, Pictures, Options], None]] = {
        ".pdf": _pdf,
        ".pptx": _pptx,
        ".html": _html,
        ".png": _png,
    }
    if kind not in writers:
        raise UsageError(
            f"A board is not written as {kind or 'a file without an ending'}.",
            f"End the name in one of: {', '.join(FORMATS)}.",
        )
    pictures = Pictures(document, picture_source)
    with writing(target, overwrite=overwrite) as file:
        writers[kind](file, document, pictures, options or Options())
    return tuple(pictures.missing)


def _pdf(file: BinaryIO, document: Board, pictures: Pictures, options: Options) -> None:
    from picturedesk.export import pdf

    pdf.write(
        file,
        pages(document, options),
        pictures,
        title=document.title,
        moment=document.changed,
        wording=options.wording,
    )


def _pptx(file: BinaryIO, document: Board, pictures: Pictures, options: Options) -> None:
    from picturedesk.export import slides

    slides.write(
        file,
        pages(document, options),
        pictures,
        title=document.title,
        moment=document.changed,
        wording=options.wording,
    )


def _html(file: BinaryIO, document: Board, pictures: Pictures, options: Options) -> None:
    from picturedesk.export import web

    web.write(file, document, pictures, options)


def _png(file: BinaryIO, document: Board, pictures: Pictures, options: Options) -> None:
    from picturedesk.export import raster

    raster.write(file, document, pictures, options)


def shot_list(
    document: Board, path: Path | str, *, overwrite: bool = False, wording: Wording = ENGLISH
) -> Path:
    """The shot list as ``.csv`` or ``.xlsx``: scene, shot, description, framing, props, notes."""
    rows = [(s.scene, s.shot, s.description, s.framing, s.props, s.notes) for s in document.shots]
    header = [c.lower() for c in wording.columns]
    return write_table(path, header, rows, overwrite=overwrite, title=wording.shot_list)
