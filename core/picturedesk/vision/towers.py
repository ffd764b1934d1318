"""Running the towers of an open_clip model in ways that open_clip itself does not offer.

How *local* vectors are made (:func:`local_vectors`): every tower ends in a step
that mixes the places of a picture into one vector. That step is run on each place alone, as if it
were all there is. Where the step is a mean and a linear map, the local vectors average to the
whole picture's. Where it is attention, attending to one place only leaves the value path, which
is how MaskCLIP (Zhou, Loy and Dai 2022, "Extract Free Dense Labels from CLIP") reads dense
features out of CLIP; for SigLIP's attention pooling it is the same idea one layer later.

Models and tensors come as arguments: nothing is imported here.
"""

from __future__ import annotations

from typing import Any

from picturedesk.errors import ModelError


def encode_tokens(model: Any, tokens: Any) -> Any:
    """Token rows to vectors; for causal towers without the positions after the longest text.

    In a causal tower that is read at the end of the text nothing looks at the padding, so it need
    not be computed: a short query on CLIP's context of 77 is six times as fast.
    """
    tower = getattr(model, "text", model)
    pool = getattr(tower, "text_pool_type", None) or getattr(tower, "pool_type", None)
    mask = getattr(tower, "attn_mask", None)
    special = getattr(tower, "cls_emb", None) is not None or getattr(tower, "use_pad_mask", False)
    if pool != "argmax" or mask is None or special:
        return model.encode_text(tokens)
    ends = tokens.argmax(dim=-1)
    length = int(ends.max()) + 1
    dtype = tower.transformer.get_cast_dtype()
    x = tower.token_embedding(tokens[:, :length]).to(dtype)
    x = x + tower.positional_embedding[:length].to(dtype)
    x = tower.transformer(x, attn_mask=mask[:length, :length])
    x = tower.ln_final(x)[range(len(tokens)), ends]
    projection = tower.text_projection
    if projection is None:
        return x
    return projection(x) if callable(projection) else x @ projection


def grid_shape(visual: Any, size: int) -> tuple[int, int]:
    """Rows and columns of a tower's last map for pictures of ``size`` pixels. Raises ModelError."""
    trunk = getattr(visual, "trunk", None)
    shape = getattr(visual, "grid_size", None)
    if trunk is not None and hasattr(trunk, "patch_embed"):
        shape = getattr(trunk.patch_embed, "grid_size", None)
    if shape is None and trunk is not None:
        stride = int(trunk.feature_info[-1]["reduction"])
        shape = (-(-size // stride), -(-size // stride))
    if shape is None:
        raise ModelError("This model cannot say where in a picture something is.")
    return int(shape[0]), int(shape[1])


def local_vectors(visual: Any, x: Any) -> Any:
    """Pictures to ``(n * h * w, D)``: the last mixing step, run on each place alone."""
    if hasattr(visual, "trunk"):
        return _local_timm(visual, x)
    if getattr(visual, "attn_pool", None) is not None or visual.proj is None:
        raise ModelError("This model cannot say where in a picture something is.")
    tokens = visual._embeds(x)  # noqa: SLF001 -- the tower's own first half has no public name
    *blocks, last = visual.transformer.resblocks
    for block in blocks:
        tokens = block(tokens)
    places = tokens[:, 1:].reshape(-1, 1, tokens.shape[-1])
    return visual.ln_post(last(places))[:, 0] @ visual.proj


def _local_timm(visual: Any, x: Any) -> Any:
    features = visual.trunk.forward_features(x)
    if features.ndim == 4:  # (n, C, h, w) of a convolutional trunk
        places = features.permute(0, 2, 3, 1).reshape(-1, features.shape[1], 1, 1)
    else:  # (n, prefix + h * w, C) of a transformer
        prefix = int(getattr(visual.trunk, "num_prefix_tokens", 0))
        places = features[:, prefix:].reshape(-1, 1, features.shape[-1])
    return visual.head(visual.trunk.forward_head(places))
