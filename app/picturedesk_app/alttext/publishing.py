"""Writing to files: what it will do in numbers, and then what it did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
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
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size

_WIDE = 520


class WritePlan(QDialog):
    """Says what writing would do; its button does it."""

    write_wanted = Signal(object)
    """Keys of the assets that would be written."""

    def __init__(self, parent: QWidget, plan: Plan) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Write to files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keys = [step.asset_key for step in plan.steps if not step.reason]
        refused = [step for step in plan.steps if step.reason]
        count = len(self._keys)
        title = trn("Write {n} approved text?", "Write {n} approved texts?", count)
        layout = _column(self, title if count else tr("Nothing can be written now"))
        for words in plan_lines(plan):
            layout.addWidget(_words(words, "" if count else "muted"))
        if refused:
            layout.addSpacing(Size.S1)
            many = trn("{n} picture is left out:", "{n} pictures are left out:", len(refused))
            layout.addWidget(_words(many, "thin"))
            layout.addWidget(_reasons(refused))
        if count:
            layout.addWidget(_words(tr(
                "Each file is copied, written, and compared before it takes the place of the old "
                "one: pixels, dates and all other metadata stay as they are."
            ), "muted"))  # fmt: skip
        self.write = QPushButton(trn("Write {n}", "Write {n}", count))
        self.write.setProperty("role", "primary")
        self.write.setEnabled(count > 0)
        self.write.setVisible(count > 0)
        self.write.setDefault(count > 0)
        self.write.clicked.connect(self._write)
        back = QPushButton(tr("Cancel") if count else tr("Close"))
        back.clicked.connect(self.reject)
        _buttons(layout, back, self.write)

    def _write(self) -> None:
        self.write_wanted.emit(self._keys)
        self.accept()


class WriteSummary(QDialog):
    """What was written and what was not, and why."""

    def __init__(self, parent: QWidget, steps: Sequence[Step]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Written"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        refused = [step for step in steps if step.reason]
        layout = _column(self, written_words(steps))
        if refused:
            many = trn("{n} picture was left as it is:", "{n} pictures were left as they are:",
                       len(refused))  # fmt: skip
            layout.addWidget(_words(many, "thin"))
            layout.addWidget(_reasons(refused))
        layout.addWidget(_words(tr(
            "A text that was written stays in its file when it is taken back here; approve "
            "another and write again to replace it."
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
        lines.append(trn("{n} into a sidecar beside the picture (name.ext.xmp)",
                         "{n} into sidecars beside the pictures (name.ext.xmp)",
                         found["sidecars"]))  # fmt: skip
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
    listed = QPlainTextEdit("\n".join(f"{Path(s.path).name}: {s.reason}" for s in steps))
    listed.setReadOnly(True)
    listed.setFixedHeight(min(180, 34 + 20 * len(steps)))
    listed.setAccessibleName(tr("Reasons"))
    listed.setTabChangesFocus(True)
    return listed


def _buttons(layout: QVBoxLayout, *buttons: QPushButton) -> None:
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    layout.addSpacing(Size.S3)
    layout.addLayout(row)
