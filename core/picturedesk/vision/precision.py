"""Which precision a model runs in on this machine: float32, or bfloat16 weights where they win.

bfloat16 wins where the processor multiplies it (AMX: three times float32 for ViT-B/32) or the
device is a GPU. Autocast gains nothing: the weights themselves are converted. torch comes as an
argument, so that this module costs nothing to import.
"""

from __future__ import annotations

import copy
import platform
import time
from collections.abc import Callable
from typing import Any

from picturedesk.vision import model_folder
from picturedesk.vision.model_folder import ModelFolder

PRECISIONS = ("float32", "bfloat16")
_GAIN = 1.3
"""bfloat16 must be this much faster to be worth its rounding."""


def best_precision(torch: Any, folder: ModelFolder, model: Any, device: str) -> str:
    """Measured once for a model on a machine and remembered.

    Remembered because the precision is part of the encoder's id, which is stored with every
    vector: it must not change with how busy the machine is today.
    """
    if not _may_win(torch, device):
        return "float32"
    key = f"{folder.weights_digest()[:16]}/{device}/{_processor()}"
    known = model_folder.remembered("precision").get(key)
    if known in PRECISIONS:
        return str(known)
    chosen = "bfloat16" if _bfloat16_wins(torch, folder, model, device) else "float32"
    model_folder.remember("precision", key, chosen)
    return chosen


def _may_win(torch: Any, device: str) -> bool:
    if device != "cpu":
        return True
    # The two calls have no public form yet; without them nothing is claimed.
    checks = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    return any(getattr(torch.cpu, name, bool)() for name in checks)


def _processor() -> str:
    return f"{platform.system()} {platform.machine()} {platform.processor()}".strip()


def _bfloat16_wins(torch: Any, folder: ModelFolder, model: Any, device: str) -> bool:
    size = folder.input_spec.size
    # One thread, and its processor time: other programs at work must not decide, and threads that
    # wait for each other on a busy machine take ten times as long.
    clock = time.thread_time if device == "cpu" else time.perf_counter
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    times = []
    for name in PRECISIONS:
        dtype = getattr(torch, name)
        try:
            tower = copy.deepcopy(model.visual).to(device=device, dtype=dtype)
            tower = tower.to(memory_format=torch.channels_last)
            pixels = torch.rand(2, 3, size, size).to(device, dtype)
            times.append(_seconds(torch, tower, pixels, clock))
        except (RuntimeError, TypeError):  # a device that has no bfloat16
            times.append(float("inf"))
    torch.set_num_threads(threads)
    return times[0] > _GAIN * times[1]


def _seconds(torch: Any, tower: Any, pixels: Any, clock: Callable[[], float]) -> float:
    rounds = []
    with torch.inference_mode():
        for _ in range(3):
            start = clock()
            tower(pixels).float().sum().item()  # waits for a GPU to be done
            rounds.append(clock() - start)
    return min(rounds[1:])  # the first one sets things up
