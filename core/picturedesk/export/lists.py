"""The pages of a board that are lists: the brief with its coverage, and the shot list (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from picturedesk.board_document import Board, BoardBeat, Shot
from picturedesk.export import fonts
from picturedesk.export.page import (
    FOOT,
    HEIGHT,
    LINE,
    MARGIN,
    MUTED,
    TOP,
    WIDTH,
    Dot,
    Element,
    Field,
    Text,
)
from picturedesk.export.wording import Wording
from picturedesk.records import BeatKind

_COLUMNS = 3
_TABLE = 9.0
"""Size of type in the shot list."""


class Lists:
    """Gives the elements of each page, without the page's head and foot."""

    def __init__(self, board: Board, words: Wording) -> None:
        self._board = board
        self._words = words

    # -- brief and coverage --------------------------------------------------------------------

    def overview(self) -> Iterator[list[Element]]:
        """The beats by kind, each with its coverage; then what was not looked for."""
        board = self._board
        groups = [(k, [b for b in board.beats if b.beat.kind is k]) for k in BeatKind]
        groups = [(k, beats) for k, beats in groups if beats]
        bottom = HEIGHT - 148
        columns = self._columns(groups, bottom, fresh=True)
        if len(columns) > _COLUMNS:
            columns = self._columns(groups, bottom, fresh=False)
        for start in range(0, len(columns), _COLUMNS):
            elements = [e for column in columns[start : start + _COLUMNS] for e in column]
            last = start + _COLUMNS >= len(columns)
            if last:
                elements += self._excluded(bottom + 14)
            yield elements

    def _columns(
        self, groups: Sequence[tuple[BeatKind, list[BoardBeat]]], bottom: float, *, fresh: bool
    ) -> list[list[Element]]:
        """The beats in columns, three a page; ``fresh``: every kind begins one of its own."""
        width = (WIDTH - 2 * MARGIN - (_COLUMNS - 1) * 28) / _COLUMNS
        columns: list[list[Element]] = []
        y = bottom
        for kind, beats in groups:
            head = True
            for beat in beats:
                tall = self._line(beat, 0, 0, width)[1] + (34 if head else 0)
                if not columns or y + tall > bottom or (fresh and head):
                    columns.append([])
                    y = TOP + 4
                elif head:
                    y += 12
                x = MARGIN + (len(columns) - 1) % _COLUMNS * (width + 28)
                if head or not columns[-1]:
                    name = self._words.kind(kind)
                    columns[-1].append(Text(x, y, width, name, 9, colour=MUTED, role="heading"))
                    y += 22
                head = False
                made, height = self._line(beat, x, y, width)
                columns[-1] += made
                y += height
        return columns

    def _line(
        self, beat: BoardBeat, x: float, y: float, width: float
    ) -> tuple[list[Element], float]:
        lines = fonts.wrapped(beat.beat.text, 11, True, width - 20, 3)
        small = f"{self._words.coverage(beat.coverage)}  ·  {self._words.found(beat.fitting)}"
        if beat.beat.must_have:
            small += f"  ·  {self._words.must_have}"
        height = len(lines) * 11 * 1.35
        return [
            Dot(x + 5, y + 8, 4, beat.coverage),
            Text(x + 18, y, width - 18, beat.beat.text, 11, bold=True, max_lines=3),
            Text(x + 18, y + height + 1, width - 18, small, 8.5, colour=MUTED, role="small"),
        ], height + 26

    def _excluded(self, y: float) -> list[Element]:
        board, words = self._board, self._words
        elements: list[Element] = []
        half = (WIDTH - 2 * MARGIN - 28) / 2
        texts = [
            (words.avoid, ", ".join(board.avoid)),
            (words.left_out, "; ".join(dict.fromkeys(line for line, _ in board.left_out))),
        ]
        x = MARGIN
        for head, text in texts:
            if text:
                elements.append(Text(x, y + 10, half, head, 9, colour=MUTED, role="heading"))
                elements.append(Text(x, y + 26, half, text, 9, colour=MUTED, max_lines=4))
                x += half + 28
        return (
            [Field(MARGIN, y, WIDTH - 2 * MARGIN, 0.75, colour=LINE), *elements] if elements else []
        )

    # -- shot list -----------------------------------------------------------------------------

    def shot_list(self) -> Iterator[list[Element]]:
        """The shots by scene."""
        xs = (MARGIN, self._after_numbers(), 320.0, 536.0, 660.0, WIDTH - MARGIN)
        room = [b - a - 16 for a, b in pairwise(xs)]
        head = self._table_head(xs, room)
        page: list[Element] = []
        y = TOP + 22
        scene = ""
        for shot in self._board.shots:
            cells, height = _row(shot, room)
            extra = 24.0 if shot.scene != scene else 0.0
            if page and y + extra + height > FOOT - 14:
                yield head + page
                page, y, scene, extra = [], TOP + 22, "", 24.0
            if shot.scene != scene:
                number = shot.shot.split(".")[0]
                words, width = f"{number} · {shot.scene}", WIDTH - 2 * MARGIN
                page.append(Text(MARGIN, y + 5, width, words, 11, bold=True, role="heading"))
                scene, y = shot.scene, y + extra
            for x, w, (text, bold) in zip(xs, room, cells, strict=False):
                if text:
                    page.append(Text(x, y + 3, w, text, _TABLE, bold=bold, max_lines=9))
            y += height
            page.append(Field(MARGIN, y - 4, WIDTH - 2 * MARGIN, 0.5, colour=LINE))
        yield head + page

    def _after_numbers(self) -> float:
        """Where the second column begins: the name of the first is longer in some languages."""
        return MARGIN + max(36.0, fonts.width(self._words.columns[1], _TABLE, False) + 24)

    def _table_head(self, xs: Sequence[float], room: Sequence[float]) -> list[Element]:
        """The names of the columns and a line below them, on every page."""
        names = self._words.columns[1:]
        made: list[Element] = [
            Text(x, TOP, w, name, _TABLE, colour=MUTED, role="heading")
            for x, w, name in zip(xs, room, names, strict=False)
        ]
        return [*made, Field(MARGIN, TOP + 15, WIDTH - 2 * MARGIN, 0.75, colour=LINE)]


def _row(shot: Shot, room: Sequence[float]) -> tuple[list[tuple[str, bool]], float]:
    cells = [
        (shot.shot, False),
        (shot.description, False),
        (shot.framing, False),
        (shot.props, False),
        (shot.notes, False),
    ]
    lines = [
        len(fonts.wrapped(t, _TABLE, b, w, 9)) if t else 1
        for (t, b), w in zip(cells, room, strict=True)
    ]
    return cells, max(lines) * _TABLE * 1.35 + 13
