"""The slots of a suggestion as chips: each opens its ranked alternatives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from picturedesk.suggestions import OTHER, Slot
from picturedesk_app.i18n import tr
from picturedesk_app.library.flow import Flow

SUBJECT, KIND = "subject", "kind"
_MOST = 9
"""Chips with a key of their own; a bank has no more slots worth asking about."""


class SlotChips(QWidget):
    """One chip a slot that is in the sentence or worth asking about; the subject always."""

    chosen = Signal(str, str)
    """Slot and value; an empty value leaves it out."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(self, spacing=6)
        self._slots: tuple[Slot, ...] = ()
        self._values: Mapping[str, str] = {}
        self._buttons: list[QPushButton] = []
        self._menu: QMenu | None = None

    def show_slots(self, slots: tuple[Slot, ...], values: Mapping[str, str]) -> None:
        """These slots, with the values that stand in the sentence."""
        shown = [s for s in slots if len(s.ranked) > 1 and _is_asked(s, values)]
        self._slots, self._values = tuple(shown[:_MOST]), dict(values)
        self._flow.clear()
        self._buttons = []
        for number, slot in enumerate(self._slots, 1):
            self._buttons.append(self._chip(number, slot))
            self._flow.addWidget(self._buttons[-1])
        self.setVisible(bool(self._slots))
        self.updateGeometry()

    def count(self) -> int:
        """How many chips."""
        return len(self._slots)

    def shown_values(self) -> dict[str, str]:
        """The values that stand in the sentence, by slot."""
        return {slot: value for slot, value in self._values.items() if value}

    def _chip(self, number: int, slot: Slot) -> QPushButton:
        value = self._values.get(slot.name, "")
        words = _words(slot, value) if value else f"{tr(slot.name)}?"
        chip = QPushButton(words + ("  ·" if slot.learnt else ""))
        chip.setProperty("role", "chip" if value else "quiet-chip")
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        tip = tr("{slot}: Ctrl+{n} opens the other words", slot=tr(slot.name), n=number)
        if slot.learnt:
            tip += "\n" + tr("Earlier decisions in this library moved this.")
        chip.setToolTip(tip)
        chip.setAccessibleName(f"{tr(slot.name)}: {words}")
        chip.clicked.connect(partial(self.open, slot.name))
        return chip

    def open_number(self, number: int) -> None:
        """Open a chip by its place, from 0."""
        if 0 <= number < len(self._slots):
            self.open(self._slots[number].name)

    def open(self, name: str) -> None:
        """Show a slot's alternatives under its chip."""
        for slot, button in zip(self._slots, self._buttons, strict=True):
            if slot.name == name:
                if self._menu is not None:
                    self._menu.deleteLater()
                self._menu = self._menu_of(slot)
                self._menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
                return

    @property
    def menu(self) -> QMenu | None:
        """The menu that was opened last."""
        return self._menu

    def _menu_of(self, slot: Slot) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        now = self._values.get(slot.name, "")
        first = None
        for choice in slot.ranked:
            if choice.value == OTHER:
                continue
            share = f"\t{round(choice.confidence * 100)} %" if choice.confidence >= 0.01 else ""
            action = menu.addAction(
                _plain(choice.text) + share, partial(self.chosen.emit, slot.name, choice.value)
            )
            action.setCheckable(True)
            action.setChecked(choice.value == now)
            group.addAction(action)
            first = first or action
        menu.addSeparator()
        leave = menu.addAction(tr("Leave it out"), partial(self.chosen.emit, slot.name, ""))
        leave.setEnabled(bool(now))
        if first is not None:
            menu.setActiveAction(first)
        return menu


def _is_asked(slot: Slot, values: Mapping[str, str]) -> bool:
    """Whether a slot gets a chip: without a subject no sentence has an action or a place."""
    if values.get(slot.name) or slot.name == SUBJECT:
        return True
    return slot.unsure and (bool(values.get(SUBJECT)) or slot.name == KIND)


def _words(slot: Slot, value: str) -> str:
    return _plain(next((c.text for c in slot.ranked if c.value == value), value))


def _plain(text: str) -> str:
    return text.replace("&", "&&")
