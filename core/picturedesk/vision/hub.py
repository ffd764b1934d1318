"""The hub's client: offline at all times but while a model is being fetched (law 10)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "DO_NOT_TRACK": "1",
}


def stay_offline() -> None:
    """Tell the hub's client, loaded already or not, never to use the network."""
    os.environ.update(_OFFLINE)
    _tell_loaded_client(offline=True)


@contextmanager
def online() -> Iterator[None]:
    """Let the hub's client use the network inside the block, and in this process alone.

    The environment keeps saying offline (so no child process goes online); only the loaded
    client is told otherwise.
    """
    stay_offline()
    import huggingface_hub.constants  # noqa: F401 -- so that there is a client to tell

    _tell_loaded_client(offline=False)
    try:
        yield
    finally:
        _tell_loaded_client(offline=True)


def _tell_loaded_client(*, offline: bool) -> None:
    # The client reads the environment once, on import, and this name at every request.
    constants: Any = sys.modules.get("huggingface_hub.constants")
    if constants is not None:
        constants.HF_HUB_OFFLINE = offline
