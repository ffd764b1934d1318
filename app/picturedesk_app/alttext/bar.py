"""The line over the picture: the filters in force, how far the set and the day are."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from picturedesk_app import i18n, icons
from picturedesk_app.alttext.asking import Overview
from picturedesk_app.alttext.wanted import CONFIDENCES, ORDERS, STATES, WARNINGS, Wanted
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.flow import Flow
from picturedesk_app.theme import Size

MORE = (
    "alttext-propose", "alttext-sheet", "alttext-write", "", "alttext-export", "alttext-import", "",
    "alttext-templates", "alttext-channels", "alttext-learnt", "alttext-audit",
)  # fmt: skip
"""Rows of the action table in the menu of the bar."""

NAMES = {
    "en": "English", "de": "Deutsch", "es": "Español", "fr": "Français", "it": "Italiano",
    "nl": "Nederlands", "pt": "Português", "pl": "Polski", "sv": "Svenska", "ja": "日本語",
    "zh": "中文",
}  # fmt: skip


def language_name(tag: str) -> str:
    """A language in its own words; its tag where it is not known here."""
    base, _, region = tag.partition("-")
    name = NAMES.get(base, tag)
    return f"{name} ({region})" if region and name != tag else name


class Bar(QWidget):
    """Shows what is wanted and says what else should be."""

    wanted = Signal(object)
    suggest_wanted = Signal()
    write_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._now = Wanted()
        self._overview: Overview | None = None
        self._today = 0
        self._done = 0
        self.chips: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.S5, Size.S3, Size.S5, Size.S3)
        row.setSpacing(6)
        filters = QWidget()
        flow = Flow(filters, centred=True)  # two lines where letters are large
        for name, words in (
            ("state", tr("State")), ("folder", tr("Folder")), ("confidence", tr("How sure")),
            ("warned", tr("Warnings")), ("language", tr("Language")), ("order", tr("Order")),
        ):  # fmt: skip
            chip = QPushButton()
            self._titles[name] = words
            chip.setMenu(QMenu(chip))
            chip.menu().aboutToShow.connect(partial(self._fill, name))
            self.chips[name] = chip
            flow.addWidget(chip)
        self.chosen = QPushButton()
        self.chosen.setProperty("role", "chip")
        self.chosen.setToolTip(tr("Only the pictures that were handed over; press to see all"))
        self.chosen.clicked.connect(partial(self._choose, "chosen", ()))
        flow.addWidget(self.chosen)
        row.addWidget(filters, 1)
        self.progress = QLabel()
        self.progress.setProperty("role", "small")
        self.meter = QProgressBar()
        self.meter.setTextVisible(False)
        self.meter.setFixedWidth(96)
        self.meter.setAccessibleName(tr("Pictures with a text"))
        row.addWidget(self.progress)
        row.addWidget(self.meter)
        row.addSpacing(Size.S2)
        self.sheet = QPushButton(tr("Approve many…"))
        self.sheet.clicked.connect(self.sheet_wanted)
        self.write = QPushButton(tr("Write to files…"))
        self.write.clicked.connect(self.write_wanted)
        self.suggest = QPushButton()
        self.suggest.clicked.connect(self.suggest_wanted)
        self.suggest.hide()
        self.more = QToolButton()
        self.more.setIcon(icons.icon("more"))
        self.more.setAccessibleName(tr("More: exports, imports, audit"))
        self.more.setToolTip(tr("Exports, imports, audit"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for button in (self.suggest, self.sheet, self.write, self.more):
            row.addWidget(button)
        self.show_wanted(self._now)

    # -- showing -------------------------------------------------------------------------------

    def show_wanted(self, wanted: Wanted) -> None:
        """The filters in force, each with its words; those that narrow stand out."""
        self._now = wanted
        folder = wanted.folder.rstrip("/").rpartition("/")[2]
        words = {
            "state": tr(STATES[wanted.state][0]),
            "folder": folder or tr("Folder"),
            "confidence": tr(CONFIDENCES[wanted.confidence][0]),
            "warned": tr(WARNINGS[wanted.warned]),
            "language": language_name(wanted.language or self._first),
            "order": tr(ORDERS[wanted.order]),
        }
        narrowing = {
            "state": wanted.state != "to do", "folder": bool(folder),
            "confidence": bool(wanted.confidence), "warned": bool(wanted.warned),
            "language": bool(wanted.language) and wanted.language != self._first,
        }  # fmt: skip
        for name, chip in self.chips.items():
            chip.setText(words[name])
            chip.setAccessibleName(f"{self._titles[name]}: {words[name]}")
            role = "chip" if narrowing.get(name) else "quiet-chip"
            if chip.property("role") != role:
                chip.setProperty("role", role)
                chip.style().unpolish(chip)
                chip.style().polish(chip)
        count = len(wanted.chosen)
        self.chosen.setText(trn("{n} chosen picture", "{n} chosen pictures", count) + "  ×")
        self.chosen.setVisible(bool(count))
        overview = self._overview
        self.chips["language"].setVisible(overview is None or len(overview.languages) > 1)

    @property
    def _first(self) -> str:
        return self._overview.first if self._overview is not None else "en"

    def show_overview(self, overview: Overview) -> None:
        """The numbers of the set and of the day."""
        self._overview = overview
        self._done, self._today = overview.done, overview.today
        self.show_wanted(self._now)
        self._show_numbers()

    def count(self, done: int) -> None:
        """A decision more (or less), before the library is asked again."""
        self._done += done
        self._today += done
        self._show_numbers()

    def _show_numbers(self) -> None:
        overview = self._overview
        if overview is None:
            return
        words = tr("{done} of {total}", done=i18n.number(self._done),
                   total=i18n.number(overview.total))  # fmt: skip
        if self._today > 0:
            words += " · " + tr("{n} today", n=i18n.number(self._today))
        self.progress.setText(words)
        self.progress.setToolTip(tr("Pictures whose text is decided, of all in these folders"))
        self.meter.setRange(0, max(1, overview.total))
        self.meter.setValue(min(self._done, overview.total))

        waiting = overview.missing
        self.suggest.setVisible(waiting > 0)
        self.suggest.setText(trn("Propose {n} text", "Propose {n} texts", waiting))
        self.sheet.setEnabled(overview.open > 0)
        self.write.setEnabled(overview.approved + self._today > 0)

    def show_more(self, rows: dict[str, QAction]) -> None:
        """The menu of what is done now and then."""
        menu = QMenu(self.more)
        for name in MORE:
            if name and name in rows:
                menu.addAction(rows[name])
            elif not name:
                menu.addSeparator()
        self.more.setMenu(menu)

    # -- menus ---------------------------------------------------------------------------------

    def _fill(self, name: str) -> None:
        menu = self.chips[name].menu()
        menu.clear()
        now: object = getattr(self._now, name)
        for value, words in self._choices(name):
            action = menu.addAction(words, partial(self._choose, name, value))
            action.setCheckable(True)
            action.setChecked(value == now)

    def _choices(self, name: str) -> list[tuple[object, str]]:
        if name == "state":
            return [(value, tr(words)) for value, (words, _) in STATES.items()]
        if name == "confidence":
            named = [(value, tr(words)) for value, (words, _, _) in CONFIDENCES.items() if value]
            return [("", tr("However sure")), *named]
        if name == "warned":
            codes = [(value, tr(words)) for value, words in WARNINGS.items() if value]
            return [("", tr("With or without warnings")), *codes]
        if name == "order":
            return [(value, tr(words)) for value, words in ORDERS.items()]
        overview = self._overview
        if name == "folder":
            folders = overview.folders if overview is not None else ()
            return [("", tr("All folders")), *((path, words) for words, path in folders)]
        tags = overview.languages if overview is not None else ()
        return [(tag if tag != self._first else "", language_name(tag)) for tag in tags]

    def _choose(self, name: str, value: object) -> None:
        self.wanted.emit(replace(self._now, **{name: value}))  # type: ignore[arg-type]
