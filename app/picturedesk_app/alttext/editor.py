"""The right side: one picture's text in one language, and all that helps to finish it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from picturedesk.suggestions import EMPTY_ROLES, LintWarning, Review, ReviewState, Role, Runner
from picturedesk_app.alttext.asking import Item
from picturedesk_app.alttext.chips import SlotChips
from picturedesk_app.alttext.deciding import Draft
from picturedesk_app.alttext.key_button import TextRow
from picturedesk_app.alttext.marks import marks
from picturedesk_app.alttext.text_field import TextField
from picturedesk_app.alttext.wanted import ROLES, STATE_TONES, STATE_WORDS, how_sure
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size

RUNNERS = 5
"""Other sentences shown; each has a number key."""
_LINES = 4
"""Warnings shown in full."""


class Editor(QFrame):
    """Shows an :class:`Item` and holds what its user makes of the text."""

    changed = Signal()
    """The text, the role or a slot is another; lint is wanted."""
    slots_wanted = Signal(object)
    """A sentence with these slots (slot to value) is wanted."""
    role_chosen = Signal(object)
    entered = Signal()
    left = Signal()
    focused = Signal(bool)

    def __init__(self, *, second: bool = False) -> None:
        super().__init__()
        self._second = second
        self.item: Item | None = None
        self.role = Role.INFORMATIVE
        self.settled = False
        """Its text was decided or kept; what is on its way need not be kept again."""
        self._slots: dict[str, str] = {}
        self._composed = ""
        self._runners: tuple[Runner, ...] = ()
        self._told: tuple[LintWarning, ...] = ()
        self.state = _label("muted", tr("State"))
        self.sure = _label("muted", tr("How sure"))
        self.count = _label("tiny", tr("Length"))
        self.language = QPushButton()
        self.language.setProperty("role", "quiet-chip")
        self.language.setVisible(second)
        self.language.setEnabled(second)
        self.language.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.field = TextField()
        self.field.setAccessibleName(tr("Alt text"))
        self.extended = TextField(role="plain")
        self.extended.setAccessibleName(tr("Long description"))
        self.extended.setPlaceholderText(tr("What it shows in full: data, relations, places"))
        self.lint = QLabel()
        self.chips = SlotChips()
        self.role_button = QPushButton()
        self.role_button.setProperty("role", "quiet-chip")
        self.role_reason = _label("small", "")
        self._others = QVBoxLayout()
        self._build()
        self._connect()
        self.show_item(None)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Size.S1)
        for part in (self.state, self.sure):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.language)
        self.lint.setWordWrap(True)
        self.lint.setTextFormat(Qt.TextFormat.PlainText)
        self.lint.setProperty("role", "thin")
        self.lint.setAccessibleName(tr("Warnings"))
        self.role_reason.setWordWrap(True)
        self.words_title = section(tr("Words"), "Ctrl 1–9")
        self.others_title = section(tr("Other sentences"), "" if self._second else "1–5")
        role_line = QHBoxLayout()
        role_line.setSpacing(Size.S2)
        role_line.addWidget(self.role_button, 0, Qt.AlignmentFlag.AlignTop)
        role_line.addWidget(self.role_reason, 1)
        under = QHBoxLayout()
        under.addWidget(self.lint, 1)
        under.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._others.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Size.S2)
        layout.addLayout(head)
        layout.addWidget(self.field)
        layout.addLayout(under)
        layout.addWidget(self.extended)
        layout.addWidget(self.words_title)
        layout.addWidget(self.chips)
        layout.addWidget(self.others_title)
        layout.addLayout(self._others)
        layout.addWidget(section(tr("What it is for"), "" if self._second else "O"))
        layout.addLayout(role_line)

    def _connect(self) -> None:
        self.field.typed.connect(self._typed)
        self.extended.typed.connect(self.changed)
        for field in (self.field, self.extended):
            field.entered.connect(self.entered)
            field.left.connect(self.left)
            field.focused.connect(self.focused)
            field.slot_numbered.connect(self.chips.open_number)
        self.field.slot_pressed.connect(self.chips.open)
        self.chips.chosen.connect(self._slot_chosen)
        self.role_button.clicked.connect(self.open_roles)

    # -- showing -------------------------------------------------------------------------------

    def show_item(self, item: Item | None) -> None:
        """Another picture; what was typed for the one before is gone from here."""
        self.item = item
        self.settled = False
        self.setEnabled(item is not None)
        review = item.review if item is not None else None
        suggestion = review.suggestion if review is not None else None
        self.role = review.role if review is not None else Role.INFORMATIVE
        self._slots = {s.name: s.chosen for s in suggestion.slots} if suggestion else {}
        self._composed = suggestion.text if suggestion else ""
        self._runners = suggestion.runners_up[:RUNNERS] if suggestion else ()
        self.field.begin(review.text if review is not None else "")
        self.extended.begin(review.extended if review is not None else "")
        self._show_state(review)
        self._show_runners()
        self._show_role()
        self.show_warnings(item.warnings if item is not None else ())
        self._show_slots()

    def refresh(self, item: Item) -> None:
        """The same picture, decided or proposed anew; a text that is being written stays."""
        other = self.item is None or self.item.row.key != item.row.key
        if other or not self.touched or self.settled:
            self.show_item(item)
        else:
            self.item = item
            self._show_state(item.review)

    def _show_state(self, review: Review | None) -> None:
        state = review.state if review is not None else ReviewState.MISSING
        words = tr(STATE_WORDS[state]) if review is not None else ""
        if review is not None and review.from_file:
            words = tr("The file's own text")
        if state is ReviewState.STALE and review is not None and review.outdated:
            words += ": " + ", ".join(tr(str(why)) for why in review.outdated)
        unsaid = state is ReviewState.SUGGESTED and review is not None and not review.text
        if unsaid and self.role not in EMPTY_ROLES:
            words = tr("Nothing was sure enough to say")
        self.state.setText(words)
        restyle(self.state, STATE_TONES.get(state, "muted"))
        known = review is not None and review.suggestion is not None and review.confidence > 0
        sure = known and not unsaid
        self.sure.setText(f"· {how_sure(review.confidence)}" if sure and review is not None else "")
        self.sure.setToolTip(
            tr("How sure the model is of the subject: {n} %", n=round(review.confidence * 100))
            if review is not None and sure else ""
        )  # fmt: skip
        waiting = review is not None and state is ReviewState.MISSING
        self.field.setPlaceholderText(
            tr("Nothing could be proposed yet: write what one should know")
            if waiting else tr("Write what somebody who cannot see it should know")
        )  # fmt: skip

    def show_why_without(self, why: str | None) -> None:
        """Why nothing was proposed, in the empty field's own words."""
        item = self.item
        if why and item is not None and item.review.state is ReviewState.MISSING:
            self.field.setPlaceholderText(why)

    def _show_runners(self) -> None:
        while (taken := self._others.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, runner in enumerate(self._runners, 1):
            row = TextRow(runner.text, "" if self._second else str(number))
            row.clicked.connect(partial(self.take_runner, number - 1))
            self._others.addWidget(row)
        self.others_title.setVisible(bool(self._runners))

    def _show_slots(self) -> None:
        suggestion = self.item.review.suggestion if self.item is not None else None
        slots = suggestion.slots if suggestion is not None else ()
        self.chips.show_slots(slots, self._slots)
        self.words_title.setVisible(bool(self.chips.count()))
        self._show_marks()

    def _show_marks(self) -> None:
        suggestion = self.item.review.suggestion if self.item is not None else None
        slots = suggestion.slots if suggestion is not None else ()
        self.field.show_marks(marks(self.field.text, slots, self._slots), self._told)
        size = len(self.field.text)
        self.count.setText(str(size) if size else "")

    def _show_role(self) -> None:
        words, meaning = ROLES[self.role]
        self.role_button.setText(tr(words))
        self.role_button.setAccessibleName(tr("What it is for: {role}", role=tr(words)))
        suggestion = self.item.review.suggestion if self.item is not None else None
        reason = meaning
        if suggestion is not None and suggestion.role is self.role and suggestion.role_reason:
            reason = suggestion.role_reason
        notes = suggestion.notes if suggestion is not None else ()
        self.role_reason.setText(" ".join([tr(reason), *notes]))
        self.extended.setVisible(self.role is Role.COMPLEX or bool(self.extended.text))

    def show_warnings(self, told: tuple[LintWarning, ...]) -> None:
        """What lint says of the text as it stands."""
        shown = [w for w in told if w.code != "empty"]
        self._told = tuple(shown)
        lines = list(dict.fromkeys(warning.sentence for warning in shown))
        self.lint.setToolTip("\n".join(lines) if len(lines) > _LINES else "")
        if len(lines) > _LINES:
            more = len(lines) - _LINES
            lines[_LINES:] = [trn("and {n} more", "and {n} more", more)]
        self.lint.setText("\n".join(lines))
        self._show_marks()

    # -- what its user does --------------------------------------------------------------------

    def _typed(self) -> None:
        self._show_marks()
        self.changed.emit()

    def _slot_chosen(self, slot: str, value: str) -> None:
        inside = self.chips.shown_values()
        self.slots_wanted.emit({**inside, slot: value})

    def take_sentence(self, text: str, slots: Mapping[str, str]) -> None:
        """A sentence with these slots, from a runner-up or made of chips."""
        self._slots, self._composed = dict(slots), text
        self.field.show_text(text)
        self._told = ()
        self._show_slots()
        self.changed.emit()

    def take_runner(self, number: int) -> None:
        """Take another sentence by its place, from 0."""
        if 0 <= number < len(self._runners):
            runner = self._runners[number]
            self.take_sentence(runner.text, runner.slots)

    def take_text(self, text: str) -> None:
        """A text of a neighbour's, to be made fit."""
        self.field.show_text(text)
        self._show_marks()
        self.changed.emit()
        self.field.setFocus()

    def open_roles(self) -> None:
        """The roles, in the order of the decision tree."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for role, (words, meaning) in ROLES.items():
            action = menu.addAction(f"{tr(words)}\t{tr(meaning)}", partial(self._role, role))
            action.setCheckable(True)
            action.setChecked(role is self.role)
        menu.popup(self.role_button.mapToGlobal(QPoint(0, self.role_button.height() + 4)))

    def _role(self, role: Role) -> None:
        self.role = role
        self._show_role()
        self.role_chosen.emit(role)
        self.changed.emit()

    # -- what came of it -----------------------------------------------------------------------

    @property
    def key(self) -> int:
        """The picture's key; 0 where none is shown."""
        return self.item.row.key if self.item is not None else 0

    def shows(self, key: int, language: str) -> bool:
        """Whether this picture's text in this language is the one that is shown."""
        return self.item is not None and self.key == key and self.item.review.language == language

    @property
    def touched(self) -> bool:
        """Whether text, description or role are others than what is kept."""
        if self.item is None:
            return False
        review = self.item.review
        return (self.field.text, self.extended.text, self.role) != (
            review.text, review.extended, review.role,
        )  # fmt: skip

    @property
    def says_nothing(self) -> bool:
        """Empty on purpose: by its role, without a text."""
        return self.role in EMPTY_ROLES and not self.field.text.strip()

    def draft(self) -> Draft | None:
        """The text as it stands here."""
        if self.item is None:
            return None
        review, text = self.item.review, self.field.text
        proposed = review.suggestion.text if review.suggestion is not None else ""
        chosen = text == self._composed and text != proposed
        return Draft(
            review.asset_key, review.language, text, self.role, self.extended.text,
            dict(self._slots) if chosen else None,
        )  # fmt: skip


def _label(role: str, name: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setAccessibleName(name)
    return label


def restyle(label: QLabel, role: str) -> None:
    """Give a label another of the style sheet's roles."""
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)


def section(title: str, keys: str = "") -> QWidget:
    """A quiet heading, with the keys that act on what is under it."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, Size.S3, 0, 0)
    words = QLabel(title)
    words.setProperty("role", "section")
    row.addWidget(words)
    row.addStretch(1)
    if keys:
        hint = QLabel(keys)
        hint.setProperty("role", "tiny")
        row.addWidget(hint)
    return line
