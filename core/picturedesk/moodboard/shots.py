"""The shot list: what is missing, as lines a photographer can use (pure).

Every gap becomes a shot, a gap that is a must gets an alternative with room for a headline, a
thin beat gets one more. Framing, props and notes come from the words of the beat through the
tables in ``resources/briefs/``; nothing is invented beyond them.
"""

from __future__ import annotations

import ntpath
import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any

from picturedesk.board_document import Board, BoardBeat, Shot
from picturedesk.briefs.lexicon import Lexicon, detect, load
from picturedesk.records import BeatKind, Coverage

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_MOST = 3


def shot_list(board: Board) -> tuple[Shot, ...]:
    """Shots for the board's gaps and thin beats, by scene."""
    lexicon = load(detect(board.brief or " ".join(b.beat.text for b in board.beats)))
    data = lexicon.shots
    scenes: dict[str, list[BoardBeat]] = {}
    for beat in board.beats:
        if beat.coverage is not Coverage.COVERED:
            scenes.setdefault(_scene(board, beat, lexicon), []).append(beat)
    shots: list[Shot] = []
    for number, (scene, beats) in enumerate(scenes.items(), 1):
        count = 0
        for beat in beats:
            count += 1
            first = _shot(board, beat, scene, f"{number}.{count}", data)
            shots.append(first)
            if beat.coverage is Coverage.GAP and beat.beat.must_have:
                count += 1
                shots.append(_alternative(first, f"{number}.{count}", data))
    return tuple(shots)


def _scene(board: Board, beat: BoardBeat, lexicon: Lexicon) -> str:
    """Where it happens: the place itself, one of the brief's, or one that is still to be found."""
    data = lexicon.shots
    if beat.beat.kind is BeatKind.SETTING:
        return _capital(beat.beat.text)
    if beat.beat.kind is BeatKind.TONE:
        return str(data["scene_mood"])
    places = _places(board, beat, lexicon)
    if len(places) == 1:
        return _capital(places[0])
    several = str(data["scene_named"]).format(places=" / ".join(places[:3]))
    return several if places else str(data["scene_any"])


def _places(board: Board, beat: BoardBeat, lexicon: Lexicon) -> list[str]:
    """The brief's places at which a subject can be: that of its sentence, that it names, or all.

    None, where it says itself that it is somewhere else.
    """
    places = [b for b in board.beats if b.beat.kind is BeatKind.SETTING]
    own = _sentence_of(beat)
    loose = set(str(lexicon.shots["scene_loose"]).split())
    named = {w for w in _words(beat.beat.text) - loose if w in lexicon.places}
    for fitting in (
        [p for p in places if own and _sentence_of(p) == own],
        [p for p in places if named & _words(p.beat.text)],
    ):
        if fitting:
            return [fitting[0].beat.text]
    return [] if named else [p.beat.text for p in places]


def _sentence_of(beat: BoardBeat) -> str:
    # Beats of one sentence share their number: "3", "3b", "3c".
    found = re.match(r"\d+", beat.id)
    return found[0] if found else ""


def _shot(board: Board, beat: BoardBeat, scene: str, number: str, data: Mapping[str, Any]) -> Shot:
    own = set(_WORD.findall(beat.beat.text.lower()))
    around = own if scene.startswith(str(data["scene_named"])[:6]) else own | _words(scene)
    return Shot(
        scene=scene,
        shot=number,
        description=_description(board, beat, data),
        framing=_framing(beat, own, data["framing"]),
        props="; ".join(_fitting(data["props"], around)),
        notes=" ".join(_notes(board, beat, around, data)),
        beat_id=beat.id,
    )


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _description(board: Board, beat: BoardBeat, data: Mapping[str, Any]) -> str:
    parts = [_capital(beat.beat.text).rstrip(".") + "."]
    tones = [b.beat.text for b in board.beats if b.beat.kind is BeatKind.TONE and b is not beat]
    if tones and beat.beat.kind is not BeatKind.TONE:
        parts.append(str(data["light"]).format(tones=", ".join(tones[:2])))
    return " ".join(parts)


def _framing(beat: BoardBeat, words: set[str], rules: Sequence[Mapping[str, str]]) -> str:
    for rule in rules:
        kind = rule.get("kind", beat.beat.kind)
        if kind == beat.beat.kind and ("when" not in rule or words & set(rule["when"].split())):
            return rule["text"]
    return ""


def _fitting(rules: Sequence[Mapping[str, str]], words: set[str]) -> list[str]:
    return [r["text"] for r in rules if words & set(r["when"].split())][:_MOST]


def _notes(board: Board, beat: BoardBeat, words: set[str], data: Mapping[str, Any]) -> list[str]:
    notes = []
    if beat.coverage is Coverage.GAP:
        notes.append(str(data["gap"]))
    else:
        verb = str(data["one" if beat.fitting == 1 else "several"])
        notes.append(str(data["thin"]).format(count=beat.fitting, count_verb=verb))
    if beat.beat.must_have:
        notes.append(str(data["must_have"]))
    notes += _fitting(data["notes"], words)
    avoid = list(dict.fromkeys(beat.beat.avoid))
    if avoid:
        notes.append(str(data["avoid"]).format(avoid=", ".join(avoid[:8])))
    reference = next((board.asset(m.asset_id) for m in beat.matches), None)
    if reference is not None:
        notes.append(str(data["closest"]).format(file=_name(reference.path)))
    return notes


def _name(path: str) -> str:
    base = ntpath.basename(posixpath.basename(path))
    return base.encode("utf-8", "replace").decode("utf-8")


def _alternative(shot: Shot, number: str, data: Mapping[str, Any]) -> Shot:
    return Shot(
        scene=shot.scene,
        shot=number,
        description=str(data["second"]).format(shot=shot.shot),
        framing=str(data["second_framing"]),
        props=shot.props,
        notes="",
        beat_id=shot.beat_id,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
