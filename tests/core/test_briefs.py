"""Briefs as people paste them, and what is looked for in each."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picturedesk import briefs
from picturedesk.errors import InputError
from picturedesk.records import Brief

Row = tuple[str, str]

SAMPLES: dict[str, tuple[str, list[Row], tuple[str, ...]]] = {
    "keys and values": (
        """Spring launch 2026

Client: Nordlys Running
Budget: EUR 40,000
Deadline: 12 March

Tone: calm, hopeful, a little melancholy
Subjects: two friends running, a woman tying her shoes, an old dog on a lead
Settings: wet city street at dawn; rooftop above the harbour
Avoid: logos, stock smiles, cars
Must have: running shoes in close-up
""",
        [
            ("tone", "calm, hopeful, melancholy"),
            ("subject", "two friends running"),
            ("subject", "woman tying her shoes"),
            ("subject", "old dog on a lead"),
            ("setting", "wet city street at dawn"),
            ("setting", "rooftop above the harbour"),
            ("subject", "running shoes in close-up"),
        ],
        ("logos", "stock smiles", "cars"),
    ),
    "plain sentences": (
        (
            "We want to show two friends running through a wet city street at dawn. The campaign "
            "should feel calm and hopeful, never cheesy. Ideally we also see a dog. No logos, no "
            "traffic and no phones. Budget is €30k and the deadline is 3 May. Then a rooftop "
            "overlooking the harbour, without people."
        ),
        [
            ("subject", "two friends running"),
            ("setting", "wet city street at dawn"),
            ("tone", "calm, hopeful"),
            ("subject", "dog"),
            ("setting", "rooftop overlooking the harbour"),
        ],
        ("logos", "traffic", "phones"),
    ),
    "markdown": (
        """# Project: Harvest Table

## Look & feel
- Rustic but refined
- Honest, unposed

## Talent
1. Grandmother and grandchild kneading dough
2. Farmer (60s) holding a crate of apples

## Locations
* Old orchard in the morning
* Farmhouse kitchen

## Don'ts
- No plastic
- Don't show brand names

## Deliverables
- 6 key visuals, 4:5 and 16:9
- 12 social posts

## Contacts
Jo Smith, jo@agency.example, +44 20 7946 0018
""",
        [
            ("tone", "rustic but refined"),
            ("tone", "honest, unposed"),
            ("subject", "grandmother and grandchild kneading dough"),
            ("subject", "farmer holding a crate of apples"),
            ("setting", "old orchard in the morning"),
            ("setting", "farmhouse kitchen"),
        ],
        ("plastic", "brand names"),
    ),
    "a table pasted from a spreadsheet": (
        (
            "Section\tDetail\nTone\twarm, intimate\nSubjects\tfather and daughter reading; cat asleep "  # noqa: E501
            "on a chair\nSettings\tliving room with fairy lights\nAvoid\tTV screens\nBudget\t£12,000"  # noqa: E501
        ),
        [
            ("tone", "warm, intimate"),
            ("subject", "father and daughter reading"),
            ("subject", "cat asleep on a chair"),
            ("setting", "living room with fairy lights"),
        ],
        ("TV screens",),
    ),
    "a table with a column a kind": (
        """| Scene | Subject | Setting | Mood |
|---|---|---|---|
| 1 | barista pouring milk | tiny corner café | warm |
| 2 | couple sharing a croissant | park bench in autumn | tender |
""",
        [
            ("subject", "barista pouring milk"),
            ("setting", "tiny corner café"),
            ("tone", "warm"),
            ("subject", "couple sharing a croissant"),
            ("setting", "park bench in autumn"),
            ("tone", "tender"),
        ],
        (),
    ),
    "a mail with head and signature": (
        """From: Anna Berg
To: Studio
Subject: Brief for the winter campaign
Date: 3 Nov 2025

Hi all,

Here's the brief. We're looking for pictures of skiers climbing a snowy ridge at sunrise, and a
cosy cabin at night with steam rising from mugs.
Everything should look natural and a bit grainy. Please avoid helicopters and anything too
corporate.

Let me know if you have questions.

