"""Say in one sentence which system packages the window still needs, if any.

Qt's own wheels carry Qt, but not the system's graphics and font libraries.
"""

from __future__ import annotations

import os
import sys

PACKAGES = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
WINDOW_PACKAGES = "libxcb-icccm4 libxcb-keysyms1 libxcb-cursor0 libxkbcommon-x11-0"


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        print(
            f"Qt cannot start here ({error}). On Debian and Ubuntu: apt-get install {PACKAGES}"
            f" (and for a window on a screen: {WINDOW_PACKAGES})",
            file=sys.stderr,
        )
        return 1
    del QApplication
    return 0


if __name__ == "__main__":
    sys.exit(main())
