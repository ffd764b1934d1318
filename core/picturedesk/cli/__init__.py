"""The command line: the same jobs as the window's, without a window.

Each module holds the commands of one subject as a small typer application; :func:`main` puts
them together. Results go to stdout, everything else to stderr; see :mod:`.edge` for exit codes.
"""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """The ``picturedesk`` command."""
    # Python has None where the caller closed them; a command then speaks to nobody.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        # Loading them takes a tenth of a second, in which people press Ctrl-C, too.
        from picturedesk.cli.commands import app

        app()
    except KeyboardInterrupt:
        sys.exit(130)
