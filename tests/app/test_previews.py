"""Previews come from a process of their own."""

from __future__ import annotations

from picturedesk_app.previews import PreviewMaker


def test_previews_are_made_by_a_child_and_a_broken_picture_gives_none(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from PIL import Image

    picture = tmp_path / "large.jpg"
    Image.new("RGB", (3000, 2000), (10, 120, 200)).save(picture)
    (tmp_path / "broken.jpg").write_bytes(b"nothing")
    maker = PreviewMaker(tmp_path / "previews")
    try:
        made = maker.make(str(picture), 1024)
        with Image.open(made) as preview:
            assert max(preview.size) == 1024
        assert maker.make(str(tmp_path / "broken.jpg"), 1024) == ""
        assert maker._process is not None
        maker._process.kill()
        assert maker.make(str(picture), 1024) in ("", made), "a child that died is replaced"
        assert maker.make(str(picture), 1024) == made
    finally:
        maker.close()
