"""Briefs of eleven shapes as people paste them: each becomes the beats a designer would write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from picturedesk import briefs
from picturedesk.board_document import BoardBeat, blank
from picturedesk.briefs.lexicon import LANGUAGES, load
from picturedesk.errors import InputError
from picturedesk.moodboard.shots import shot_list
from picturedesk.records import Brief

Row = tuple[str, str]


def rows(brief: Brief) -> list[Row]:
    return [(str(b.kind), b.text) for b in brief.beats]


SHAPES: dict[str, tuple[str, list[Row], tuple[str, ...]]] = {
    "capital headings": (
        """AUTUMN CAMPAIGN — "SLOW ROADS"
Client: Velo Nord
Deadline: 3 September 2027
Budget: £22,000

MOOD
Quiet, golden, unhurried

WHO
- A father and daughter on a cargo bike
- An older woman repairing a wheel in her workshop

WHERE
- Cobbled street after rain
- Bridge over a canal

NOT
- Lycra, racing, helmets with logos

DELIVERABLES
- 4 x 4:5 for Instagram
- 1 x 48-sheet poster
""",
        [
            ("tone", "quiet, golden, unhurried"),
            ("subject", "father and daughter on a cargo bike"),
            ("subject", "older woman repairing a wheel in her workshop"),
            ("setting", "cobbled street after rain"),
            ("setting", "bridge over a canal"),
        ],
        ("lycra", "racing", "helmets with logos"),
    ),
    "bullets and nothing else": (
        """* hands kneading dough on a floured table
* steam rising from a loaf of bread
* a baker carrying trays at 5 am
* no stock-photo smiles
* 12 social posts, 1080x1350
* shop window lit at night
""",
        [
            ("subject", "hands kneading dough on a floured table"),
            ("subject", "steam rising from a loaf of bread"),
            ("subject", "baker carrying trays at 5 am"),
            ("subject", "shop window lit at night"),
        ],
        ("stock-photo smiles",),
    ),
    "plain prose": (
        """We are launching a new oat drink for people who take their breakfast seriously. The \
pictures should feel sunny and a bit clumsy, never polished. Show a couple making pancakes in a \
small kitchen, a child pouring milk over cereal, and a cat watching from the window sill. We \
also want one quiet still life of the carton on a wooden table with morning light. Please avoid \
plastic, supermarkets and anyone in sportswear. The budget is 15,000 euros and we need \
everything by 14 May.
""",
        [
            ("tone", "sunny, clumsy"),
            ("subject", "couple making pancakes"),
            ("setting", "small kitchen"),
            ("subject", "child pouring milk over cereal"),
            ("subject", "cat watching from the window sill"),
            (
                "subject",
                "one quiet still life of the carton on a wooden table with morning \
light",
            ),
        ],
        ("plastic", "supermarkets", "anyone in sportswear"),
    ),
    "markdown with a table": (
        """# Hotel Meridian – Winter 2027

**Client:** Meridian Group
**Launch:** 1 November

## The idea
Warm inside while it snows outside.

## Tone of voice & look
*intimate*, *candle-lit*, **not** glossy

## What we want to see
1. A couple reading by the fireplace
2. Snow falling behind a large window
3. A chef plating a dessert, close-up

## Locations
| Place | Why |
|---|---|
| Hotel lobby at night | arrival |
| Sauna with a view of the mountains | wellness |

## Don't
- Santa Claus
- champagne towers

## Formats
- 16:9, 1:1, 9:16
""",
        [
            ("subject", "warm inside while it snows outside"),
            ("tone", "intimate, candle-lit"),
            ("subject", "couple reading by the fireplace"),
            ("subject", "snow falling behind a large window"),
            ("subject", "chef plating a dessert, close-up"),
            ("setting", "hotel lobby at night"),
            ("setting", "sauna with a view of the mountains"),
        ],
        ("glossy", "Santa Claus", "champagne towers"),
    ),
    "German headings": (
        """Kampagne: Frühlingserwachen 2027
