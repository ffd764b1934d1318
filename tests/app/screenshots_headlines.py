"""Pictures of the Headlines page: ``python tests/app/screenshots_headlines.py --out DIR``.

Runs as ``screenshots.py`` does, with a library that is kept in ``--home`` for the next run.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from screenshots import Camera, main

DECK = """headline,channel,date
Two runners by the sea,youtube,2026-03-02
A dog at the tideline,instagram-square,2026-03-03
Breakfast without a hurry,newsletter,2026-03-04
,youtube,2026-03-05
Towers at sunset,yotube,2026-03-06
The old bridge in the rain,linkedin;story,2026-03-07
"""


def shoot(camera: Camera, pictures: Path) -> None:
    """The page as a marketer meets it."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from picturedesk_app import operations
    from picturedesk_app.headlines.export_dialog import ExportDialog
    from picturedesk_app.headlines.page import HeadlinesPage

    window, desk = camera.window, camera.session.desk
    assert desk is not None
    window.show_page("headlines")
    page = window.page("headlines")
    assert isinstance(page, HeadlinesPage)
    camera.until(lambda: page._ground is not None, 30)
    assert page._ground is not None
    if not page._ground.pictures:
        camera.take("h0-no-pictures")
        camera.until(lambda: desk.work is None, 60)
        operations.add_folders(desk, [str(pictures)])
        camera.until(lambda: desk.work is not None, 20)
        camera.until(lambda: desk.work is None, 300)
    window.messages.toast.hide()
    page.head.field.clear()
    camera.take("h1-empty")
    page.head.field.setText("Two runners by the sea")
    page.head.field.setFocus()
    QTest.keyClick(page.head.field, Qt.Key.Key_Return)
    camera.until(lambda: bool(page.sheet.lines), 240)
    camera.until(lambda: page.images.idle, 30)
    camera.take("h2-first-look")
    QTest.keyClick(page.matrix, Qt.Key.Key_Return)
    camera.wait(500)
    QTest.keyClick(page.matrix, Qt.Key.Key_Down)
    QTest.keyClick(page.matrix, Qt.Key.Key_Right)
    QTest.keyClick(page.matrix, Qt.Key.Key_R)
    camera.wait(500)
    QTest.keyClick(page.matrix, Qt.Key.Key_Return)
    camera.until(lambda: page.filling.left == 0, 60)
    camera.until(lambda: page.images.idle, 30)
    camera.wait(600)
    camera.take("h3-picked")
    page.head.over.setChecked(True)
    page.matrix.go(0, 1)
    camera.until(lambda: page.images.idle, 30)
    camera.take("h4-headline-on-it")
    page.head.real.setChecked(True)
    camera.until(lambda: page.images.idle, 30)
    camera.take("h5-real-size")
    page.head.real.setChecked(False)
    page.head.over.setChecked(False)
    page.matrix.go(2, 0)
    camera.wait(400)
    QTest.keyClick(page.matrix, Qt.Key.Key_C)
    camera.wait(1500)
    for _ in range(12):
        QTest.keyClick(page.editor.canvas, Qt.Key.Key_Right)
    for _ in range(4):
        QTest.keyClick(page.editor.canvas, Qt.Key.Key_Minus)
    camera.wait(1500)
    camera.take("h6-crop-editor")
    QTest.keyClick(page.editor.canvas, Qt.Key.Key_Escape)
    page.matrix.go(0, 0)
    QTest.keyClick(page.matrix, Qt.Key.Key_V)
    camera.until(lambda: page.sheet.lines[0].letters, 30)
    camera.until(lambda: page.images.idle, 30)
    camera.take("h7-variants")
    page.writing_out.export()
    dialog = window.findChild(ExportDialog)
    assert dialog is not None
    dialog.folder.setText(str(camera.out / "exported"))
    camera.wait(600)
    dialog.grab().save(str(camera.out / f"h8-export-{camera.theme}.png"))
    dialog.enlarge.setChecked(True)
    dialog.replace_them.setChecked(True)
    dialog.start()
    camera.until(lambda: dialog._report is not None, 30)
    camera.wait(300)
    dialog.grab().save(str(camera.out / f"h9-exported-{camera.theme}.png"))
    dialog.reject()
    page.commands.paste_deck(DECK)
    camera.until(lambda: page.deck is not None, 60)
    camera.until(lambda: not any(line.waiting for line in page.sheet.lines), 60)
    camera.until(lambda: page.images.idle and page.filling.left == 0, 30)
    camera.take("h10-deck")
    page.commands.close_deck()


if __name__ == "__main__":
    main(shoot)
