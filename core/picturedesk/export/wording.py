"""The fixed words of an export, in one place, so that another language is another instance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from picturedesk.records import BeatKind, Coverage


@dataclass(frozen=True, slots=True)
class Wording:
    """English; every field is a text that appears on a page."""

    language: str = "en"
    moodboard: str = "Moodboard"
    overview: str = "The brief, and what the library has for it"
    tone: str = "Tone"
    subject: str = "Subjects"
    setting: str = "Settings"
    one_tone: str = "Tone"
    one_subject: str = "Subject"
    one_setting: str = "Setting"
    covered: str = "covered"
    thin: str = "thin"
    gap: str = "gap"
    must_have: str = "must have"
    avoid: str = "Not to be shown"
    left_out: str = "Left out of the search"
    palette: str = "Palette"
    more: str = "More pictures"
    arranged: str = "The board"
    shot_list: str = "Shot list"
    shot_list_lead: str = "What the library does not have yet."
    nothing_missing: str = "Nothing is missing."
    gap_lead: str = "Nothing in the library fits. See the shot list."
    missing: str = "This picture could not be read."
    no_pictures: str = "No pictures yet."
    columns: tuple[str, ...] = ("Scene", "Shot", "Description", "Framing", "Props", "Notes")
    months: tuple[str, ...] = (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    )  # fmt: skip
    day: str = "{day} {month} {year}"
    gaps: str = "gaps"
    one_fits: str = "1 picture fits"
    fit: str = "{n} pictures fit"

    def date(self, moment: datetime) -> str:
        """``4 March 2026``."""
        month = self.months[moment.month - 1]
        return self.day.format(day=moment.day, month=month, year=moment.year)

    def kind(self, kind: BeatKind) -> str:
        """The heading of a group of beats."""
        return {"tone": self.tone, "subject": self.subject, "setting": self.setting}[kind]

    def one(self, kind: BeatKind) -> str:
        """The label of one beat."""
        words = {"tone": self.one_tone, "subject": self.one_subject, "setting": self.one_setting}
        return words[kind]

    def coverage(self, coverage: Coverage) -> str:
        """Covered, thin or gap."""
        return {"covered": self.covered, "thin": self.thin, "gap": self.gap}[coverage]

    def found(self, fitting: int) -> str:
        """How many pictures fit a beat."""
        return self.one_fits if fitting == 1 else self.fit.format(n=fitting)

    def counts(self, covered: int, thin: int, gaps: int) -> str:
        """The line under the title."""
        parts = [
            (covered, self.covered),
            (thin, self.thin),
            (gaps, self.gap if gaps == 1 else self.gaps),
        ]
        return "  ·  ".join(f"{n} {word}" for n, word in parts if n)


ENGLISH = Wording()
GERMAN = Wording(
    language="de",
    overview="Das Briefing, und was die Bibliothek dafür hat",
    tone="Stimmung",
    subject="Motive",
    setting="Orte",
    one_tone="Stimmung",
    one_subject="Motiv",
    one_setting="Ort",
    covered="gedeckt",
    thin="knapp",
    gap="Lücke",
    must_have="Pflicht",
    avoid="Nicht zu zeigen",
    left_out="Nicht gesucht",
    palette="Farben",
    more="Weitere Bilder",
    arranged="Das Board",
    shot_list="Aufnahmeliste",
    shot_list_lead="Was die Bibliothek noch nicht hat.",
    nothing_missing="Nichts fehlt.",
    gap_lead="Nichts in der Bibliothek passt. Siehe Aufnahmeliste.",
    missing="Dieses Bild konnte nicht gelesen werden.",
    no_pictures="Noch keine Bilder.",
    columns=("Szene", "Aufnahme", "Beschreibung", "Bildausschnitt", "Requisiten", "Hinweise"),
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
    ),
    day="{day}. {month} {year}",
    gaps="Lücken",
    one_fits="1 Bild passt",
    fit="{n} Bilder passen",
)  # fmt: skip
_ALL = {wording.language: wording for wording in (ENGLISH, GERMAN)}


def wording_in(language: str) -> Wording:
    """The words of a language; English where there are none."""
    return _ALL.get(language, ENGLISH)
