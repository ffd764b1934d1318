"""Frames have their channel's ratio, all channels are given like room, real size is real."""

from __future__ import annotations

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
