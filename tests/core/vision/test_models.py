"""The model list, fetching from a stand-in for the hub, importing by hand, and the record."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_stand_in import COMMIT, Hub

from picturedesk import paths
from picturedesk.errors import ModelError, Offline, UsageError
from picturedesk.records import Progress
from picturedesk.vision import fetching, hub, load_encoder, model_folder, model_list, models

NAME = "ViT-B-32-laion2b"


@pytest.fixture
def repository(folders: dict[str, Path], tmp_path: Path) -> Path:
    """A repository as the hub holds them: a configuration, weights in two forms, papers."""
    folder = tmp_path / "repository"
    folder.mkdir()
    config = {"model_cfg": json.loads((folders["hub"] / "model.json").read_text())}
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    shutil.copy(folders["hub"] / "model.safetensors", folder / "open_clip_model.safetensors")
    (folder / "open_clip_pytorch_model.bin").write_bytes(b"a pickle")
    (folder / "model.safetensors").write_bytes(b"another form of the same")
    (folder / "README.md").write_text("papers")
    return folder


@pytest.fixture
def the_hub(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setattr(fetching, "_WAIT_S", 0.0)
    monkeypatch.setattr(fetching, "_CHUNK", 20_000)
    with Hub(repository, models.get(NAME).repo) as running:
        yield running


def fetch(the_hub: Hub, name: str = NAME) -> list[Progress]:
    return list(models.fetch(name, endpoint=the_hub.endpoint))


# -- the list --


def test_the_list_says_licence_and_use_of_every_model() -> None:
    names = [entry.name for entry in models.entries()]
    assert names[0] == models.STARTER
    assert len(set(names)) == len(names) >= 6
    for entry in models.entries():
        assert entry.licence
        assert entry.commercial in {"yes", "no", "ask"}
        assert entry.about.endswith(".")
        assert entry.commercial == "yes" or entry.licence_note
        assert entry.bundled or entry.open_clip
    by_name = {entry.name: entry for entry in models.entries()}
    assert by_name["MobileCLIP2-S0"].commercial == "no"
    assert by_name["ViT-B-32-SigLIP2-256"].extra == "siglip"


def test_every_listed_configuration_is_one_of_open_clips() -> None:
    package = importlib.util.find_spec("open_clip")
    assert package is not None
    assert package.origin is not None
    there = {p.stem for p in (Path(package.origin).parent / "model_configs").iterdir()}
    assert {e.open_clip for e in models.entries() if not e.bundled} <= there


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean ViT-B-32-datacomp"):
        models.folder_of("vit-b32-datacomp")
    assert models.get("mobileclip2-s0").name == "MobileCLIP2-S0"


def test_a_model_that_is_not_here_says_how_to_get_it() -> None:
    with pytest.raises(ModelError, match="picturedesk models fetch MobileCLIP2-S0"):
        models.folder_of("MobileCLIP2-S0")


def test_names_cannot_lead_out_of_the_models_folder() -> None:
    for name in ("..", ".", ".fetching"):
        with pytest.raises(UsageError):
            models.folder_of(name)


# -- fetching --


def test_a_fetched_model_is_whole_recorded_and_loads(the_hub: Hub) -> None:
    steps = fetch(the_hub)
    assert steps[0].stage == "Found"
    assert COMMIT[:12] in steps[0].note
    assert [s.done for s in steps] == sorted(s.done for s in steps)
    assert steps[-1].done == steps[-1].total
    folder = paths.models_folder() / NAME
    assert sorted(p.name for p in folder.iterdir()) == [
        "open_clip_config.json",
        "open_clip_model.safetensors",
        "record.json",
    ]
    record = json.loads((folder / "record.json").read_text())
    assert record["commit"] == COMMIT
    weights = record["files"]["open_clip_model.safetensors"]
    assert weights["sha256"] == model_folder.file_digest(folder / "open_clip_model.safetensors")
    assert [(m.name, m.commit) for m in models.installed()][-1] == (NAME, COMMIT)
    assert not list((paths.models_folder() / ".fetching").iterdir())
    assert load_encoder(NAME, precision="float32").encode_texts(["a dog"]).shape == (1, 32)


def test_a_broken_connection_goes_on_where_it_stopped(the_hub: Hub) -> None:
    size = (the_hub.folder / "open_clip_model.safetensors").stat().st_size
    the_hub.drop_after = size // 3
    fetch(the_hub)
    asked = [r for path, r in the_hub.requests if path.endswith("open_clip_model.safetensors")]
    assert the_hub.drops == 2 or the_hub.drops == 3
    assert asked[0] == ""
    starts = [int(r.removeprefix("bytes=").removesuffix("-")) for r in asked[1:]]
    assert starts == sorted(set(starts))
    assert starts[0] > 0


def test_a_cancelled_fetch_leaves_no_model_and_goes_on_next_time(the_hub: Hub) -> None:
    steps = models.fetch(NAME, endpoint=the_hub.endpoint)
    done = 0
    for step in steps:
        done = step.done
        if done > 50_000:
            break
    steps.close()  # type: ignore[attr-defined]
    assert not (paths.models_folder() / NAME).exists()
    assert models.fetched_so_far(NAME) == done
    assert [m.name for m in models.installed() if m.name == NAME] == []
    assert hub_is_offline()
    fetch(the_hub)
    assert models.fetched_so_far(NAME) == 0
    assert [r for _, r in the_hub.requests if r][-1] == f"bytes={partial_size(the_hub, done)}-"


def partial_size(the_hub: Hub, done: int) -> int:
    return done - (the_hub.folder / "open_clip_config.json").stat().st_size


def hub_is_offline() -> bool:
    import huggingface_hub.constants

    return bool(huggingface_hub.constants.HF_HUB_OFFLINE) and os.environ["HF_HUB_OFFLINE"] == "1"


def test_a_server_that_knows_no_ranges_sends_everything_again(the_hub: Hub) -> None:
    the_hub.knows_ranges = False
    size = (the_hub.folder / "open_clip_model.safetensors").stat().st_size
    the_hub.drop_after = size - 1
    steps = models.fetch(NAME, endpoint=the_hub.endpoint)
    for _ in steps:
        if the_hub.drops:
            the_hub.drop_after = None
    assert load_encoder(NAME, precision="float32").dimension == 32


@pytest.mark.parametrize("name", ["open_clip_config.json", "open_clip_model.safetensors"])
def test_wrong_bytes_are_refused_and_thrown_away(the_hub: Hub, name: str) -> None:
    the_hub.changes = name
    with pytest.raises(ModelError, match=f"{name} of {NAME} is not what the hub announced"):
        fetch(the_hub)
    assert not (paths.models_folder() / NAME).exists()
    the_hub.changes = ""
    fetch(the_hub)
    assert models.folder_of(NAME).weights.is_file()


def test_a_repository_with_pickles_only_is_refused(the_hub: Hub) -> None:
    (the_hub.folder / "open_clip_model.safetensors").unlink()
    (the_hub.folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="no checked safetensors"):
        fetch(the_hub)


def test_a_repository_without_a_configuration_gets_open_clips_own(
    the_hub: Hub,
) -> None:
    (the_hub.folder / "open_clip_config.json").unlink()
    fetch(the_hub)
    folder = models.folder_of(NAME)
    assert folder.model_config["vision_cfg"]["width"] == 768
    assert folder.input_spec.resize == "shortest"


def test_tokenizer_files_come_where_the_model_needs_them(
    the_hub: Hub,
) -> None:
    (the_hub.folder / "tokenizer.json").write_text("{}")
    (the_hub.folder / "tokenizer_config.json").write_text("{}")
    entry = dataclasses.replace(models.get(NAME), extra="siglip")
    list(fetching.fetch_into(entry, paths.models_folder(), the_hub.endpoint))
    here = {p.name for p in (paths.models_folder() / NAME).iterdir()}
    assert {"tokenizer.json", "tokenizer_config.json"} <= here


def test_without_a_network_there_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_WAIT_S", 0.0)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(Offline) as caught:
        list(models.fetch(NAME, endpoint=f"http://127.0.0.1:{port}"))
    assert caught.value.sentence == "The hub cannot be reached: there seems to be no network."
    assert "Everything else works" in caught.value.way_out
    assert hub_is_offline()


def test_a_network_that_goes_away_half_way_says_so_too(the_hub: Hub) -> None:
    the_hub.drop_after = 0
    with pytest.raises(Offline):
        fetch(the_hub)
    assert the_hub.drops >= fetching._TRIES


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (404, ModelError, "does not have"),
        (401, ModelError, "asked in person"),
        (403, ModelError, "asked in person"),
        (500, Offline, "error \\(500\\)"),
    ],
)
def test_every_refusal_of_the_hub_is_a_sentence(
    the_hub: Hub, status: int, kind: type[ModelError], words: str
) -> None:
    the_hub.status = status
    with pytest.raises(kind, match=words):
        fetch(the_hub)


def test_a_listed_hash_counts_more_than_the_hubs_word(
    the_hub: Hub,
) -> None:
    weights = model_list.RemoteFile(
        "open_clip_model.safetensors",
        (the_hub.folder / "open_clip_model.safetensors").stat().st_size,
        "0" * 64,
    )
    entry = dataclasses.replace(models.get(NAME), commit=COMMIT, files=(weights,))
    with pytest.raises(ModelError, match="not what the hub announced"):
        list(fetching.fetch_into(entry, paths.models_folder(), the_hub.endpoint))
    assert not any(path.startswith("/api") for path, _ in the_hub.requests)
    assert entry.size_bytes == weights.size


def test_too_small_a_disk_is_said_before_anything_comes(
    the_hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(the_hub.folder)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ModelError, match="1 MB are free"):
        fetch(the_hub)
    assert len(the_hub.requests) == 1


def test_fetching_again_replaces_what_is_there(the_hub: Hub) -> None:
    fetch(the_hub)
    fetch(the_hub)
    assert models.folder_of(NAME).weights.is_file()
    assert {p.name for p in paths.models_folder().iterdir()} - {"machine.json"} == {
        NAME,
        ".fetching",
    }


def test_the_starter_is_not_fetched() -> None:
    with pytest.raises(ModelError, match="comes with the program"):
        list(models.fetch("starter"))


def test_the_hubs_client_is_online_inside_a_fetch_alone() -> None:
    import huggingface_hub.constants

    with hub.online():
        assert not huggingface_hub.constants.HF_HUB_OFFLINE
        assert os.environ["HF_HUB_OFFLINE"] == "1", "children stay offline"
    assert hub_is_offline()


def test_the_list_is_filled_from_the_hubs_metadata_alone(the_hub: Hub, tmp_path: Path) -> None:
    recipe = Path(__file__).resolve().parents[3] / "packaging" / "models" / "resolve.py"
    spec = importlib.util.spec_from_file_location("resolve", recipe)
    assert spec is not None
    assert spec.loader is not None
    resolve = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(resolve)
    copy = shutil.copy(resolve.LIST, tmp_path / "models.json")
    assert resolve.fill(copy, [NAME, "MobileCLIP2-S0"], the_hub.endpoint, write=True) == 1
    filled = {e["name"]: e for e in json.loads(copy.read_text())["models"]}
    entry = model_list.entry_from(filled[NAME])
    assert entry.commit == COMMIT
    assert entry.files is not None
    weights = the_hub.folder / "open_clip_model.safetensors"
    assert entry.files[-1].sha256 == model_folder.file_digest(weights)
    assert filled["MobileCLIP2-S0"]["commit"] is None, "the stand-in does not have it"
    list(fetching.fetch_into(entry, paths.models_folder(), the_hub.endpoint))
    assert models.folder_of(NAME).weights.is_file()


# -- the record --


def test_a_model_that_changed_since_it_came_is_not_loaded(the_hub: Hub) -> None:
    fetch(the_hub)
    folder = models.folder_of(NAME)
    content = bytearray(folder.weights.read_bytes())
    content[-1] ^= 1
    folder.weights.write_bytes(content)
    with pytest.raises(ModelError, match="has changed since it came here"):
        load_encoder(NAME)


def test_weights_are_hashed_once_while_they_stay_the_same(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = model_folder.read(folders["vit"])
    first = folder.weights_digest()
    monkeypatch.setattr(model_folder, "file_digest", lambda _: pytest.fail("hashed again"))
    assert folder.weights_digest() == first


# -- importing by hand --


def test_a_folder_carried_over_by_hand_becomes_a_model(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    carried = shutil.copytree(folders["starter"], tmp_path / "My Model (copy)")
    (carried / "notes.txt").write_text("not copied")
    steps = list(models.import_model(carried))
    name = steps[-1].note
    assert name == "My-Model-copy"
    here = {p.name for p in (paths.models_folder() / name).iterdir()}
    assert here == {"model.json", "model.safetensors", "bpe.txt.gz", "record.json"}
    assert load_encoder(name, precision="float32").encode_texts(["x"]).shape == (1, 32)
    assert name in [m.name for m in models.installed()]


def broken_folders(good: Path, base: Path) -> Iterator[tuple[Path, str]]:
    empty = base / "empty"
    empty.mkdir()
    yield empty, "no model configuration"
    for i, (change, words) in enumerate(
        [
            (lambda f: (f / "model.safetensors").unlink(), "no weights"),
            (lambda f: (f / "model.safetensors").rename(f / "model.pt"), "pickle"),
            (lambda f: (f / "model.json").write_text("{}"), "does not describe"),
            (lambda f: (f / "model.json").write_text("{"), "cannot be read"),
            (lambda f: (f / "model.json").write_text("[]"), "not what a model"),
            (lambda f: os.truncate(f / "model.safetensors", 5000), "not a whole safetensors"),
            (lambda f: (f / "model.safetensors").write_bytes(b"\x80\x04junk"), "not a whole"),
            (lambda f: (f / "model.safetensors").write_bytes(b""), "not a whole"),
        ]
    ):
        folder = shutil.copytree(good, base / str(i))
        change(folder)
        yield folder, words
    yield base / "nowhere", "no model folder"


def test_what_is_no_model_is_refused_with_what_is_missing(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    for folder, words in broken_folders(folders["starter"], tmp_path):
        with pytest.raises(ModelError, match=words):
            list(models.import_model(folder))
    assert not [m for m in models.installed() if m.name != models.STARTER]


def test_a_tokenizer_that_is_needed_must_be_in_the_folder(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(folders["siglip"], tmp_path / "s")
    config = json.loads((folder / "model.json").read_text())
    config["text_cfg"]["hf_tokenizer_name"] = "a/b"
    (folder / "model.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="tokenizer"):
        list(models.import_model(folder))


def test_a_cancelled_import_leaves_nothing(folders: dict[str, Path]) -> None:
    steps = models.import_model(folders["starter"], "half")
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert not (paths.models_folder() / "half").exists()
    assert not list((paths.models_folder() / ".importing").iterdir())


@pytest.mark.parametrize("name", ["starter", "../up", ""])
def test_a_name_that_cannot_be_is_refused(folders: dict[str, Path], name: str) -> None:
    if name:
        with pytest.raises(ModelError, match="cannot be called"):
            list(models.import_model(folders["vit"], name))