Kunde: Gärtnerei Blum
Budget: 12.000 EUR
Termin: 15. März 2027

Stimmung
- hell, frisch, lebendig

Motive
- Frau mit Gießkanne im Garten
- Kinder pflanzen Tomaten auf dem Balkon
- Nahaufnahme von Händen in Erde

Orte
- Gewächshaus am Morgen
- Dachterrasse über der Stadt

Nicht zeigen
- Schnee, Plastik, Logos

Formate
- 6 Social Posts, 1080 x 1350
""",
        [
            ("tone", "hell, frisch, lebendig"),
            ("subject", "Frau mit Gießkanne im Garten"),
            ("subject", "Kinder pflanzen Tomaten auf dem Balkon"),
            ("subject", "Nahaufnahme von Händen in Erde"),
            ("setting", "Gewächshaus am Morgen"),
            ("setting", "Dachterrasse über der Stadt"),
        ],
        ("Schnee", "Plastik", "Logos"),
    ),
    "a German mail in sentences": (
        """Hallo zusammen,

für die neue Wanderlinie brauchen wir ein Moodboard. Wir möchten zwei Freundinnen auf einem \
Bergpfad im Nebel zeigen und einen Hund, der durch einen Bach springt. Die Stimmung soll ruhig \
und ein bisschen wild sein. Bitte keine Selfies und keine Gipfelkreuze. Das Budget liegt bei \
8.000 Euro.

Viele Grüße
Jana
""",
        [
            ("subject", "zwei Freundinnen"),
            ("setting", "Bergpfad im Nebel"),
            ("subject", "Hund, der durch einen Bach springt"),
            ("tone", "ruhig, wild"),
        ],
        ("Selfies", "Gipfelkreuze"),
    ),
    "a mail with head, quote and signature": (
        """From: Tom Reyes <tom@brightside.example>
To: studio@orrery.example
Subject: RE: moodboard for the spring tea range
Date: Tue, 2 Feb 2027 09:14

Hi Anna,

hope you had a great weekend! As discussed, here's what we're after for the tea range:

- someone alone with a cup by a rainy window
- two old friends laughing on a park bench
- loose tea leaves spilling on linen, from above

It should feel slow, soft and a little nostalgic. No coffee, no phones, no offices please.

Must-have: a hand holding the green tin.

We'd need 10 images by Friday. Let me know if you have questions!

Best,
Tom

Tom Reyes | Brand Manager | +44 20 7946 0123
> On Mon, Anna wrote:
> what about the budget?
""",
        [
            ("subject", "someone alone with a cup by a rainy window"),
            ("subject", "two old friends laughing on a park bench"),
            ("subject", "loose tea leaves spilling on linen, from above"),
            ("tone", "slow, soft, nostalgic"),
            ("subject", "hand holding the green tin"),
        ],
        ("coffee", "phones", "offices"),
    ),
    "keys and values with several things in each": (
        """Project name: Night Shift
Brand: Halden Tools
Objective: raise awareness by 12%
Target audience: professionals 30-55
Key message: Built for the dark hours
Tone: gritty, proud, honest
Subject matter: electricians repairing a street lamp; a nurse leaving hospital at dawn; welders \
with sparks
Setting: empty motorway, factory hall, city at 4 am
Mandatory: orange headlamp visible
Do not show: blood, injuries, messy cables
Deliverables: 3 key visuals, 2 banners 970x250
Usage: worldwide, 2 years
Deadline: 30/06/2027
""",
        [
            ("tone", "gritty, proud, honest"),
            ("subject", "electricians repairing a street lamp"),
            ("subject", "nurse leaving hospital at dawn"),
            ("subject", "welders with sparks"),
            ("setting", "empty motorway"),
            ("setting", "factory hall"),
            ("setting", "city at 4 am"),
            ("subject", "orange headlamp visible"),
        ],
        ("blood", "injuries", "messy cables"),
    ),
    "a script's scene headings": (
        """SCENE 1 - EXT. BEACH - DAWN
