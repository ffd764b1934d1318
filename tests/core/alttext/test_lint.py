"""What an editor is warned of."""

from __future__ import annotations

import pytest

from picturedesk.suggestions.lint import check, reading_ease
from picturedesk.suggestions.records import Role


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A dog on grass", "no-full-stop"),
        ("Image of a dog.", "says-image"),
        ("A photo of a dog.", "says-image"),
        ("Dog IMG_2041.", "file-name"),
        ("See dog-final.jpg.", "file-name"),
        ("A  dog.", "whitespace"),
        (" A dog.", "whitespace"),
        ("A DOG ON GRASS.".replace("A ", "THE "), "capitals"),
        ("x" * 126 + ".", "long"),
        ("x" * 251 + ".", "too-long"),
        ("A young dog.", "age"),
        ("A woman at a desk.", "identity"),
        ("An Asian person.", "race"),
        ("A blind person.", "health"),
        ("A happy person.", "emotion"),
        ("   ", "empty"),
    ],
)
def test_each_thing_is_told(text: str, code: str) -> None:
    assert code in [warning.code for warning in check(text)]


def test_a_good_text_has_no_warning() -> None:
    assert check("A dog running on grass.") == ()
    assert check("Ein Hund läuft auf Gras.", language="de") == ()
    assert check("Un perro corre sobre la hierba.", language="es-MX") == ()


def test_a_decorative_picture_needs_no_text() -> None:
    assert check("", role=Role.DECORATIVE) == ()
    assert [w.code for w in check("")] == ["empty"]


def test_claims_say_where_they_stand() -> None:
    text = "Two dogs and an elderly person."
    (warning,) = check(text)
    assert text[warning.start : warning.end] == "elderly"


def test_a_name_that_a_person_gave_is_no_claim() -> None:
    assert check("Boy George on a stage.", names=("Boy George",)) == ()
    assert check("Boy George on a stage.")[0].code == "identity"


def test_caption_duplicates_and_channels_are_told() -> None:
    told = check("A dog.", caption="a dog", duplicates=2, limits={"Instagram": 5, "Web": 0})
    assert [warning.code for warning in told] == ["same-as-caption", "duplicate", "channel"]


def test_words_inside_words_are_no_claims() -> None:
    assert check("A manor behind a fence.") == ()
    assert check("Ein Mannschaftsbus.", language="de") == ()


def test_reading_ease_knows_easy_from_hard() -> None:
    easy = "A dog runs on the grass. It has a ball in its mouth. The sun is out."
    hard = (
        "Interdepartmental administrative documentation regarding environmental sustainability "
        "considerations accompanies organisational infrastructure modernisation initiatives "
        "internationally."
    )
    assert (reading_ease(easy) or 0) > 80
    assert "hard-to-read" in [w.code for w in check(hard)]
    assert reading_ease("A dog.") is None
