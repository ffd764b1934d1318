"""The pictures that are shipped to try Picture Desk with, and the recipe that draws them."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, IptcImagePlugin
from PIL.ExifTags import IFD, Base

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "resources" / "samples"
RECIPE = ROOT / "packaging" / "sample_library"
PICTURES = sorted(SAMPLES.rglob("*.jpg"))


@pytest.fixture
def scenes(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The recipe is a script beside the package; it is put on the path for one test."""
    monkeypatch.syspath_prepend(str(RECIPE))
    import sketchbook.scenes

    yield sketchbook.scenes
    for name in [m for m in sys.modules if m.partition(".")[0] == "sketchbook"]:
        del sys.modules[name]


def packet(image: Image.Image) -> str:
    return bytes(image.info.get("xmp", b"")).decode("utf-8")


def test_there_are_enough_pictures_to_search_and_they_stay_small() -> None:
    assert len(PICTURES) >= 55
    assert sum(p.stat().st_size for p in SAMPLES.rglob("*") if p.is_file()) <= 6_000_000
    assert 5 <= len({p.parent for p in PICTURES}) <= 6


def test_every_picture_decodes_at_a_size_fit_for_a_board() -> None:
    for path in PICTURES:
        with Image.open(path) as image:
            image.load()
            assert image.mode == "RGB", path
            assert max(image.size) >= 1300, path


def test_portrait_landscape_and_square_can_all_be_filtered_for() -> None:
    shapes = set()
    for path in PICTURES:
        with Image.open(path) as image:
            width, height = image.size
        shapes.add("square" if width == height else "wide" if width > height else "tall")
    assert shapes == {"square", "wide", "tall"}


def test_dates_cover_three_years_and_cameras_and_places_are_there_on_some() -> None:
    years, cameras, places = set(), 0, 0
    for path in PICTURES:
        with Image.open(path) as image:
            exif = image.getexif()
        years.add(str(exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal])[:4])
        cameras += Base.Model in exif
        places += bool(exif.get_ifd(IFD.GPSInfo))
    assert years == {"2024", "2025", "2026"}
    assert cameras >= 10
    assert 3 <= places < len(PICTURES)


def test_keywords_ratings_and_three_alt_texts_can_be_read() -> None:
    xmp_keywords, iptc_keywords, ratings, alt_texts = 0, 0, 0, 0
    for path in PICTURES:
        with Image.open(path) as image:
            text = packet(image)
            iptc = IptcImagePlugin.getiptcinfo(image) or {}
        xmp_keywords += "<dc:subject>" in text
        iptc_keywords += (2, 25) in iptc
        ratings += "<xmp:Rating>" in text
        alt_texts += "Iptc4xmpCore:AltTextAccessibility" in text
    assert xmp_keywords >= 10
    assert iptc_keywords >= 3
    assert ratings >= 10
    assert alt_texts == 3


def test_the_brief_has_the_sections_that_the_demo_relies_on() -> None:
    brief = (SAMPLES / "brief.txt").read_text(encoding="utf-8")
    for heading in ("Tone", "Subjects", "Settings", "Must have", "Avoid", "Budget", "Deliverables"):
        assert heading in brief


def test_the_same_seed_draws_the_same_pictures_and_another_seed_others(scenes: ModuleType) -> None:
    def drawn(seed: int) -> list[tuple[bytes, list[str], list[str]]]:
        return [(i.tobytes(), c, w) for i, c, w in scenes.random_pictures(seed, 3, pixels=96)]

    assert drawn(11) == drawn(11)
    assert drawn(11) != drawn(12)


def test_every_scene_can_be_drawn_in_every_format_and_says_what_it_shows(
    scenes: ModuleType,
) -> None:
    formats = list(scenes.FORMATS)
    for index, name in enumerate(scenes.SCENES):
        image, words = scenes.draw(name, index, formats[index % len(formats)], pixels=64)
        assert max(image.size) == 64, name
        assert len(words.captions) >= 3, name
        assert all(c == c.strip() and "  " not in c for c in words.captions), name
        assert words.words, name


def test_training_is_refused_the_seed_of_the_shipped_pictures(scenes: ModuleType) -> None:
    with pytest.raises(scenes.SeedReserved):
        scenes.random_pictures(scenes.SHIPPED_SEED, 1)


def test_the_recipe_still_knows_every_picture_that_is_shipped(scenes: ModuleType) -> None:
    from sketchbook import shipped

    assert scenes is not None
    named = {s.path for s in shipped.SHOTS}
    named |= {f"{s.path.rpartition('/')[0]}/{v.name}" for s in shipped.SHOTS for v in s.variants}
    assert named == {str(p.relative_to(SAMPLES).with_suffix("").as_posix()) for p in PICTURES}
