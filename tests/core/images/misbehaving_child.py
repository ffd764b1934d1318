"""A decoding process that does, for files of certain names, what hostile pictures do."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from picturedesk.images import child
from picturedesk.images.picture import Decoded, read_picture
from picturedesk.records import InputSpec


def read(path: str, spec: InputSpec) -> Decoded:
    name = Path(path).stem
    if name.startswith("hang"):
        time.sleep(600)
    elif name.startswith("crash"):
        os.abort()
    elif name.startswith("fail"):
        raise ArithmeticError("nobody foresaw this")
    elif name.startswith("print"):
        print("noise on the pipe")
        sys.stdout.flush()
    elif name.startswith("once"):
        mark = Path(path + ".seen")
        if not mark.exists():
            mark.touch()
            os.abort()
    elif name.startswith("hog"):
        from PIL import Image

        return [Image.new("RGB", (10_000, 5_000), "red") for _ in range(40)]  # type: ignore[return-value]
    return read_picture(path, spec)


if __name__ == "__main__":
    child.main(read)