A surfer waxes her board next to an old van.
SCENE 2 - INT. VAN - MORNING
Two friends share coffee from a thermos, windows fogged up.
SCENE 3 - EXT. OCEAN - DAY
Wide shot: three surfers paddle out through green waves.
No drones. No brand logos.
""",
        [
            ("setting", "beach at dawn"),
            ("subject", "surfer waxes her board next to an old van"),
            ("setting", "van at morning"),
            ("subject", "two friends share coffee from a thermos"),
            ("subject", "windows fogged up"),
            ("setting", "ocean at day"),
            ("subject", "three surfers paddle out through green waves"),
        ],
        ("drones", "brand logos"),
    ),
    "one line with everything in it": (
        """sunlit kitchen, family baking bread, flour in the air, no plastic, budget 5k, by 1 June
""",
        [
            ("setting", "sunlit kitchen"),
            ("subject", "family baking bread"),
            ("subject", "flour in the air"),
        ],
        ("plastic",),
    ),
    "a chat message with wild dashes": (
        """Moodboard request!!!

Look: think Wes Anderson meets 70s camping
Colours: mustard, teal, faded pink

we want:
 – a family around a campfire (3 kids, 1 dog)
 – retro caravan by a lake
 – marshmallows, close up
 – (optional) a canoe at sunset

pls NO tents from our competitor and no rain

