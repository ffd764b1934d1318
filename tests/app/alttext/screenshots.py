"""Pictures of the Alt text page: ``python tests/app/alttext/screenshots.py --out DIR``.

As ``tests/app/screenshots.py``, whose camera it uses.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from screenshots import Camera, main


def shoot(camera: Camera, pictures: Path) -> None:
    """The page as an editor meets it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from picturedesk_app import operations
    from picturedesk_app.alttext.page import AltTextPage
    from picturedesk_app.alttext.publishing import WritePlan
    from picturedesk_app.library.page import LibraryPage

    window, desk = camera.window, camera.session.desk
    assert desk is not None
    library = window.page("library")
    assert isinstance(library, LibraryPage)
    page = window.page("alttext")
    assert isinstance(page, AltTextPage)
    window.show_page("alttext")
    camera.wait(1200)
    if page.overview is None or not page.overview.total:
        camera.until(lambda: page.middle.currentWidget() is page.ending, 10)
        camera.take("alttext-01-empty")
        operations.add_folders(desk, [str(pictures)])
        camera.wait(500)
        camera.until(lambda: desk.work is None, 300)
        page.refresh()
    camera.until(lambda: len(page.strip.queue.keys) > 3, 60)
    if page.overview is not None and page.overview.missing:
        page.batches.propose_all()
    camera.until(lambda: page.overview is not None and not page.overview.missing, 300)
    window.messages.toast.hide()
    camera.until(lambda: page.pane.editor.item is not None, 30)
    page.strip.setFocus()

    def press(key: Qt.Key) -> None:
        focus = window.focusWidget()
        QTest.keyClick(focus, key)
        camera.wait(700)

    camera.wait(2500)
    camera.take("alttext-02-unsure")
    places = [page.strip.queue.place(int(k)) for k in page.strip.queue.keys][::-1]
    for place in places[:6]:
        page.strip.go_to(place)
        camera.wait(500)
        editor = page.pane.editor
        if editor.field.text and page.pane.buttons["approve"].isEnabled():
            press(Qt.Key.Key_Return)
    camera.wait(1500)
    camera.take("alttext-03-queue")
    press(Qt.Key.Key_E)
    QTest.keyClicks(page.pane.editor.field, " A happy old woman")
    camera.wait(900)
    camera.take("alttext-04-field")
    press(Qt.Key.Key_Escape)
    page.pane.editor.chips.open_number(0)
    camera.wait(400)
    menu = page.pane.editor.chips.menu
    if menu is not None:
        menu.grab().save(str(camera.out / f"alttext-05-words-{camera.theme}.png"))
        menu.close()
    page.handling.toggle_languages()
    camera.wait(2500)
    window.messages.toast.hide()
    camera.take("alttext-06-languages")
    if not page.pane.beside.isHidden():
        page.handling.toggle_languages()
    page.batches.show_sheet()
    page.sheet.slider.setValue(60)
    camera.until(lambda: page.sheet.model.rowCount() > 0, 20)
    camera.wait(1200)
    camera.take("alttext-07-sheet")
    page.batches.leave_sheet()
    camera.wait(500)
    page.batches.write_files()
    camera.until(lambda: isinstance(page.batches.dialog, WritePlan), 20)
    dialog = page.batches.dialog
    assert isinstance(dialog, WritePlan)
    camera.wait(300)
    dialog.grab().save(str(camera.out / f"alttext-08-write-{camera.theme}.png"))
    dialog.close()
    page.arrived([int(key) for key in page.strip.queue.keys[:7]])
    camera.wait(2500)
    camera.take("alttext-09-chosen")
    page.bar.chosen.click()
    camera.wait(1000)


if __name__ == "__main__":
    main(shoot)
