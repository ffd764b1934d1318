"""The real encoder on small random models of every kind that is supported."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from picturedesk.errors import ModelError
from picturedesk.vision import load_encoder, model_folder, open_clip_encoder, precision, towers
from picturedesk.vision.open_clip_encoder import OpenClipEncoder, import_torch

KINDS = ("starter", "vit", "siglip", "mobileclip")
TEXTS = ["a dog", "two dogs running on a beach", "", "x " * 50, "Hund läuft {0} 犬"]


@pytest.fixture(scope="module")
def encoders(folders: dict[str, Path]) -> dict[str, OpenClipEncoder]:
    return {name: OpenClipEncoder.load(path, precision="float32") for name, path in folders.items()}


def noise(size: int, n: int = 5) -> np.ndarray:
    rng = np.random.default_rng(0)
    small = rng.integers(0, 255, (n, 8, 8, 3), dtype=np.uint8)
    return np.repeat(np.repeat(small, size // 8, 1), size // 8, 2)


def plain(encoder: OpenClipEncoder, folder: Path) -> Any:
    """The same model as plain open_clip builds and runs it."""
    import open_clip

    name = folder.name + "-plain"
    config = folder.parent / f"{name}.json"
    config.write_text((folder / "model.json").read_text())
    open_clip.add_model_config(config)
    return open_clip.create_model(name, pretrained=str(folder / "model.safetensors")).eval()


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.sum(a * b, axis=-1) / np.linalg.norm(a, axis=-1) / np.linalg.norm(b, axis=-1)


@pytest.mark.parametrize("kind", KINDS)
def test_it_gives_what_plain_open_clip_gives(
    encoders: dict[str, OpenClipEncoder], folders: dict[str, Path], kind: str
) -> None:
    torch = import_torch()
    encoder = encoders[kind]
    model = plain(encoder, folders[kind])
    pictures = noise(encoder.input_spec.size)
    folder = model_folder.read(folders[kind])
    x = (pictures / 255 - np.array(folder.mean)) / np.array(folder.std)
    with torch.inference_mode():
        expected = model.encode_image(torch.tensor(x, dtype=torch.float32).permute(0, 3, 1, 2))
        texts = model.encode_text(encoder._tokenize(TEXTS))
    found = encoder.encode_pictures(pictures)
    assert found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert cosines(found, expected.numpy()).min() > 0.9999
    assert cosines(encoder.encode_texts(TEXTS), texts.numpy()).min() > 0.9999


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", precision.PRECISIONS)
def test_a_picture_has_one_vector_whatever_its_company(
    folders: dict[str, Path],
    encoders: dict[str, OpenClipEncoder],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    name: str,
) -> None:
    encoder = OpenClipEncoder.load(folders[kind], precision=name)
    monkeypatch.setattr(open_clip_encoder, "_BATCH", 5)
    pictures = noise(encoder.input_spec.size, 7)
    together = encoder.encode_pictures(pictures)
    alone = np.concatenate([encoder.encode_pictures(pictures[i : i + 1]) for i in (0, 3, 6)])
    assert cosines(together[::3], alone).min() > 0.999
    assert cosines(together, encoders[kind].encode_pictures(pictures)).min() > 0.99
    texts = encoder.encode_texts(TEXTS)
    assert cosines(texts[1:2], encoder.encode_texts(TEXTS[1:2])).min() > 0.999


@pytest.mark.parametrize("kind", KINDS)
def test_grids_have_one_unit_vector_a_place(
    encoders: dict[str, OpenClipEncoder], kind: str
) -> None:
    encoder = encoders[kind]
    pictures = noise(encoder.input_spec.size, 2)
    grids = encoder.encode_grids(pictures)
    side = {"starter": 2, "vit": 4, "siglip": 10, "mobileclip": 2}[kind]
    assert grids.shape == (2, side, side, encoder.dimension)
    assert np.allclose(np.linalg.norm(grids, axis=-1), 1, atol=1e-5)
    assert not np.allclose(grids[0], grids[1])


@pytest.mark.parametrize("kind", ["starter", "mobileclip"])
def test_places_average_to_the_whole_where_the_model_averages(
    encoders: dict[str, OpenClipEncoder], kind: str
) -> None:
    encoder = encoders[kind]
    torch = import_torch()
    pictures = noise(encoder.input_spec.size, 3)
    size = encoder.input_spec.size
    with torch.inference_mode():
        x = torch.tensor(pictures).permute(0, 3, 1, 2).float()
        x = (x - encoder._mean) / encoder._std
        places = towers.local_vectors(encoder._model.visual, x)
    means = places.reshape(3, -1, encoder.dimension).mean(1).numpy()
    assert cosines(means, encoder.encode_pictures(pictures)).min() > 0.9999
    assert size == 64


@pytest.mark.parametrize("kind", ["vit", "siglip"])
def test_a_place_sees_mostly_itself_where_the_model_attends(
    encoders: dict[str, OpenClipEncoder], kind: str
) -> None:
    # Change one corner of a picture: its places move more than those far away.
    encoder = encoders[kind]
    size = encoder.input_spec.size
    picture = noise(size, 1)
    changed = picture.copy()
    changed[:, : size // 2, : size // 2] = 255 - changed[:, : size // 2, : size // 2]
    before, after = encoder.encode_grids(picture)[0], encoder.encode_grids(changed)[0]
    moved = 1 - np.sum(before * after, axis=-1)
    half = len(moved) // 2
    assert moved[:half, :half].mean() > 1.5 * moved[half:, half:].mean()


def test_the_last_step_on_each_place_alone_is_the_value_path(
    encoders: dict[str, OpenClipEncoder],
) -> None:
    # MaskCLIP's reading, written out: no query, no key, the value through the output projection.
    torch = import_torch()
    encoder = encoders["vit"]
    visual = encoder._model.visual
    with torch.inference_mode():
        x = torch.tensor(noise(64, 2)).permute(0, 3, 1, 2).float() / 255
        tokens = visual._embeds(x)
        *blocks, last = visual.transformer.resblocks
        for block in blocks:
            tokens = block(tokens)
        width = tokens.shape[-1]
        value = torch.nn.functional.linear(
            last.ln_1(tokens), last.attn.in_proj_weight[-width:], last.attn.in_proj_bias[-width:]
        )
        tokens = tokens + last.attn.out_proj(value)
        tokens = tokens + last.mlp(last.ln_2(tokens))
        expected = (visual.ln_post(tokens)[:, 1:] @ visual.proj).reshape(-1, encoder.dimension)
        found = towers.local_vectors(visual, x)
    assert torch.allclose(found, expected, atol=1e-4)


def test_attention_gives_what_torchs_own_gives(folders: dict[str, Path]) -> None:
    torch = import_torch()
    module = torch.nn.MultiheadAttention(32, 4, batch_first=True).eval()
    x, mask = torch.randn(3, 7, 32), torch.full((7, 7), float("-inf")).triu_(1)
    full = mask.expand(3 * 4, 7, 7)
    with torch.inference_mode():
        for given in (None, mask, full):
            expected, _ = module(x, x, x, need_weights=False, attn_mask=given)
            found, _ = open_clip_encoder._attend(module, x, x, x, attn_mask=given)
            assert torch.allclose(found, expected, atol=1e-5)
        other = torch.randn(3, 5, 32)
        expected, _ = module(x, other, other, need_weights=False)
        found, _ = open_clip_encoder._attend(module, x, other, other, need_weights=False)
        assert torch.allclose(found, expected, atol=1e-5)


def test_nothing_in_gives_nothing_out(encoders: dict[str, OpenClipEncoder]) -> None:
    encoder = encoders["starter"]
    none = np.empty((0, 64, 64, 3), np.uint8)
    assert encoder.encode_texts([]).shape == (0, 32)
    assert encoder.encode_pictures(none).shape == (0, 32)
    assert encoder.encode_grids(none).shape == (0, 2, 2, 32)


def test_a_picture_of_the_wrong_size_is_our_mistake(encoders: dict[str, OpenClipEncoder]) -> None:
    with pytest.raises(ValueError, match="64, 64"):
        encoders["starter"].encode_pictures(np.zeros((1, 65, 64, 3), np.uint8))


def test_the_id_names_model_weights_and_precision(folders: dict[str, Path]) -> None:
    one = load_encoder(folders["starter"], precision="bfloat16")
    digest = model_folder.file_digest(folders["starter"] / "model.safetensors")
    assert str(one.id) == f"starter@{digest[:16]}/bfloat16"


def test_the_precision_is_measured_once_and_remembered(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = []

    def measure(*_: object) -> bool:
        measured.append(1)
        return True

    monkeypatch.setattr(precision, "_may_win", lambda *_: True)
    monkeypatch.setattr(precision, "_bfloat16_wins", measure)
    for _ in range(2):
        assert load_encoder(folders["starter"]).id.precision == "bfloat16"
    assert len(measured) == 1
    monkeypatch.setattr(precision, "_may_win", lambda *_: False)
    assert load_encoder(folders["starter"]).id.precision == "float32"


def test_the_measurement_itself_ends_with_an_answer(folders: dict[str, Path]) -> None:
    torch = import_torch()
    folder = model_folder.read(folders["starter"])
    model = open_clip_encoder._build(torch, folder)
    threads = torch.get_num_threads()
    assert precision._bfloat16_wins(torch, folder, model, "cpu") in {True, False}
    assert torch.get_num_threads() == threads


def test_the_picture_is_normalised_and_sized_as_the_configuration_says(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(folders["starter"], tmp_path / "m")
    wanted = {
        "mean": [0, 0, 0],
        "std": [1, 1, 1],
        "resize_mode": "squash",
        "interpolation": "bilinear",
    }
    (folder / "preprocess.json").write_text(json.dumps(wanted))
    encoder = OpenClipEncoder.load(folder, precision="float32")
    spec = encoder.input_spec
    assert (spec.size, spec.resize, spec.interpolation) == (64, "squash", "bilinear")
    assert not np.allclose(
        encoder.encode_pictures(noise(64, 1)),
        OpenClipEncoder.load(folders["starter"], precision="float32").encode_pictures(noise(64, 1)),
    )


def test_weights_without_numbers_are_said_to_be_unusable(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    from safetensors.torch import load_file, save_file

    folder = shutil.copytree(folders["starter"], tmp_path / "broken")
    state = load_file(folder / "model.safetensors")
    state["visual.head.proj.weight"][:] = float("nan")
    save_file(state, folder / "model.safetensors")
    with pytest.raises(ModelError, match="no usable numbers"):
        OpenClipEncoder.load(folder, precision="float32").encode_pictures(noise(64, 1))


def test_weights_of_another_model_are_refused_with_a_sentence(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(folders["starter"], tmp_path / "mixed")
    shutil.copy(folders["vit"] / "model.safetensors", folder)
    with pytest.raises(ModelError, match="do not fit its configuration"):
        OpenClipEncoder.load(folder)


def test_a_tokenizer_of_another_model_is_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    folder = shutil.copytree(folders["starter"], tmp_path / "mixed")
    (folder / "bpe.txt.gz").unlink()  # open_clip's own has 49,408 tokens
    with pytest.raises(ModelError, match="does not fit its weights"):
        OpenClipEncoder.load(folder)
    (folder / "bpe.txt.gz").write_bytes(b"not gzip at all")
    with pytest.raises(ModelError, match="damaged"):
        OpenClipEncoder.load(folder)


def test_a_model_that_needs_transformers_says_how_to_get_it(
    folders: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(folders["siglip"], tmp_path / "siglip")
    config = json.loads((folder / "model.json").read_text())
    config["text_cfg"]["hf_tokenizer_name"] = "somebody/something"
    (folder / "model.json").write_text(json.dumps(config))
    (folder / "tokenizer.json").write_text("{}")
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(ModelError, match="transformers") as caught:
        OpenClipEncoder.load(folder)
    assert "picturedesk[siglip]" in caught.value.way_out


@pytest.mark.parametrize(("device", "name"), [("tpu", None), (None, "float8")])
def test_an_unknown_device_or_precision_is_named(
    folders: dict[str, Path], device: str | None, name: str | None
) -> None:
    with pytest.raises(ModelError, match="There is no"):
        load_encoder(folders["starter"], device=device, precision=name)


def test_loading_and_answering_need_no_network_and_no_operators_of_torchvision(
    folders: dict[str, Path],
) -> None:
    # In a fresh process with every socket refused; also that the import itself works there.
    program = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('the network was used')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from picturedesk.vision import load_encoder\n"
        "e = load_encoder(sys.argv[1] + '/')\n"
        "import huggingface_hub.constants as c\n"
        "assert c.HF_HUB_OFFLINE\n"
        "print(e.encode_texts(['a dog']).shape)\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "HF_HUB_OFFLINE"}
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", program, str(folders["starter"])],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.stdout == "(1, 32)\n", done.stderr
    assert done.stderr == ""
