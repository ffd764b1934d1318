"""Where things live on this machine.

One environment variable, ``PICTUREDESK_HOME``, moves everything (libraries, models, settings)
under one folder: tests and portable set-ups use it. Without it the platform's own places are
used.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

HOME_VARIABLE = "PICTUREDESK_HOME"
_NAME = "picturedesk"


def _home() -> Path | None:
    value = os.environ.get(HOME_VARIABLE)
    return Path(value).expanduser() if value else None


def data_folder() -> Path:
    """Libraries and models: what would be missed."""
    home = _home()
    return home / "data" if home else platformdirs.user_data_path(_NAME, appauthor=False)


def config_folder() -> Path:
    """Settings."""
    home = _home()
    return home / "config" if home else platformdirs.user_config_path(_NAME, appauthor=False)


def default_library() -> Path:
    """The library that is opened when none is named."""
    return data_folder() / "library"


def models_folder() -> Path:
    """Fetched and imported models, one folder each."""
    return data_folder() / "models"


def resource_path(*parts: str) -> Path:
    """A file that comes with the program: ``resource_path("samples", "brief.txt")``.

    In a wheel the resources lie inside the package; in a checkout beside ``core/``.
    """
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    base = installed if installed.is_dir() else package.parents[1] / "resources"
    return base.joinpath(*parts)
