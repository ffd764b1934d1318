"""One running window and everything around it, made and ended in order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from picturedesk.settings import Settings
from picturedesk_app import encoder_process, i18n, icons, theme
from picturedesk_app.application import (
    CrashHandler,
    Interrupts,
    SingleWindow,
    paint_in_one_thread,
)
from picturedesk_app.collecting import Collector
from picturedesk_app.crossing import OpenLibrary
from picturedesk_app.desk import Desk
from picturedesk_app.main_window import MainWindow
from picturedesk_app.theme import ThemeChoice
from picturedesk_app.window_state import WindowState


class Session(QObject):
    """Owns application, desk and window; :meth:`close` undoes :meth:`open` in reverse."""

    def __init__(
        self, library: Path, settings: Settings, open_library: OpenLibrary | None = None
    ) -> None:
        paint_in_one_thread()
        existing = QApplication.instance()
        self.application = existing if isinstance(existing, QApplication) else QApplication([])
        super().__init__()
        self._library = library
        self._settings = settings
        self.encoders = encoder_process.Encoders()
        self._open_library = open_library or self.encoders.opener(library)
        self.single = SingleWindow(library, self)
        self.crash = CrashHandler(self)
        self.interrupts: Interrupts | None = None
        self.desk: Desk | None = None
        self.window: MainWindow | None = None
        self._collector: Collector | None = None

    def open(self) -> MainWindow:
        """Show the window; workers start after the first paint is on its way."""
        self.application.setApplicationName("picturedesk")
        self.application.setApplicationDisplayName("Picture Desk")
        self.application.setDesktopFileName("picturedesk")
        i18n.install(self.application, self._settings.language)
        look = theme.install(self.application)
        look.choose(ThemeChoice(self._settings.theme))
        self.application.setWindowIcon(QIcon(QPixmap.fromImage(icons.image("logo", 128, "accent"))))
        self.crash.install()
        self._collector = Collector(self)
        self.single.listen()
        self.desk = Desk(
            self._library, self._open_library, self,
            hurry=self.encoders.close, model_starting=lambda: self.encoders.starting,
        )  # fmt: skip
        self.window = MainWindow(self.desk, WindowState.load(self._library))
        self.crash.crashed.connect(self.window.messages.problem)
        self.desk.crashed.connect(self.crash.from_worker)
        self.single.raised.connect(self.window.raise_up)
        self.interrupts = Interrupts(self)
        self.interrupts.interrupted.connect(self._interrupted)
        self.window.show()
        self.desk.open()
        return self.window

    @Slot()
    def _interrupted(self) -> None:
        assert self.window is not None
        self.window.close()
        self.application.quit()

    def close(self) -> None:
        """Workers first, then the model's process, then what listened."""
        if self.desk is not None:
            self.desk.close()
        self.encoders.close()
        self.single.close()
        if self._collector is not None:
            self._collector.close()
        if self.interrupts is not None:
            self.interrupts.close()
            self.crash.remove()