Timing: shoot 12.–14. April, delivery 30 April
Budget TBC
""",
        [
            ("tone", "Wes Anderson meets 70s camping"),
            ("tone", "mustard, teal, faded pink"),
            ("subject", "family around a campfire, 3 kids, 1 dog"),
            ("subject", "retro caravan by a lake"),
            ("subject", "marshmallows, close up"),
            ("subject", "canoe at sunset"),
        ],
        ("tents from our competitor", "rain"),
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_brief_of_this_shape_becomes_its_beats(name: str) -> None:
    text, expected, avoid = SHAPES[name]
    brief = briefs.parse(text)
    assert rows(brief) == expected
    assert brief.avoid == avoid


LEFT_OUT = {
    "plain prose": "budget",
    "German headings": "dates and schedule",
    "a German mail in sentences": "budget",
    "one line with everything in it": "dates and schedule",
    "a chat message with wild dashes": "budget",
    "keys and values with several things in each": "deliverables and formats",
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_no_picture_is_left_out_and_said(name: str) -> None:
    brief = briefs.parse(SHAPES[name][0])
    assert LEFT_OUT[name] in {why for _, why in brief.left_out}
    words = " ".join(beat.text for beat in brief.beats).lower()
    assert not any(word in words for word in ("budget", "€", "deadline", "termin", "1080"))


def test_what_is_optional_weighs_less_and_a_must_more() -> None:
    chat = {b.text: b for b in briefs.parse(SHAPES["a chat message with wild dashes"][0]).beats}
    assert chat["canoe at sunset"].weight < chat["retro caravan by a lake"].weight
    mail = briefs.parse(SHAPES["a mail with head, quote and signature"][0])
    assert {b.text for b in mail.beats if b.must_have} == {"hand holding the green tin"}


def test_the_title_of_a_mail_is_its_subject_without_replies() -> None:
    brief = briefs.parse(SHAPES["a mail with head, quote and signature"][0])
    assert brief.title == "moodboard for the spring tea range"


def test_a_german_brief_is_known_by_its_words_and_gets_a_german_shot_list() -> None:
    text = SHAPES["German headings"][0]
    assert briefs.detect(text) == "de"
    assert briefs.detect(SHAPES["plain prose"][0]) == "en"
    beats = tuple(BoardBeat(beat) for beat in briefs.parse(text).beats)
    shots = shot_list(replace(blank(), brief=text, beats=beats))
    assert {"Gewächshaus am Morgen", "Stimmungsbilder"} <= {shot.scene for shot in shots}
    notes = " ".join(shot.notes for shot in shots)
    assert "Nichts in der Bibliothek passt." in notes
    assert "Nicht ins Bild: Schnee, Plastik, Logos." in notes


def test_every_language_has_the_same_entries_as_english() -> None:
    english = load("en")
    for language in LANGUAGES:
        other = load(language)
        assert other.patterns.keys() == english.patterns.keys()
        assert other.phrases.keys() == english.phrases.keys()
        assert other.shots.keys() == english.shots.keys()
        assert set(other.sections.values()) == set(english.sections.values())


def test_english_headings_are_known_in_a_german_brief() -> None:
    text = "Tonality: warm\nDon'ts: Schnee\n\nMotive\n- eine Frau mit dem Hund am See\n"
    brief = briefs.parse(text)
    assert rows(brief)[0] == ("tone", "warm")
    assert brief.avoid == ("Schnee",)


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"{\\rtf1", b"\xd0\xcf\x11\xe0\xa1\xb1", b"PK\3\4"])
def test_what_is_no_text_is_refused_with_a_way_out(head: bytes) -> None:
    with pytest.raises(InputError, match=r"brief\.doc is not a text file") as caught:
        briefs.decode(head + b" Tone: warm", "brief.doc")
    assert "txt" in caught.value.way_out


def test_the_source_of_a_page_or_a_mail_is_read_as_people_see_it() -> None:
    brief = briefs.parse(
        "<html><head><style>p{color:red}</style><title>x</title></head><body><p>Hi all,</p>"
        "<p>here's the brief for <b>Summer</b> &ndash; see below.</p><h2>Tone</h2><ul>"
        "<li><p>Playful &amp; bright</p></li><li>quiet</li></ul><p><b>Subjects</b><br>A dog on a"
        " beach<br>A cat &lt;3</p><table><tr><th>Where</th><td>forest path</td></tr></table>"
        "<p><b>Don't show:</b> alcohol</p><p>Best regards,<br>Jane</p></body></html>"
    )
    assert [(beat.kind.value, beat.text) for beat in brief.beats] == [
        ("tone", "playful & bright"), ("tone", "quiet"), ("subject", "dog on a beach"),
        ("subject", "cat <3"), ("setting", "forest path"),
    ]  # fmt: skip
    assert brief.avoid == ("alcohol",)


@pytest.mark.parametrize(
    "text",
    [
        "# Spring campaign\n\nTwo dogs on the beach.\nA child in a fountain.\n",
        "Campaign:\nSpring campaign\n\nTwo dogs on the beach.\nA child in a fountain.\n",
        "Campaign: Spring campaign\nProject: First light\nTwo dogs on a beach\nA fountain\n",
    ],
)
def test_the_announcement_of_a_title_swallows_no_line_after_it(text: str) -> None:
    brief = briefs.parse(text)
    assert brief.title == "Spring campaign"
    shown = " ".join(beat.text for beat in brief.beats)
    assert "dogs" in shown
    assert "fountain" in shown
    assert "First light" not in shown
    assert ("First light" in text) == any("First light" in line for line, _ in brief.left_out)


def test_the_number_of_a_chapter_is_no_part_of_what_is_looked_for() -> None:
    brief = briefs.parse(
        "Subjects\n1.1 A climber on a wall\n1.2 A dog\n1.5 litre bottles in a row\n"
    )
    assert [beat.text for beat in brief.beats] == [
        "climber on a wall", "dog", "1.5 litre bottles in a row",
    ]  # fmt: skip


def test_what_is_not_wanted_loses_the_words_around_it() -> None:
    brief = briefs.parse("Two dogs on a beach. Avoid crowds and anything with logos.")
    assert brief.avoid == ("crowds", "logos")


def test_two_scenes_in_one_sentence_are_two_things_to_look_for() -> None:
    brief = briefs.parse(
        "We want to show two dogs racing along a beach and a child laughing in a fountain. "
        "A father and a daughter riding on a bike. A couple dancing in the street and in the park."
    )
    assert [beat.text for beat in brief.beats] == [
        "two dogs racing", "beach", "child laughing in a fountain",
        "father and a daughter riding on a bike", "couple dancing in the street", "park",
    ]  # fmt: skip
