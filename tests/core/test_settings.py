"""Settings survive a restart, and never stop the program from starting."""

from __future__ import annotations

import json

import pytest

from picturedesk import settings
from picturedesk.errors import WriteError


def test_what_was_chosen_is_there_after_a_restart() -> None:
    settings.save(settings.Settings(user_name="Ada", theme="dark"))
    assert settings.load() == settings.Settings(user_name="Ada", theme="dark")


def test_without_a_file_the_defaults_hold_and_the_actor_is_the_system_user(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "grace")
    assert settings.load() == settings.Settings()
    assert settings.load().actor == "grace"


def test_a_damaged_file_is_kept_aside_and_the_defaults_are_used() -> None:
    path = settings.settings_file()
    path.parent.mkdir(parents=True)
    path.write_text("{not json")
    assert settings.load() == settings.Settings()
    assert path.with_suffix(".damaged.json").read_text() == "{not json"


def test_entries_of_the_wrong_type_or_unknown_fall_back_one_by_one() -> None:
    path = settings.settings_file()
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"theme": "pink", "user_name": 5, "language": "de", "new": 1}))
    assert settings.load() == settings.Settings(language="de")


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence() -> None:
    folder = settings.settings_file().parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    with pytest.raises(WriteError, match="could not be saved"):
        settings.save(settings.Settings())