Best regards,
Anna
Anna Berg | Marketing Manager
+47 22 22 22 22
www.nordlys.example
""",
        [
            ("subject", "skiers climbing a snowy ridge at sunrise"),
            ("setting", "cosy cabin at night with steam rising from mugs"),
            ("tone", "natural, grainy"),
        ],
        ("helicopters", "corporate"),
    ),
    "headings in capitals": (
        """TONE
Bold. Playful. Loud.

SUBJECTS
Teenagers skateboarding
Girl with pink hair laughing

SETTINGS
Empty swimming pool
Neon-lit arcade

MANDATORIES
Logo bottom right
Product in hand
No alcohol
""",
        [
            ("tone", "bold, playful, loud"),
            ("subject", "teenagers skateboarding"),
            ("subject", "girl with pink hair laughing"),
            ("setting", "empty swimming pool"),
            ("setting", "neon-lit arcade"),
            ("subject", "product in hand"),
        ],
        ("alcohol",),
    ),
    "a note in a hurry": (
        (
            "Just a quick one – need a moodboard for the summer drinks thing. Think long tables in "
            "the garden, friends laughing over lemonade, barefoot kids running through sprinklers. "
            "Warm evening light. Nothing too polished. No alcohol please!! Thx"
        ),
        [
            ("subject", "long tables in the garden"),
            ("subject", "friends laughing over lemonade"),
            ("subject", "barefoot kids running through sprinklers"),
            ("tone", "warm evening light"),
        ],
        ("polished", "alcohol"),
    ),
    "an agency's form": (
        """Campaign: "Slow Mornings"
Brand: Kaffa
Objective: increase awareness by 12 % among 25–40 year olds
Target audience: urban professionals

Visual style: documentary, soft grain, muted colours
Wardrobe: pyjamas, wool socks
Must include: the cup in every picture, natural window light
Nice to have: a dog asleep on the floor
Do not show: phones, laptops, brand logos other than ours
Format: 4:5 and 9:16, 1080 x 1350 px
Tagline: "Take it slow."
KPI: 2 % CTR
""",
        [
            ("tone", "documentary, soft grain, muted colours"),
            ("subject", "pyjamas"),
            ("subject", "wool socks"),
            ("subject", "cup in every picture"),
            ("tone", "natural window light"),
            ("subject", "dog asleep on the floor"),
        ],
        ("phones", "laptops", "brand logos other than ours"),
    ),
    "numbered headings and Word's bullets": (
        (
            "1. MOOD\n\t•\tEnergetic\n\t•\tRaw\n2. WHO\n\t•\tWomen 30+ boxing in a small gym\n"
            "\t•\tA coach taping hands\n3. WHERE\n\t\uf0b7 Basement gym with brick walls\n"
            "o  Night bus\n4. NOT\n\t•\tsix-packs\n\t•\tneon leggings"
        ),
        [
            ("tone", "energetic"),
            ("tone", "raw"),
            ("subject", "women 30+ boxing in a small gym"),
            ("subject", "coach taping hands"),
            ("setting", "basement gym with brick walls"),
            ("setting", "night bus"),
        ],
        ("six-packs", "neon leggings"),
    ),
    "emoji and slashes": (
        (
            "🌊 **Look & feel:** fresh, salty, free 🏄\n"
            "🌅 **Subjects:** surfers waxing boards / a van parked by the dunes / wet dog shaking\n"
            "📍 **Locations:** Atlantic coast at dusk / surf "
            "camp kitchen\n🚫 **Avoid:** drones, palm trees"
        ),
        [
            ("tone", "fresh, salty, free"),
            ("subject", "surfers waxing boards"),
            ("subject", "van parked by the dunes"),
            ("subject", "wet dog shaking"),
            ("setting", "atlantic coast at dusk"),
            ("setting", "surf camp kitchen"),
        ],
        ("drones", "palm trees"),
    ),
    "markup from a wiki": (
        (
            "<p>Mood: <b>quiet luxury</b></p>\n<ul><li>Subjects: woman in a linen suit, silver tray "  # noqa: E501
            "with figs</li></ul>"
        ),
        [
            ("tone", "quiet luxury"),
            ("subject", "woman in a linen suit"),
            ("subject", "silver tray with figs"),
        ],
        (),
    ),
    "a treatment for a film": (
        (
            "The film opens on an empty stadium at night. A lone goalkeeper stands in the rain. Then "  # noqa: E501
            "we cut to a crowded bar, fans holding their breath. It should feel tense but tender. "
            "Avoid any club colours. All rights reserved © 2025. Please get sign-off from legal by "
            "Friday."
        ),
        [
            ("setting", "empty stadium at night"),
            ("subject", "lone goalkeeper stands in the rain"),
            ("setting", "crowded bar"),
            ("subject", "fans holding their breath"),
            ("tone", "tense but tender"),
        ],
        ("club colours",),
    ),
    "a hero and supporting pictures": (
        """Hero: a nurse walking out of a hospital at sunrise
