"""A board to one HTML file: nothing is loaded from anywhere, every text is escaped."""

from __future__ import annotations

import base64
from typing import Any, BinaryIO

from picturedesk import images
from picturedesk.board_document import Board, BoardBeat, Box, NoteItem, PictureItem
from picturedesk.export.canvas import canvas_page
from picturedesk.export.deck import Options, alt_of, caption_of, placed, ratio_of, with_canvas
from picturedesk.export.mosaic import MAX_PICTURES, mosaic
from picturedesk.export.page import plain
from picturedesk.export.pictures import Pictures
from picturedesk.paths import resource_path
from picturedesk.records import BeatKind

_WIDTH = 1200.0
_CANVAS = 2000
"""Width of the arranged canvas in pixels."""
_PIXELS = 1.5
"""Pixels for each of the page's own: sharp enough on a dense screen, small enough to mail."""


def write(file: BinaryIO, board: Board, pictures: Pictures, options: Options) -> None:
    """Write the page; the same board gives the same bytes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resource_path("export")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: plain(value) if isinstance(value, str) else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("board.html.jinja")
    maker = _Sections(board, pictures, options)
    words = options.wording
    parts = template.stream(
        board=board,
        words=words,
        date=words.date(board.created),
        counts=maker.counts(),
        groups=[
            (words.kind(k), [maker.line(b) for b in board.beats if b.beat.kind is k])
            for k in BeatKind
            if any(b.beat.kind is k for b in board.beats)
        ],
        palette=[c.hex for c in board.palette],
        canvas=maker.canvas() if with_canvas(board, options) else None,
        sections=maker.sections(),
    )
    file.writelines(part.encode("utf-8", "replace") for part in parts)


class _Sections:
    def __init__(self, board: Board, pictures: Pictures, options: Options) -> None:
        self._board = board
        self._pictures = pictures
        self._options = options

    def canvas(self) -> dict[str, str]:
        """The canvas as it was arranged, as one picture; its notes in words."""
        from picturedesk.export import raster

        page = canvas_page(self._board)
        words = self._options.wording
        image = raster.draw(page, self._pictures, _CANVAS / page.width, words)
        notes = [i.text for i in self._board.items if isinstance(i, NoteItem) and i.text.strip()]
        return {
            "source": _data(images.save_jpeg(image, 84)),
            "alt": ". ".join((words.arranged, *(" ".join(note.split()) for note in notes))),
        }

    def counts(self) -> str:
        """The line under the title."""
        from picturedesk.records import Coverage

        numbers = [sum(b.coverage is c for b in self._board.beats) for c in Coverage]
        return self._options.wording.counts(*numbers) if self._board.beats else ""

    def line(self, beat: BoardBeat) -> dict[str, Any]:
        """A beat in the overview."""
        words = self._options.wording
        return {
            "text": beat.beat.text,
            "coverage": str(beat.coverage),
            "state": words.coverage(beat.coverage),
            "found": words.found(beat.fitting),
            "must": beat.beat.must_have,
            "kind": words.one(beat.beat.kind),
        }

    def sections(self) -> Any:
        """The beats with their pictures, one after the other as the page is written."""
        board = self._board
        for beat in board.beats:
            items = board.pictures(beat.id)
            if items:
                yield {**self.line(beat), "rows": self._rows(items)}
        known = {b.id for b in board.beats}
        more = [i for i in board.pictures() if i.beat_id not in known]
        if more:
            words = self._options.wording
            yield {"text": words.more, "coverage": "", "kind": "", "rows": self._rows(more)}

    def _rows(self, items: Any) -> list[dict[str, Any]]:
        rows = []
        for start in range(0, len(items), MAX_PICTURES - 1):
            some: list[PictureItem] = list(items[start : start + MAX_PICTURES - 1])
            boxes = mosaic(
                [ratio_of(self._board, i) for i in some], Box(0, 0, _WIDTH, _WIDTH / 2.3), 8
            )
            width = max(b.x + b.width for b in boxes)
            height = max(b.y + b.height for b in boxes)
            rows.append(
                {
                    "ratio": f"{width:.1f} / {height:.1f}",
                    "share": round(100 * width / _WIDTH, 2),
                    "pictures": [
                        self._figure(i, b, width, height) for i, b in zip(some, boxes, strict=True)
                    ],
                }
            )
        return rows

    def _figure(self, item: PictureItem, box: Box, width: float, height: float) -> dict[str, Any]:
        data = self._pictures.jpeg(placed(self._board, item, box), _PIXELS, quality=80)
        return {
            "source": _data(data) if data else "",
            "alt": alt_of(self._board, item),
            "caption": caption_of(self._board, item) if self._options.captions else "",
            "left": round(100 * box.x / width, 3),
            "top": round(100 * box.y / height, 3),
            "width": round(100 * box.width / width, 3),
            "height": round(100 * box.height / height, 3),
            "ratio": f"{box.width:.1f} / {box.height:.1f}",
        }


def _data(jpeg: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode('ascii')}"
