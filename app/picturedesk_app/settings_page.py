"""Settings: how it looks, who you are, which model answers, what is kept and backed up."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from picturedesk.records import Changes
from picturedesk_app import i18n, keeping, operations, theme
from picturedesk_app.controls import Choice, Tick
from picturedesk_app.desk import Desk
from picturedesk_app.i18n import tr
from picturedesk_app.keeping import Kept, ModelLine
from picturedesk_app.messages import Messages
from picturedesk_app.page import Page
from picturedesk_app.theme import Size, ThemeChoice

_THEMES = {
    ThemeChoice.SYSTEM: "Like the system",
    ThemeChoice.DARK: "Dark",
    ThemeChoice.LIGHT: "Light",
}
_SCALES = (0.9, 1.0, 1.15, 1.3, 1.5)


class SettingsPage(Page):
    """One column of quiet rows; what is chosen acts at once."""

    def __init__(self, desk: Desk, messages: Messages) -> None:
        super().__init__(desk, messages)
        body = QWidget()
        body.setMaximumWidth(680)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(Size.S6, Size.S6, Size.S6, Size.S6)
        self._column.setSpacing(Size.S3)
        title = QLabel(tr("Settings"))
        title.setProperty("role", "heading")
        self._column.addWidget(title)
        self._build_look()
        self._build_you()
        self._section(tr("Model"))
        self.models = self._list()
        self._section(tr("Kept on this machine"))
        self.kept = self._list()
        self._section(tr("Backups"))
        self.back_up = QPushButton(tr("Back up now"))
        self.back_up.clicked.connect(partial(operations.back_up, self.desk, self.messages))
        self._row(
            tr("A copy is made after each import"),
            tr("Of tags, ratings, boards and decisions; your pictures stay where they are"),
            self.back_up,
        )
        self.backups = self._list()
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(body, 1)
        row.addStretch(0)
        area.setWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self._fetching = ""
        desk.fetch.changed.connect(self._fetch_changed)
        theme.current().changed.connect(self._show_look)

    # -- building ------------------------------------------------------------------------------

    def _section(self, words: str) -> None:
        label = QLabel(words)
        label.setProperty("role", "title")
        label.setContentsMargins(0, Size.S4, 0, 0)
        self._column.addWidget(label)

    def _row(self, title: str, line: str, control: QWidget) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(QLabel(title))
        if line:
            more = QLabel(line)
            more.setProperty("role", "small")
            more.setWordWrap(True)
            words.addWidget(more)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
        control.setAccessibleName(title)
        control.setMinimumWidth(200)
        self._column.addLayout(row)

    def _list(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(Size.S3)
        self._column.addLayout(rows)
        return rows

    def _build_look(self) -> None:
        self._section(tr("Look"))
        self.theme_box = Choice()
        for choice, words in _THEMES.items():
            self.theme_box.addItem(tr(words), choice)
        self.theme_box.activated.connect(self._theme_chosen)
        self._row(tr("Theme"), "", self.theme_box)
        self.scale_box = Choice()
        for scale in _SCALES:
            self.scale_box.addItem(f"{round(scale * 100)} %", scale)
        self.scale_box.activated.connect(self._scale_chosen)
        self._row(tr("Size of text"), "", self.scale_box)
        self.language_box = Choice()
        self.language_box.addItem(tr("Like the system"), "")
        self.language_box.addItem("English", "en")
        self.language_box.activated.connect(self._language_chosen)
        self._row(tr("Language"), tr("From the next start on"), self.language_box)

        self.stack_box = Tick(tr("Stack them"))
        self.stack_box.clicked.connect(self._stacking_chosen)
        self._row(
            tr("Pictures that are nearly the same"),
            tr("One stands for all; a press on its number shows the others"),
            self.stack_box,
        )

    def _build_you(self) -> None:
        self._section(tr("You"))
        self.name_field = QLineEdit()
        self.name_field.editingFinished.connect(self._name_given)
        self._row(tr("Your name"), tr("Stands beside your decisions in the record"),
                  self.name_field)  # fmt: skip

    # -- showing -------------------------------------------------------------------------------

    def arrived(self, given: object = None) -> None:  # noqa: ARG002 - every page has it
        """Ask for what is kept."""
        self._show_look()
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self.desk.ask("kept", keeping.kept, self._kept_came)

    def on_changes(self, changes: Changes) -> None:
        """Another model answers; another backup was made."""
        if self.isVisible() and (changes.model or changes.list_changed or changes.settings):
            self._ask()

    @Slot()
    def _fetch_changed(self) -> None:
        """A fetch began or ended; its progress is told at the foot of the window."""
        fetch = self.desk.fetch
        now = fetch.name if fetch.running is not None else ""
        if now != self._fetching:
            self._fetching = now
            self._ask()

    def _show_look(self) -> None:
        look = theme.current()
        self.theme_box.setCurrentIndex(self.theme_box.findData(look.choice))
        near = min(_SCALES, key=lambda scale: abs(scale - look.text_scale))
        self.scale_box.setCurrentIndex(self.scale_box.findData(near))

    def _kept_came(self, kept: Kept) -> None:
        if not self.name_field.hasFocus():
            self.name_field.setText(kept.settings.user_name)
            self.name_field.setPlaceholderText(kept.settings.actor)
        self.stack_box.setChecked(kept.settings.collapse_near_identical)
        self.language_box.setCurrentIndex(
            max(0, self.language_box.findData(kept.settings.language))
        )
        _clear(self.models)
        for model in kept.models:
            self.models.addWidget(self._model_row(model))
        _clear(self.kept)
        for words, size, path in kept.caches:
            self.kept.addWidget(_line(words, f"{i18n.size(size)} · {path}", self._empties(path)))
        _clear(self.backups)
        for backup in kept.backups[:8]:
            button = QPushButton(tr("Restore…"))
            button.clicked.connect(partial(self._restore, backup.name, backup.when))
            self.backups.addWidget(_line(backup.when, i18n.size(backup.size), button))
        if not kept.backups:
            self.backups.addWidget(_line(tr("None yet"), "", None))

    def _empties(self, path: str) -> QPushButton | None:
        """A way to make room, beside what can go without anything being lost."""
        if not path.endswith("previews"):
            return None
        button = QPushButton(tr("Empty"))
        button.clicked.connect(partial(operations.empty_previews, self.desk, self.messages))
        return button

    def _model_row(self, model: ModelLine) -> QWidget:
        button: QPushButton | None = None
        state = ""
        fetching = self._fetching == model.name
        if model.answers:
            state = tr("answers now")
        elif model.chosen:
            state = tr("learns your pictures; answers when it is done")
        elif fetching:
            state = tr("is being fetched")
        if fetching:
            button = QPushButton(tr("Stop"))
            button.clicked.connect(self.desk.fetch.stop)
        elif not model.chosen:
            words = tr("Use…") if model.installed else tr("Fetch and use…")
            button = QPushButton(tr("Go on fetching…") if model.so_far else words)
            button.clicked.connect(partial(self._model_wanted, model))
        title = f"{model.title}  ·  {state}" if state else model.title
        size = model.size
        if model.so_far:
            size += " · " + tr("{size} of it are here", size=i18n.size(model.so_far))
        line = _line(title, f"{model.note}\n{size} · {model.licence} · {model.name}", button)
        line.setProperty("model", model.name)
        return line

    def model_buttons(self) -> list[QPushButton]:
        """The buttons beside the models, from above."""
        return _buttons(self.models)

    def backup_buttons(self) -> list[QPushButton]:
        """The buttons beside the backups, the newest first."""
        return _buttons(self.backups)

    # -- choosing ------------------------------------------------------------------------------

    def _theme_chosen(self) -> None:
        operations.choose_theme(self.desk, ThemeChoice(self.theme_box.currentData()))

    def _scale_chosen(self) -> None:
        theme.current().set_text_scale(float(self.scale_box.currentData()))

    def _language_chosen(self) -> None:
        language = str(self.language_box.currentData())
        operations.change_settings(self.desk, lambda s: replace(s, language=language))

    def _stacking_chosen(self, stack: bool) -> None:
        operations.change_settings(self.desk, lambda s: replace(s, collapse_near_identical=stack))

    def _name_given(self) -> None:
        name = " ".join(self.name_field.text().split())
        operations.change_settings(self.desk, lambda s: replace(s, user_name=name))

    def _model_wanted(self, model: ModelLine) -> None:
        operations.use_model(self.desk, self.messages, model)

    def _restore(self, name: str, when: str) -> None:
        operations.restore(self.desk, self.messages, name, when)


def _line(title: str, more: str, control: QWidget | None) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(QLabel(title))
    small = QLabel(more)
    small.setProperty("role", "small")
    small.setWordWrap(True)
    words.addWidget(small)
    row.addLayout(words, 1)
    if control is not None:
        control.setAccessibleName(f"{title}")
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
    return widget


def _buttons(layout: QVBoxLayout) -> list[QPushButton]:
    found: list[QPushButton] = []
    for place in range(layout.count()):
        item = layout.itemAt(place)
        row = item.widget() if item is not None else None
        found += row.findChildren(QPushButton) if row is not None else []
    return found


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