Supporting images:
- colleagues sharing breakfast on the steps
- close-up of tired hands holding a paper cup
- empty corridor with long shadows, no people
Mood – tired but proud
Restrictions: no visible patient faces; no syringes
Usage: 2 years, worldwide
""",
        [
            ("subject", "nurse walking out of a hospital at sunrise"),
            ("subject", "colleagues sharing breakfast on the steps"),
            ("subject", "tired hands holding a paper cup"),
            ("subject", "empty corridor with long shadows"),
            ("tone", "tired but proud"),
        ],
        ("patient faces", "syringes"),
    ),
    "scenes": (
        """Scene 1: A girl wakes up in a tent in the mountains.
Scene 2: She brushes her teeth by a lake, mist rising from the water.
Lighting: early morning, backlit
Props: enamel mugs, wool blankets
Music: acoustic guitar
Duration: 30 sec
""",
        [
            ("subject", "girl wakes up"),
            ("setting", "tent in the mountains"),
            ("subject", "woman brushes her teeth"),
            ("setting", "lake"),
            ("subject", "mist rising from the water"),
            ("tone", "early morning, backlit"),
            ("subject", "enamel mugs"),
            ("subject", "wool blankets"),
        ],
        (),
    ),
    "one paragraph from a shop": (
        (
            "We need pictures for our spring catalogue: tulips in glass vases, hands arranging "
            "flowers, a delivery bike in front of the shop and customers carrying bouquets home in "
            "the rain. Style should be bright, airy and a little bit nostalgic. Please don't use "
            "roses or anything wedding-like. Contact: Marta, 0171 2345678."
        ),
        [
            ("subject", "tulips in glass vases"),
            ("subject", "hands arranging flowers"),
            ("subject", "delivery bike in front of the shop"),
            ("subject", "customers carrying bouquets home in the rain"),
            ("tone", "bright, airy, nostalgic"),
        ],
        ("roses", "wedding-like"),
    ),
    "want and don't want": (
        (
            "What we want: kids building a raft by the river, muddy knees, sun through leaves\n"
            "What we don't want: screens, superhero costumes, perfect hair"
        ),
        [
            ("subject", "kids building a raft"),
            ("setting", "river"),
            ("subject", "muddy knees"),
            ("subject", "sun through leaves"),
        ],
        ("screens", "superhero costumes", "perfect hair"),
    ),
    "two things and nothing else": (
        "two runners, sunset skyline",
        [("subject", "two runners"), ("setting", "sunset skyline")],
        (),
    ),
}


def rows(brief: Brief) -> list[Row]:
    return [(str(b.kind), b.text) for b in brief.beats]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_pasted_brief_becomes_its_beats(name: str) -> None:
    text, expected, avoid = SAMPLES[name]
    brief = briefs.parse(text)
    assert rows(brief) == expected
    assert brief.avoid == avoid


@pytest.mark.parametrize("name", SAMPLES)
def test_line_ends_and_byte_order_marks_change_nothing(name: str) -> None:
    text = SAMPLES[name][0]
    odd = "\ufeff" + text.replace("\n", "\r\n").replace(" ", "\u00a0", 3)
    assert briefs.parse(odd).beats == briefs.parse(text).beats


def test_every_beat_has_an_id_of_its_own_and_what_is_avoided_everywhere() -> None:
    for text, _, _ in SAMPLES.values():
        brief = briefs.parse(text)
        assert len({b.id for b in brief.beats}) == len(brief.beats)
        assert all(set(brief.avoid) <= set(b.avoid) for b in brief.beats)


def test_what_one_picture_must_not_show_stays_with_its_beat() -> None:
    brief = briefs.parse(SAMPLES["plain sentences"][0])
    by_text = {b.text: b for b in brief.beats}
    assert "cheesy" in by_text["calm, hopeful"].avoid
    assert "people" in by_text["rooftop overlooking the harbour"].avoid
    assert "people" not in by_text["two friends running"].avoid


def test_a_must_weighs_more_and_what_would_be_nice_less() -> None:
    brief = briefs.parse(SAMPLES["an agency's form"][0])
    by_text = {b.text: b for b in brief.beats}
    assert by_text["cup in every picture"].must_have
    assert by_text["cup in every picture"].weight > by_text["pyjamas"].weight
    assert by_text["dog asleep on the floor"].weight < by_text["pyjamas"].weight


def test_a_subject_and_its_place_from_one_sentence_share_their_number() -> None:
    first, second = briefs.parse(SAMPLES["plain sentences"][0]).beats[:2]
    assert second.id == f"{first.id}b"


def test_what_is_left_out_is_said_with_the_reason() -> None:
    left = dict(briefs.parse(SAMPLES["keys and values"][0]).left_out)
    assert left["Budget: EUR 40,000"] == "budget"
    assert left["Deadline: 12 March"] == "dates and schedule"
    assert "client" in left["Client: Nordlys Running"]
    mail = dict(briefs.parse(SAMPLES["a mail with head and signature"][0]).left_out)
    assert mail["Hi all,"] == "greeting"
    assert mail["Anna Berg | Marketing Manager"] == "signature"
    film = dict(briefs.parse(SAMPLES["a treatment for a film"][0]).left_out)
    assert "legal" in film["All rights reserved © 2025."]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Harvest Table\n\nTone: warm", "Harvest Table"),
        ("Project: Harvest Table\nTone: warm", "Harvest Table"),
        ("Spring launch 2026\n\nTone: warm", "Spring launch 2026"),
        ('FELL & SHORE: SPRING LAUNCH "FIRST LIGHT"\n\nTone: warm', None),
        ("Subject: Winter\nFrom: me\n\nA dog in the snow.", "Winter"),
    ],
)
def test_the_title_is_found(text: str, title: str | None) -> None:
    assert briefs.parse(text).title == (title or text.split("\n", maxsplit=1)[0])


@pytest.mark.parametrize(
    "text", ["", "   \n\t\r\n", "\ufeff", "🙂🙂", "Budget: 3,000 EUR", "---\n--\n"]
)
def test_a_brief_with_nothing_in_it_says_so_with_a_way_out(text: str) -> None:
    with pytest.raises(InputError) as caught:
        briefs.parse(text)
    assert caught.value.way_out


@pytest.mark.parametrize(
    "text",
    [
        "Tone: warm\n" + "two friends running through the city at dawn, " * 250_000,
        "a" * 100_000 + "\nTone: warm",
        "no " * 30_000 + "\nTone: warm",
        "Tone: warm\n" + "- two friends running\n" * 400_000,
        "Tone: warm\n" + "(" * 50_000 + "\n" + "\t|" * 30_000,
        "Tone: warm\n" + "We want to show " * 10_000,
        "Tone: warm\n" + ", no people" * 10_000,
    ],
    ids=["10 MB", "one long word", "negations", "many lines", "brackets", "lead-ins", "withouts"],
)
def test_a_huge_brief_takes_bounded_work_and_says_what_was_not_read(text: str) -> None:
    start = time.process_time()
    brief = briefs.parse(text)
    assert time.process_time() - start < 4.0
    assert brief.beats
    assert len(brief.beats) <= briefs.MAX_BEATS
    if len(text) > 120_000:
        assert any("too long" in why for _, why in brief.left_out)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        brief = briefs.parse(text, language="en")
    except InputError:
        return
    assert all(b.text.strip() and len(b.text) < 600 for b in brief.beats)


def test_a_file_is_read_in_the_encodings_people_have(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes("Settings: café at night".encode(encoding))
        assert briefs.parse(briefs.read(file)).beats[0].text == "café at night"


def test_a_file_that_is_missing_or_no_text_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        briefs.read(tmp_path / "none.txt")
    (tmp_path / "brief.docx").write_bytes(b"PK\x03\x04\0\0\0\0")
    with pytest.raises(InputError, match="not a text file"):
        briefs.read(tmp_path / "brief.docx")
