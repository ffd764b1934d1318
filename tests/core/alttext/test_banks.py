"""Banks come from strangers: whatever is wrong is said with its line, and nothing in one is run."""

from __future__ import annotations

from pathlib import Path

import pytest
from alttext_fakes import BANK, make_library
from hypothesis import given
from hypothesis import strategies as st

from picturedesk import alttext, review
from picturedesk.errors import InputError
from picturedesk.grammar import with_article
from picturedesk.suggestions import bank_files
from picturedesk.suggestions.banks import fill

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


# -- banks of a library's own --------------------------------------------------------------------


def own(tmp_path: Path, language: str, text: str) -> Path:
    file = tmp_path / "banks" / f"{language}.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("others", [("xx", "yy"), ("xx", "yy", "zz", "ww", "vv")])
def test_banks_that_extend_each_other_in_a_ring_are_refused(
    tmp_path: Path, others: tuple[str, ...]
) -> None:
    for number, language in enumerate(others):
        following = others[(number + 1) % len(others)]
        own(tmp_path, language, (
            f'format = 1\nname = "x"\nversion = 1\nlanguage = "{language}"\n'
            f'extends = "{following}"\n[texts.subject]\ndog = "x"\n[[template]]\nid = "a"\n'
            'say = "{subject}."\n'
        ))  # fmt: skip
    with pytest.raises(InputError, match=r"line \d+: a bank cannot extend itself"):
        bank_files.load(others[0], tmp_path / "banks")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "format must be 1"),
        ("format = 1\nname = 'x'\nversion = 1\nlanguage = 'en'\n", "needs the slot subject"),
        (BANK[: BANK.index("[[template]]")], "at least one"),
        (BANK.replace('["dog", "cat", "horse"', '["dog {subject}", "cat", "horse"'), "not a name"),
        (BANK.replace('say = "animal"', 'say = "<b>animal</b>"'), "markup"),
        (BANK.replace('say = "animal"', f'say = "{"x" * 201}"'), "200 characters"),
        (BANK + TEMPLATE.format(f'"{"x" * 500} {{subject}}"'), "longer than"),
    ],
)
def test_an_empty_or_hostile_bank_is_refused_when_it_is_imported_and_the_old_one_stays(
    tmp_path: Path, text: str, reason: str
) -> None:
    with make_library(tmp_path, ["dog"]) as library:
        before = alttext.bank(library).id
        broken = own(tmp_path, "en", text)
        with pytest.raises(InputError, match=reason):
            alttext.import_bank(library, broken)
        assert alttext.bank(library).id == before
        assert alttext.suggest_one(library, 1).text == "A dog."


def test_ten_megabytes_a_folder_a_lost_file_and_another_ending_are_refused(tmp_path: Path) -> None:
    with make_library(tmp_path, ["dog"]) as library:
        large = own(tmp_path, "en", BANK + "# " + "x" * 10_000_000)
        with pytest.raises(InputError, match=r"too large .*10\.0 MB"):
            alttext.import_bank(library, large)
        (tmp_path / "folder.toml").mkdir()
        for name in ("folder.toml", "gone.toml", "bank.txt"):
            with pytest.raises(InputError):
                alttext.import_bank(library, tmp_path / name)
        assert alttext.bank(library).name == "small"


def test_a_bank_broken_by_hand_is_said_with_its_line_and_what_was_decided_still_stands(
    tmp_path: Path,
) -> None:
    with make_library(tmp_path, ["dog", "cat"]) as library:
        review.approve(library, 1, text="A dog.")
        file = library.paths.folder / "alttext" / "en.toml"
        file.write_text(BANK.replace("{subject} {action}.", "{subjct} {action}."), encoding="utf-8")
        with pytest.raises(InputError, match=r"en\.toml, line \d+: there is no slot 'subjct'"):
            alttext.suggest_one(library, 2)
        assert review.get(library, 1).state == "approved"
        assert len(review.queue(library).keys) == 2
        assert review.approve(library, 2, text="A cat.").state == "approved"
