"""Writing to files: what it will do in numbers, and then what it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from picturedesk.review.writing import Step
from picturedesk_app import i18n
from picturedesk_app.alttext.asking import Plan, numbers
from picturedesk_app.alttext.wanted import WriteWay
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size

_WIDE = 520


_WAYS = (
    ("Where", (
        ("Into the files", {"beside": False}), ("Beside them, as sidecars", {"beside": True}),
    )),
    ("Sidecars", (
        ("name.ext.xmp", {"adobe": False}), ("name.xmp, as Adobe has it", {"adobe": True}),
    )),
)  # fmt: skip
"""Choices of one out of two: what stands on the button, and what it changes."""
_EXTRAS = (
    ("description", "As the description",
     "The long description, else the alt text, goes into dc:description as well."),
    ("keywords", "Tags as keywords",
     "The tags given here are added to the file's own keywords (dc:subject)."),
)  # fmt: skip


class WritePlan(QDialog):
    """Says what writing would do, and how it may be done otherwise; its button does it."""

    write_wanted = Signal(object)
    """Keys of the assets that would be written."""
    way_chosen = Signal(object)
    """Another :class:`WriteWay`; a plan for it is wanted."""

    def __init__(self, parent: QWidget, plan: Plan) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Write to files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keys: list[int] = []
        self._way = plan.way
        layout = _column(self, "")
        self.title = self.findChildren(QLabel)[0]
        self.lines = _words("", "")
        self.left_out = _words("", "thin")
        self.reasons = _reasons([])
        self.choices: dict[str, QPushButton] = {}
        self.titles: list[QLabel] = []
        layout.addWidget(self.lines)
        layout.addSpacing(Size.S2)
        self.ways = QWidget()
        self._build_ways(self.ways)
        layout.addWidget(self.ways)
        layout.addWidget(self.left_out)
        layout.addWidget(self.reasons)
        self.promise = _words(tr(
            "Each file is copied, written, and compared before it takes the place of the old "
            "one: pixels, dates and all other metadata stay as they are. Undo puts the former "
            "text back."
        ), "muted")  # fmt: skip
        layout.addWidget(self.promise)
        self.write = QPushButton()
        self.write.setProperty("role", "primary")
        self.write.clicked.connect(self._write)
        self.back = QPushButton()
        self.back.clicked.connect(self.reject)
        _buttons(layout, self.back, self.write)
        self.show_plan(plan)

    def _build_ways(self, holder: QWidget) -> None:
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, Size.S2)
        grid.setHorizontalSpacing(Size.S3)
        grid.setVerticalSpacing(Size.S2)
        grid.setColumnStretch(1, 1)
        for line, (title, pair) in enumerate(_WAYS):
            group = QButtonGroup(holder)
            buttons = []
            for words, change in pair:
                button = _choice(tr(words))
                group.addButton(button)
                self.choices[words] = button
                button.clicked.connect(partial(self._choose, change))
                buttons.append(button)
            self.titles.append(_words(tr(title), "muted"))
            grid.addWidget(self.titles[-1], line, 0)
            grid.addLayout(_row(buttons), line, 1)
        extras = []
        for name, words, meaning in _EXTRAS:
            button = _choice(tr(words))
            button.setToolTip(tr(meaning))
            self.choices[name] = button
            button.toggled.connect(partial(self._extra, name))
            extras.append(button)
        grid.addWidget(_words(tr("As well"), "muted"), len(_WAYS), 0)
        grid.addLayout(_row(extras), len(_WAYS), 1)

    def show_plan(self, plan: Plan) -> None:
        """What would be done this way."""
        self._way = plan.way
        self._keys = [step.asset_key for step in plan.steps if not step.reason]
        refused = [step for step in plan.steps if step.reason]
        count = len(self._keys)
        title = trn("Write {n} approved text?", "Write {n} approved texts?", count)
        self.title.setText(title if count else tr("Nothing can be written now"))
        self.lines.setText("\n".join(plan_lines(plan)))
        self.ways.setVisible(bool(plan.steps))
        named = plan.way.beside or bool(plan.numbers.get("sidecars"))
        for _, pair in _WAYS:
            for words, change in pair:
                self.choices[words].setChecked(replace(plan.way, **change) == plan.way)
                self.choices[words].setVisible(named or "adobe" not in change)
        self.titles[1].setVisible(named)
        for name, *_ in _EXTRAS:
            self.choices[name].setChecked(bool(getattr(plan.way, name)))
        many = trn("{n} picture is left out:", "{n} pictures are left out:", len(refused))
        self.left_out.setText(many)
        self.left_out.setVisible(bool(refused))
        self.reasons.setPlainText(_listed(refused))
        self.reasons.setVisible(bool(refused))
        self.promise.setVisible(count > 0)
        self.write.setText(trn("Write {n}", "Write {n}", count))
        self.write.setEnabled(count > 0)
        self.write.setVisible(count > 0)
        self.write.setDefault(count > 0)
        self.back.setText(tr("Cancel") if count else tr("Close"))

    def _choose(self, change: dict[str, bool]) -> None:
        self._ask(replace(self._way, **change))

    def _extra(self, name: str, on: bool) -> None:
        self._ask(replace(self._way, **{name: on}))

    def _ask(self, way: WriteWay) -> None:
        if way != self._way:
            self._way = way
            self.write.setEnabled(False)
            self.way_chosen.emit(way)

    def _write(self) -> None:
        self.write_wanted.emit(self._keys)
        self.accept()


class WriteSummary(QDialog):
    """What was written and what was not, and why."""

    def __init__(self, parent: QWidget, steps: Sequence[Step], title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Written"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        refused = [step for step in steps if step.reason]
        layout = _column(self, title)
        if refused:
            many = trn("{n} picture was left as it is:", "{n} pictures were left as they are:",
                       len(refused))  # fmt: skip
            layout.addWidget(_words(many, "thin"))
            layout.addWidget(_reasons(refused))
        if any(step.done for step in steps):
            layout.addWidget(_words(tr(
                "U in the queue puts back what a file said before, the last one first."
            ), "muted"))  # fmt: skip
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        _buttons(layout, close)


def plan_lines(plan: Plan) -> list[str]:
    """A plan in numbers."""
    found = plan.numbers
    lines = []
    if found.get("files"):
        one, many = "{n} into the picture file itself", "{n} into the picture files themselves"
        lines.append(trn(one, many, found["files"]))
    if found.get("sidecars"):
        name = "name.xmp" if plan.way.adobe else "name.ext.xmp"
        lines.append(trn("{n} into a sidecar beside the picture ({name})",
                         "{n} into sidecars beside the pictures ({name})",
                         found["sidecars"], name=name))  # fmt: skip
    if not plan.steps:
        lines.append(tr("No text is approved and waiting. Approve some first."))
    return lines


def written_words(steps: Sequence[Step]) -> str:
    """What was done, in a sentence."""
    found = numbers([step for step in steps if step.done])
    total = found["files"] + found["sidecars"]
    words = trn("{n} text written", "{n} texts written", total)
    parts = []
    if found["sidecars"]:
        parts.append(tr("{n} into files", n=i18n.number(found["files"])))
        parts.append(trn("{n} into a sidecar", "{n} into sidecars", found["sidecars"]))
    refused = sum(bool(step.reason) for step in steps)
    if refused:
        parts.append(trn("{n} left out", "{n} left out", refused))
    return f"{words}: {', '.join(parts)}." if parts else f"{words}."


def _column(dialog: QDialog, title: str) -> QVBoxLayout:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(Size.S5, Size.S5, Size.S5, Size.S4)
    layout.setSpacing(Size.S2)
    layout.addWidget(_words(title, "title"))
    dialog.setMinimumWidth(_WIDE)
    return layout


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label


def _reasons(steps: Sequence[Step]) -> QPlainTextEdit:
    """A list that can be read by keyboard and copied."""
    listed = QPlainTextEdit(_listed(steps))
    listed.setReadOnly(True)
    listed.setFixedHeight(min(180, 34 + 20 * max(2, len(steps))))
    listed.setAccessibleName(tr("Reasons"))
    listed.setTabChangesFocus(True)
    return listed


def _listed(steps: Sequence[Step]) -> str:
    return "\n".join(f"{Path(s.path).name}: {s.reason}" for s in steps)


def _row(buttons: Sequence[QPushButton]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Size.S1)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def _choice(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setCheckable(True)
    button.setProperty("role", "choice")
    button.setAutoDefault(False)
    return button


def _buttons(layout: QVBoxLayout, *buttons: QPushButton) -> None:
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    layout.addSpacing(Size.S3)
    layout.addLayout(row)
