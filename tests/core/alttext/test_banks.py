"""Banks come from strangers: whatever is wrong is said with its line, and nothing in one is run."""

from __future__ import annotations

import pytest
from alttext_fakes import BANK
from hypothesis import given
from hypothesis import strategies as st

from picturedesk.errors import InputError
from picturedesk.suggestions import bank_files
from picturedesk.suggestions.banks import fill, with_article

TEMPLATE = '\n[[template]]\nid = "t"\nsay = {}\n'


def parse(text: str) -> bank_files.Bank:
    return bank_files.parse(text.encode(), "test.toml")


def line_of(text: str, word: str) -> int:
    return text[: text.index(word)].count("\n") + 1


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ('"{subjct} here."', "did you mean subject"),
        ('"A <b>{subject}</b>."', "markup"),
        ('"{% for x in y %}{subject}{% endfor %}."', "markup"),
        ('"{{ subject }}."', "markup"),
        ('"{subject.__class__}."', "no slot"),
        ('"{subject."', "not closed"),
        ('"{}."', "stands alone"),
        ('"&lt;{subject}."', "markup"),
        ('"${subject}."', "markup"),
        ('""', "needs a sentence"),
        ("7", "needs a sentence"),
    ],
)
def test_a_wrong_sentence_is_refused_with_its_line(sentence: str, reason: str) -> None:
    text = BANK + TEMPLATE.format(sentence)
    with pytest.raises(InputError, match=reason) as caught:
        parse(text)
    if "say" in reason or not sentence.strip('"'):
        return
    shown = sentence if sentence == "7" else sentence.strip('"')
    if shown != "7":
        assert f"line {line_of(text, shown)}:" in caught.value.sentence


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('values = ["running", "sleeping"]', "values = []", "empty"),
        ('values = ["chair", "orange lamp"]', 'values = ["chair", "dog"]', "twice"),
        ('values = ["chair", "orange lamp"]', 'values = ["other"]', "twice"),
        ('values = ["chair", "orange lamp"]', 'values = ["<script>"]', "not a name"),
        ("offered = true", "offred = true", "did you mean offered"),
        ('with.subject = ["furniture"]', 'with.subject = ["nobody"]', "no group or value"),
        ('with.subject = ["furniture"]', 'with.colour2 = ["red"]', "no slot"),
        ("format = 1", "format = 2", "format must be 1"),
        ("version = 1", "version = 0", "version"),
        ('language = "en"', 'language = "../etc"', "language"),
        ('id = "subject-action"', 'id = "subject"', "twice"),
        ('say = "animal"', 'say = "animal"\nunder = "animal"', "under itself"),
        ('say = "animal"', 'say = "animal"\nunder = "nobody"', "no group"),
        ('roles = ["text"]', 'roles = ["headline"]', "roles are among"),
    ],
)
def test_a_wrong_bank_is_refused_with_the_reason(old: str, new: str, reason: str) -> None:
    assert old in BANK
    with pytest.raises(InputError, match=reason) as caught:
        parse(BANK.replace(old, new, 1))
    assert "test.toml, line " in caught.value.sentence


def test_groups_that_stand_under_each_other_are_refused() -> None:
    text = BANK.replace('say = "animal"', 'say = "animal"\nunder = "person"').replace(
        'say = "person"', 'say = "person"\nunder = "animal"'
    )
    with pytest.raises(InputError, match="under itself"):
        parse(text)


def test_a_bank_that_extends_itself_or_nothing_is_refused() -> None:
    head = 'format = 1\nname = "x"\nversion = 1\nlanguage = "en"\n'
    for other, reason in (("en", "itself"), ("zz", "no bank"), ("../../secret", "no bank")):
        with pytest.raises(InputError, match=reason):
            parse(f'{head}extends = "{other}"\n[texts.subject]\ndog = "x"\n')


def test_ten_megabytes_are_refused_before_they_are_read(tmp_path: object) -> None:
    with pytest.raises(InputError, match="too large"):
        bank_files.parse(b"#" * 10_000_000, "big.toml")


def test_what_is_no_text_or_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(InputError, match=r"line 2: this is not UTF-8"):
        bank_files.parse(b"format = 1\nname = '\xff'\n", "latin.toml")
    with pytest.raises(InputError, match="not TOML"):
        parse("format = = 1")
    with pytest.raises(InputError):
        parse("a = " + "[" * 5000)


@given(st.text(max_size=200))
def test_any_text_is_a_bank_or_refused(text: str) -> None:
    with pytest.raises(InputError):
        bank_files.parse(text.encode("utf-8", "replace"), "x.toml")


def test_shipped_banks_are_rich_enough() -> None:
    english = bank_files.load("en")
    assert len(english.templates) >= 40
    assert sum(len(slot.values) for slot in english.slots.values()) >= 600
    assert {"subject", "action", "setting", "count", "colour", "material", "shot", "kind"} <= set(
        english.slots
    )
    for language in ("de", "es"):
        bank = bank_files.load(language)
        assert len(bank.templates) >= 10
        for slot in bank.slots.values():
            for value in slot.values:
                same = english.value(slot.name, value.name)
                assert same is not None
                assert same.prompts == value.prompts


def test_every_shipped_template_fills_to_one_clean_sentence() -> None:
    for language in bank_files.shipped_languages():
        bank = bank_files.load(language)
        for template in bank.templates:
            filled = {"text": "SALE", "people": "Ana"}
            for slot in template.slots - {"text", "people"}:
                wanted = template.needs.get(slot)
                filled[slot] = next(
                    v.name
                    for v in bank.slots[slot].values
                    if wanted is None or wanted & {v.group, v.name}
                )
            text = fill(bank, template, filled)
            assert text.endswith((".", "”.", "»."))
            assert "{" not in text
            assert "  " not in text


def test_articles_and_numbers_agree() -> None:
    bank = parse(BANK)
    say = {t.id: t for t in bank.templates}
    orange = {"colour": "orange", "subject": "chair"}
    assert fill(bank, say["colour"], orange) == "An orange chair."
    assert fill(bank, say["subject"], {"subject": "orange lamp"}) == "An orange lamp."
    assert fill(bank, say["count"], {"count": "two", "subject": "sheep"}) == "Two sheep."
    assert fill(bank, say["count"], {"count": "two", "subject": "person"}) == "Two people."
    for word, said in {
        "hour": "an hour",
        "uniform": "a uniform",
        "umbrella": "an umbrella",
        "unicorn": "a unicorn",
        "one-way street": "a one-way street",
        "owl": "an owl",
        "horse": "a horse",
    }.items():
        assert with_article(word) == said


def test_what_is_put_into_a_slot_is_never_looked_at_again() -> None:
    bank = bank_files.load("en")
    template = bank.template("text")
    assert template is not None
    text = fill(bank, template, {"text": "{subject} {% x %} {{ y }}"})
    assert text == "“{subject} {% x %} {{ y }}”."
