"""Prompt sets and the neutral bank."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import FakeEncoder

from picturedesk.vision import prompts
from picturedesk.vision.prompts import PromptSet


def test_the_mean_of_the_phrasings_is_a_unit_vector_and_each_is_kept() -> None:
    encoder = FakeEncoder()
    texts = prompts.SEARCH.texts("red")
    found = prompts.combine(texts, encoder.encode_texts(texts))
    assert found.texts[:2] == ("red", "a red")
    assert found.each.shape == (len(prompts.SEARCH.variants), encoder.dimension)
    mean = found.each.mean(0)
    assert np.allclose(found.mean, mean / np.linalg.norm(mean), atol=1e-6)


def test_braces_in_a_query_are_just_characters() -> None:
    assert prompts.SEARCH.texts("{0} {x} {}")[-1] == "a photo of {0} {x} {}"


@pytest.mark.parametrize("variants", [(), ("a photo",), ("{} and {}",)])
def test_a_prompt_set_without_a_place_for_the_words_is_refused(variants: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="once"):
        PromptSet("bad", 1, variants)


def test_a_sets_name_says_its_version() -> None:
    assert prompts.SEARCH.id == "search/3"


@pytest.mark.parametrize(
    "words",
    ["two runners by the sea", "The sea", "3 dogs", "ein Hund", "l'été", "runners on the beach",
     "small boats", ""],
)  # fmt: skip
def test_words_that_have_an_article_or_are_many_are_given_none(words: str) -> None:
    assert prompts.SEARCH.texts(words) == (words, f"a photo of {words}")


@pytest.mark.parametrize(
    ("words", "article"),
    [("umbrella", "an"), ("unicycle", "a"), ("hourglass", "an"),
     ("man riding a bicycle", "a"), ("glass of water", "a"), ("bus", "a"),
     ("tennis court", "a"), ("chess", "a")],
)  # fmt: skip
def test_people_leave_articles_out_and_the_prompt_puts_them_back(words: str, article: str) -> None:
    assert prompts.SEARCH.texts(words)[1] == f"{article} {words}"
