"""What decisions taught this library: each lesson can be seen and forgotten, or none be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from picturedesk import review
from picturedesk.library import Library
from picturedesk.records import Changes
from picturedesk_app.alttext.deciding import ORIGIN
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size

_DAYS = 5
_KEY = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Learnt:
    """Lessons as lines, and how suggestions fared."""

    lines: tuple[tuple[int, str, str, str], ...]
    """(key, picture, what it says, when and who)."""
    fared: tuple[str, ...]
    used: bool


def learnt(library: Library) -> Learnt:
    """Read it; newest first."""
    lessons = review.lessons(library)[::-1]
    wanted = sorted({lesson.asset_key for lesson in lessons})
    assets = {a.key: a for a in library.catalog.assets.get_many(wanted)}
    lines = []
    for lesson in lessons:
        asset = assets.get(lesson.asset_key)
        says = tr("is “{value}”") if lesson.says else tr("is not “{value}”")
        when = _day(lesson.at.astimezone().date())
        lines.append((lesson.key, Path(asset.path).name if asset is not None else "",
                      f"{lesson.slot} " + says.format(value=lesson.value),
                      f"{when}, {lesson.actor}"))  # fmt: skip
    fared = [
        tr("{day}: {n} of {all} accepted as proposed", n=day.accepted,
           all=day.accepted + day.edited + day.rejected,
           day=_day(day.day))
        for day in review.precision(library)[-_DAYS:]
    ]  # fmt: skip
    return Learnt(tuple(lines), tuple(fared), review.learning_is_on(library))


def _day(day: date) -> str:
    shown = QDate(day.year, day.month, day.day)
    return QLocale().toString(shown, QLocale.FormatType.ShortFormat)


def forget(library: Library, keys: list[int]) -> Changes:
    """Unlearn these."""
    review.forget(library, keys)
    return Changes(origin=ORIGIN)


def use(library: Library, on: bool) -> Changes:
    """Let lessons move suggestions, or not."""
    review.set_learning(library, on)
    return Changes(origin=ORIGIN)


class LearntView(QDialog):
    """The list, with Delete to forget what is chosen."""

    forget_wanted = Signal(object)
    use_wanted = Signal(bool)

    def __init__(self, parent: QWidget, found: Learnt) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What was learnt"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = len(found.lines)
        title = QLabel(trn("{n} thing learnt from decisions", "{n} things learnt from decisions",
                           count))  # fmt: skip
        title.setProperty("role", "title")
        more = QLabel(tr("They move the order of words on pictures that are alike, in this library "
                         "alone. What you forget here is not used again."))  # fmt: skip
        more.setProperty("role", "muted")
        more.setWordWrap(True)
        fared = QLabel("\n".join(found.fared))
        fared.setProperty("role", "small")
        fared.setVisible(bool(found.fared))
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(3)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(tr("Lessons"))
        for key, *words in found.lines:
            item = QTreeWidgetItem(self.list, words)
            item.setData(0, _KEY, key)
        for column, width in enumerate((180, 210)):
            self.list.setColumnWidth(column, width)
        self.use = QPushButton(tr("Learn from decisions"))
        self.use.setCheckable(True)
        self.use.setChecked(found.used)
        self.use.setProperty("role", "choice")
        self.use.toggled.connect(self.use_wanted)
        self.forget = QPushButton(tr("Forget the chosen"))
        self.forget.setEnabled(False)
        self.forget.clicked.connect(self._forget)
        self.list.itemSelectionChanged.connect(self._chosen)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.use)
        foot.addStretch(1)
        foot.addWidget(self.forget)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S5, Size.S5, Size.S5, Size.S4)
        layout.setSpacing(Size.S3)
        for part in (title, more, fared, self.list):
            layout.addWidget(part)
        layout.addLayout(foot)
        self.resize(580, 460)

    def _chosen(self) -> None:
        self.forget.setEnabled(bool(self.list.selectedItems()))

    def _forget(self) -> None:
        chosen = self.list.selectedItems()
        self.forget_wanted.emit([item.data(0, _KEY) for item in chosen])
        for item in chosen:
            self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(item))
