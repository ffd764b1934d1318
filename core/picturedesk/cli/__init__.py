"""The command line: the same jobs as the window's, without a window.

Each module holds the commands of one subject as a small typer application; :func:`main` puts
them together. Results go to stdout, everything else to stderr; see :mod:`.edge` for exit codes.
"""

from __future__ import annotations

from picturedesk.cli.main import main

__all__ = ["main"]
