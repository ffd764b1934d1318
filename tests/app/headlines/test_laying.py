"""Frames have their channel's ratio, all channels are given like room, real size is real."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from picturedesk import channels
from picturedesk_app.headlines import laying

ALL = list(channels.load().values())


@pytest.mark.parametrize("channel", ALL, ids=lambda c: c.name)
def test_a_frame_has_its_channels_ratio(channel: channels.Channel) -> None:
    width, height = laying.frame_size(channel, real=False, room=900)
    assert width / height == pytest.approx(channel.ratio, rel=0.02)


@pytest.mark.parametrize("channel", ALL, ids=lambda c: c.name)
def test_real_size_is_the_width_at_which_people_see_it(channel: channels.Channel) -> None:
    assert laying.frame_size(channel, real=True, room=900)[0] == channel.seen_at


def test_no_channel_takes_twice_the_room_of_another() -> None:
    sizes = [laying.frame_size(channel, real=False, room=900) for channel in ALL]
    areas = [width * height for width, height in sizes]
    assert max(areas) < 2 * min(areas)


@dataclass
class FakeLine:
    channel: channels.Channel
    cells: tuple[int, ...] = (1, 2, 3)


def bands_of(width: int, *lines: FakeLine, real: bool = False) -> list[laying.Band]:
    return laying.lay_out(cast("Any", lines), width, real=real, head_lines=[40] * len(lines))


def test_three_crops_of_every_channel_stand_side_by_side_in_a_window_of_a_small_laptop() -> None:
    bands = bands_of(914, *(FakeLine(channel) for channel in ALL))
    for band in bands:
        assert len({cell.y for cell in band.cells}) == 1
        assert band.cells[-1].right <= 914 - laying.MARGIN
    areas = [band.cells[0].width * band.cells[0].height for band in bands]
    assert max(areas) < 2 * min(areas)


def test_crops_that_cannot_stand_side_by_side_go_on_below_and_shrink_nothing() -> None:
    wide = bands_of(1600, FakeLine(ALL[0]))[0].cells[0]
    many = bands_of(914, FakeLine(ALL[0], tuple(range(8))))[0].cells
    assert many[0].width == wide.width
    assert len({cell.y for cell in many}) > 1


def test_real_size_is_never_shrunk() -> None:
    for band, channel in zip(bands_of(700, *map(FakeLine, ALL), real=True), ALL, strict=True):
        assert band.cells[0].width == min(channel.seen_at, 700 - 232 - laying.MARGIN)
