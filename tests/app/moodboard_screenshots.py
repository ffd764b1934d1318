"""Pictures of the Moodboards page in both themes: ``python tests/app/moodboard_screenshots.py``.

As ``screenshots.py``: offscreen or under ``xvfb-run``, with the sample library. Where the starter
model is not there, a stand-in knows the sample pictures by their names.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import fakes
import numpy as np
from screenshots import Camera

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
_LIKE = {
    "dawn": "light morning", "early": "light morning", "sun": "sunset sunrise light",
    "beach": "coast tideline sands", "sea": "coast wave", "people": "run runners evening",
    "running": "run runners trail", "shoe": "racer", "trees": "pines trail", "forest": "pines",
    "mountains": "lake valley", "yoga": "warrior", "climber": "climbing", "sky": "sunset",
    "woman": "warrior", "warm": "sunset evening", "calm": "lake morning", "low": "sunset",
}  # fmt: skip
_QUIET = frozenset(("a", "an", "the", "at", "of", "in", "on", "with", "and", "by", "it", "its",
                    "to", "for", "side", "behind", "between"))  # fmt: skip


class SampleEncoder(fakes.FakeEncoder):
    """Knows the sample pictures: what is in a name is in the picture."""

    def __init__(self) -> None:
        super().__init__(dimension=256)
        from picturedesk import images

        paths = sorted(SAMPLES.rglob("*.jpg"))
        prepared = [images.prepare(images.open_rgb(str(p), 64), self.input_spec) for p in paths]
        self._known = np.array([p.reshape(-1).astype(np.float32) for p in prepared])
        self._words = [f"{p.parent.name} {p.stem.replace('-', ' ')}" for p in paths]

    def encode_pictures(self, pictures: np.ndarray) -> np.ndarray:
        rows = []
        for picture in pictures:
            away = np.linalg.norm(self._known - picture.reshape(-1), axis=1)
            layout = self._noise(picture[::4, ::4].tobytes())
            rows.append(self._meaning(self._words[int(away.argmin())]) + 0.15 * layout)
        return self._unit(np.array(rows, np.float32).reshape(len(pictures), self._dimension))

    def encode_texts(self, texts: list[str]) -> np.ndarray:  # type: ignore[override]
        rows = [self._meaning(t, like=True) + 0.1 * self._noise(t.encode()) for t in texts]
        return self._unit(np.array(rows, np.float32).reshape(len(texts), self._dimension))

    def _meaning(self, text: str, *, like: bool = False) -> np.ndarray:
        words = [w for w in re.findall(r"[a-z]+", text.lower()) if w not in _QUIET]
        row = np.zeros(self._dimension)
        for word in words:
            row += self._noise(word.rstrip("s").encode())
            for other in _LIKE.get(word, "").split() if like else ():
                row += 0.6 * self._noise(other.rstrip("s").encode())
        return row


def shoot(camera: Camera) -> None:
    """The page from its empty state to a board that was worked on."""
    from PySide6.QtCore import QPointF

    from picturedesk_app.moodboard.page import MoodboardsPage

    window, desk = camera.window, camera.session.desk
    page = window.page("moodboards")
    assert isinstance(page, MoodboardsPage)
    assert desk is not None
    window.show_page("moodboards")
    camera.wait(600)
    if not page.model.is_open:
        camera.take("m1-start")
        page.start.sample.click()
        camera.until(lambda: page.model.is_open)
    page.brief.beats.choose(page.model.beats[2].id)
    camera.wait(2500)
    window.messages.toast.hide()
    camera.take("m2-board")
    pictures = page.model.pictures()
    page.canvas.chosen.only({pictures[0].id})
    page.item_actions.pin()
    page.making.swatches()
    page.canvas.chosen.only({p.id for p in pictures[1:4]})
    page.brief.beats.choose(page.model.beats[-1].id)
    camera.wait(1500)
    camera.take("m3-chosen")
    page.canvas.chosen.only({pictures[1].id})
    page.view_actions.fit_chosen()
    page.item_actions.crop()
    assert page.canvas.hand.cropping is not None
    page.canvas.hand.cropping.zoom(1.35, 1)
    camera.wait(1800)
    camera.take("m4-crop")
    page.canvas.hand.end_crop()
    page.layout_actions.arrange_by_colour()
    camera.wait(1500)
    window.messages.toast.hide()
    camera.take("m5-by-colour")
    page.canvas.stack.undo()
    page.view_actions.fit()
    page.panes.show_shots()
    camera.take("m6-shot-list")
    page.panes.show_brief()
    camera.take("m7-brief")
    page.panes.show_canvas()
    page.panes.toggle()
    page.canvas.zoom_to(0.8, QPointF(300, 200))
    camera.wait(1500)
    camera.take("m8-alone")
    page.panes.toggle()
    for _ in range(4):
        page.undo()
    page.keeper.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--themes", default="dark,light")
    parser.add_argument("--ratio", default="1")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    fakes.FakeEncoder = SampleEncoder  # type: ignore[misc]
    for theme in options.themes.split(","):
        with tempfile.TemporaryDirectory() as home:
            camera = Camera(options.out, Path(home), theme, options.ratio)
            try:
                shoot(camera)
            finally:
                camera.close()


if __name__ == "__main__":
    main()
