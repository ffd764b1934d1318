"""The public door: everything listed is there, and nothing is loaded before it is used."""

from __future__ import annotations

import subprocess
import sys

import picturedesk


def test_every_listed_name_can_be_had() -> None:
    for name in picturedesk.__all__:
        assert getattr(picturedesk, name) is not None


def test_dir_lists_what_is_listed() -> None:
    assert dir(picturedesk) == sorted(picturedesk.__all__)


def test_opening_the_door_loads_nothing_heavy() -> None:
    code = (
        "import sys, picturedesk\n"
        "heavy = {'torch', 'open_clip', 'usearch', 'numpy', 'apsw', 'PIL'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
