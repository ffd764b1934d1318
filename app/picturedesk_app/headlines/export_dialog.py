"""Where and how picked crops are written: said in numbers before, and again after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from picturedesk.headlines import ExportOptions, Schedule
from picturedesk_app import desktop
from picturedesk_app.controls import Choice
from picturedesk_app.headlines.exporting import Exporter, Job, Piece, Plan, Report
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size

_LISTED = 6
_WIDTH = 560


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """What is remembered from one export to the next."""

    folder: str = ""
    pattern: str = ExportOptions().pattern
    metadata: str = "strip"

    @property
    def place(self) -> str:
        """The folder, or a usual one."""
        if self.folder:
            return self.folder
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        return str(Path(pictures or Path.home()) / "Picture Desk")


class ExportDialog(QDialog):
    """Asks, shows the progress, then what became of it."""

    def __init__(
        self,
        parent: QWidget,
        exporter: Exporter,
        pieces: tuple[Piece, ...],
        *,
        choices: ExportChoices,
        keep: Callable[[ExportChoices], object],
        schedule: Schedule | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export crops"))
        self._exporter, self._pieces, self._keep = exporter, pieces, keep
        self._schedule = schedule
        self._report: Report | None = None
        self._plan: Plan | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(150)
        self._wait.timeout.connect(self._ask_plan)
        self._make_fields(choices)
        self._build()
        exporter.planned.connect(self._planned)
        exporter.progressed.connect(self._progressed)
        exporter.written.connect(self._written)
        self._ask_plan()

    def _make_fields(self, choices: ExportChoices) -> None:
        self.folder = QLineEdit(choices.place)
        self.folder.setAccessibleName(tr("Folder"))
        self.browse = QPushButton(tr("Choose…"))
        self.browse.clicked.connect(self._choose_folder)
        self.pattern = QLineEdit(choices.pattern)
        self.pattern.setAccessibleName(tr("Name pattern"))
        self.pattern.setToolTip("{date} {channel} {headline} {name} {number}")
        self.metadata = Choice()
        self.metadata.setAccessibleName(tr("Metadata"))
        self.metadata.addItem(tr("Leave out all but the alt text"), "strip")
        self.metadata.addItem(tr("Keep camera, place and credits"), "keep")
        self.metadata.setCurrentIndex(max(0, self.metadata.findData(choices.metadata)))
        self.enlarge = QCheckBox()
        self.replace_them = QCheckBox()
        self.table = Choice()
        self.table.setAccessibleName(tr("Schedule"))
        for words, ending in ((tr("As CSV"), ".csv"), (tr("As XLSX"), ".xlsx"), (tr("None"), "")):
            self.table.addItem(words, ending)
        for field in (self.folder, self.pattern):
            field.textChanged.connect(self._wait.start)
        for choice in (self.metadata, self.table):
            choice.currentIndexChanged.connect(self._wait.start)
        for box in (self.enlarge, self.replace_them):
            box.toggled.connect(self._show_plan)

    def _build(self) -> None:
        title = QLabel(trn("Export {n} crop", "Export {n} crops", len(self._pieces)))
        title.setProperty("role", "title")
        self.summary, self.listing = QLabel(), QLabel()
        self.summary.setWordWrap(True)
        self.listing.setProperty("role", "small")
        self.listing.setWordWrap(True)
        self.listing.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S5, Size.S5, Size.S5, Size.S4)
        layout.setSpacing(Size.S3)
        layout.addWidget(title)
        layout.addLayout(self._form())
        for part in (self.enlarge, self.replace_them, self.summary, self.listing, self.bar):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addLayout(self._buttons())
        self.setMinimumWidth(_WIDTH)

    def _form(self) -> QFormLayout:
        row = QHBoxLayout()
        row.setSpacing(Size.S2)
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        form = QFormLayout()
        form.setHorizontalSpacing(Size.S4)
        form.setVerticalSpacing(Size.S2)
        form.addRow(tr("Folder"), row)
        form.addRow(tr("Names"), self.pattern)
        form.addRow(tr("Metadata"), self.metadata)
        if self._schedule is not None:
            form.addRow(tr("Schedule"), self.table)
        return form

    def _buttons(self) -> QHBoxLayout:
        self.go = QPushButton()
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self.go.clicked.connect(self.start)
        self.leave = QPushButton(tr("Cancel"))
        self.leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go)
        return buttons

    # -- before --------------------------------------------------------------------------------

    @property
    def choices(self) -> ExportChoices:
        """What is chosen now."""
        return ExportChoices(
            self.folder.text().strip(), self.pattern.text().strip(), self.metadata.currentData()
        )

    def _job(self) -> Job:
        chosen = self.choices
        options = ExportOptions(
            pattern=chosen.pattern or ExportOptions().pattern,
            metadata="keep" if chosen.metadata == "keep" else "strip",
            allow_enlarging=self.enlarge.isChecked(),
            overwrite=self.replace_them.isChecked(),
        )
        ending = self.table.currentData() if self._schedule is not None else ""
        return Job(self._pieces, chosen.folder, options, self._schedule, ending)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Export to"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _ask_plan(self) -> None:
        if not self.folder.text().strip():
            self._say(tr("Choose a folder."), tone="thin")
            self.listing.hide()
            self.go.setEnabled(False)
            return
        self._exporter.plan(self._job())

    def _planned(self, plan: Plan) -> None:
        if self._report is None and self.bar.isHidden() and self.folder.text().strip():
            self._plan = plan
            self._show_plan()

    def _show_plan(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.enlarge.setVisible(plan.enlarged > 0)
        self.enlarge.setText(
            trn("Enlarge {n} crop that has too few pixels",
                "Enlarge {n} crops that have too few pixels", plan.enlarged)
        )  # fmt: skip
        self.replace_them.setVisible(plan.taken > 0)
        self.replace_them.setText(
            trn("Replace {n} file that is there already",
                "Replace {n} files that are there already", plan.taken)
        )  # fmt: skip
        names = plan.written(
            enlarge=self.enlarge.isChecked(), replace=self.replace_them.isChecked()
        )
        count = len(names)
        self._say(plan.problem or self._summary(plan, count), tone="thin" if plan.problem else "")
        shown = [] if plan.problem else names[:_LISTED]
        if shown and count > _LISTED:
            shown.append(tr("… and {n} more", n=count - _LISTED))
        self.listing.setText("\n".join(shown))
        self.listing.setVisible(bool(shown))
        self.go.setText(trn("Write {n} file", "Write {n} files", count))
        self.go.setEnabled(count > 0 and not plan.problem)

    def _say(self, text: str, *, tone: str = "") -> None:
        self.summary.setText(text)
        if self.summary.property("role") != tone:
            self.summary.setProperty("role", tone)
            self.summary.style().unpolish(self.summary)
            self.summary.style().polish(self.summary)

    def _summary(self, plan: Plan, count: int) -> str:
        said = [trn("{n} file will be written into {folder}.", "{n} files will be written into "
                    "{folder}.", count, folder=plan.job.folder) if count
                else tr("Nothing would be written.")]  # fmt: skip
        if plan.taken and not self.replace_them.isChecked():
            said.append(trn("{n} is there already and stays as it is.",
                            "{n} are there already and stay as they are.", plan.taken))  # fmt: skip
        if plan.enlarged and not self.enlarge.isChecked():
            one = "{n} is left out: it has too few pixels."
            many = "{n} are left out: they have too few pixels."
            said.append(trn(one, many, plan.enlarged))
        return " ".join(said)

    # -- the work ------------------------------------------------------------------------------

    def start(self) -> None:
        """Write."""
        job = self._job()
        self._keep(replace(self.choices, folder=job.folder))
        for field in (self.folder, self.browse, self.pattern, self.metadata, self.table,
                      self.enlarge, self.replace_them, self.go):  # fmt: skip
            field.setEnabled(False)
        self.bar.setRange(0, len(job.pieces))
        self.bar.setValue(0)
        self.bar.show()
        self.leave.setText(tr("Stop"))
        self._exporter.write(job)

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.summary.setText(tr("Writing {n} of {total}", n=done + 1, total=total))

    def _written(self, report: Report) -> None:
        self._report = report
        self.bar.hide()
        said = [trn("{n} file written.", "{n} files written.", len(report.done))]
        if report.schedule is not None:
            said.append(tr("The schedule is {name}.", name=report.schedule.name))
        if report.refused:
            said.append(trn("{n} was not made:", "{n} were not made:", len(report.refused)))
        if report.cancelled:
            said.append(tr("The rest was left out."))
        self.summary.setText(" ".join([*said, report.problem]).strip())
        lines = [f"{who}: {why}" for who, why in report.refused]
        lines += [f"{done.path.name}: {note}" for done in report.done for note in done.notes]
        self.listing.setText("\n".join(lines))
        self.listing.setVisible(bool(lines))
        self.enlarge.hide()
        self.replace_them.hide()
        self.leave.setText(tr("Close"))
        self.go.setText(tr("Open folder"))
        self.go.setEnabled(bool(report.done))
        self.go.clicked.disconnect(self.start)
        self.go.clicked.connect(self.open_folder)

    def open_folder(self) -> None:
        """Show what was written."""
        if self._report is not None:
            desktop.open_file(self._report.job.folder)
        self.accept()

    def reject(self) -> None:
        """Close; a job in hand is ended after the file it is at."""
        if not self.bar.isHidden():
            self._exporter.cancel()
            return
        super().reject()
